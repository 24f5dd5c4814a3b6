package io.glimpse.database;

import static org.assertj.core.api.Assertions.assertThat;

import io.glimpse.bank.Bank;
import io.glimpse.bank.Shot;
import io.glimpse.database.ChangeResult.Outcome;
import io.glimpse.fixture.SmallBanks;
import io.glimpse.matrix.Matrix;
import io.glimpse.shots.BankStore.Change;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Random changes and undoings against a model of nothing but lists and maps. */
class RandomChangesTest {

  private static final int CHANGES = 60;
  private static final List<String> NAMES = List.of("cat", "dog", "bird", "fish", "bear");

  @TempDir Path folder;

  /**
   * What a version shows.
   *
   * @param classes in order
   * @param shots the class of each, in order
   */
  private record Shown(List<String> classes, Map<String, String> shots) {

    static Shown of(Bank bank) {
      Map<String, String> shots = new LinkedHashMap<>();
      bank.shots().list().forEach(s -> shots.put(s.id(), bank.classOf(s.id()).orElseThrow()));
      return new Shown(bank.classes().names(), shots);
    }

    Shown copy() {
      return new Shown(new ArrayList<>(classes), new LinkedHashMap<>(shots));
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void everyVersionShowsWhatTheModelSays(long seed) throws IOException {
    Random random = new Random(seed);
    StoreLocation location = StoreLocation.folder(folder);
    List<Shown> versions = new ArrayList<>();
    List<Integer> done = new ArrayList<>();
    BankDatabase database = BankDatabase.open(location);
    try {
      Bank two = SmallBanks.ofTwo();
      database.create("pets", two, ChangeRequest.PLAIN);
      versions.add(Shown.of(two));
      for (int i = 0; i < CHANGES; i++) {
        Shown next = versions.get(versions.size() - 1).copy();
        ChangeResult result =
            new Act(database, random, next, versions, "s" + i).of(!done.isEmpty());
        if (result.outcome() == Outcome.UNCHANGED) {
          continue;
        }
        if (result.entry().kind() == HistoryEntry.Kind.UNDO) {
          versions.add(versions.get(done.remove(done.size() - 1) - 2));
        } else {
          versions.add(next);
          done.add(versions.size());
        }
        assertThat(result.version()).isEqualTo(versions.size());
        assertShown(database.current("pets").bank(), versions.get(versions.size() - 1));
        if (random.nextInt(20) == 0) {
          database.close();
          database = BankDatabase.open(location);
          assertShown(database.current("pets").bank(), versions.get(versions.size() - 1));
        }
      }
      for (int v = 1; v <= versions.size(); v++) {
        assertShown(database.at("pets", v).bank(), versions.get(v - 1));
      }
      assertThat(database.check()).isEmpty();
    } finally {
      database.close();
    }
  }

  /**
   * A change that is about to be made, to the model and to the bank.
   *
   * @param next what the bank shows, and is to show
   * @param id of a shot that was never there
   */
  private record Act(
      BankDatabase database, Random random, Shown next, List<Shown> versions, String id) {

    ChangeResult of(boolean canUndo) throws IOException {
      List<String> ids = new ArrayList<>(next.shots().keySet());
      String name = any(next.classes());
      String other = any(NAMES);
      boolean isNew = !next.classes().contains(other);
      int what = random.nextInt(9);
      if (what <= 2) {
        return add(name);
      }
      if (what == 3 && !ids.isEmpty()) {
        String gone = any(ids);
        next.shots().remove(gone);
        return make(BankEdits.removeShot(gone));
      }
      if (what == 4 && !ids.isEmpty()) {
        String moved = any(ids);
        next.shots().put(moved, name);
        return make(BankEdits.relabel(moved, name));
      }
      if (what == 5 && isNew) {
        next.classes().add(other);
        Matrix row = SmallBanks.of(other).text().weights().rows(0, 1);
        return make(BankEdits.addClass(other, List.of(other), row));
      }
      if (what == 6 && next.classes().size() > 1) {
        next.classes().remove(name);
        next.shots().values().removeIf(name::equals);
        return make(BankEdits.removeClass(name));
      }
      if (what == 7 && isNew) {
        next.classes().replaceAll(one -> one.equals(name) ? other : one);
        next.shots().replaceAll((shot, one) -> one.equals(name) ? other : one);
        return make(BankEdits.rename(name, other));
      }
      return canUndo && what == 8 ? database.undo("pets", ChangeRequest.PLAIN) : restore();
    }

    private <T> T any(List<T> some) {
      return some.get(random.nextInt(some.size()));
    }

    private ChangeResult make(Change change) throws IOException {
      return database.change("pets", ChangeRequest.PLAIN, change);
    }

    private ChangeResult add(String name) throws IOException {
      next.shots().put(id, name);
      Matrix key = SmallBanks.of(id).cache().keys().toMatrix().rows(0, 1);
      return make(
          bank -> {
            int label = bank.texts().require(name);
            return bank.with(
                name,
                bank.prompts().get(label),
                bank.text().prompts().get(label),
                key,
                List.of(new Shot(id, id)));
          });
    }

    private ChangeResult restore() throws IOException {
      int version = 1 + random.nextInt(versions.size());
      Shown older = versions.get(version - 1).copy();
      next.classes().clear();
      next.classes().addAll(older.classes());
      next.shots().clear();
      next.shots().putAll(older.shots());
      return database.restore("pets", version, ChangeRequest.PLAIN);
    }
  }

  private static void assertShown(Bank bank, Shown shown) {
    assertThat(bank.classes().names()).isEqualTo(shown.classes());
    assertThat(Shown.of(bank).shots().entrySet())
        .containsExactlyElementsOf(shown.shots().entrySet());
  }
}
