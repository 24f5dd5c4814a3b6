package io.glimpse.database;

import static org.assertj.core.api.Assertions.assertThat;

import io.glimpse.bank.Bank;
import io.glimpse.database.ChangeResult.Outcome;
import io.glimpse.fixture.SmallBanks;
import io.glimpse.matrix.Matrix;
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
        ChangeResult result = oneChange(database, random, next, versions, done, "s" + i);
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

  private static ChangeResult oneChange(
      BankDatabase database,
      Random random,
      Shown next,
      List<Shown> versions,
      List<Integer> done,
      String id)
      throws IOException {
    List<String> ids = new ArrayList<>(next.shots().keySet());
    String name = next.classes().get(random.nextInt(next.classes().size()));
    String other = NAMES.get(random.nextInt(NAMES.size()));
    switch (random.nextInt(9)) {
      case 0, 1, 2:
        next.shots().put(id, name);
        return database.change(
            "pets",
            ChangeRequest.PLAIN,
            bank -> {
              int label = bank.texts().require(name);
              Matrix key = SmallBanks.of(id).cache().keys().toMatrix().rows(0, 1);
              return bank.with(
                  name,
                  bank.prompts().get(label),
                  bank.text().prompts().get(label),
                  key,
                  List.of(new io.glimpse.bank.Shot(id, id)));
            });
      case 3:
        if (!ids.isEmpty()) {
          String gone = ids.get(random.nextInt(ids.size()));
          next.shots().remove(gone);
          return database.change("pets", ChangeRequest.PLAIN, BankEdits.removeShot(gone));
        }
        break;
      case 4:
        if (!ids.isEmpty()) {
          String moved = ids.get(random.nextInt(ids.size()));
          next.shots().put(moved, name);
          return database.change("pets", ChangeRequest.PLAIN, BankEdits.relabel(moved, name));
        }
        break;
      case 5:
        if (!next.classes().contains(other)) {
          next.classes().add(other);
          Matrix row = SmallBanks.of(other).text().weights().rows(0, 1);
          return database.change(
              "pets", ChangeRequest.PLAIN, BankEdits.addClass(other, List.of(other), row));
        }
        break;
      case 6:
        if (next.classes().size() > 1) {
          next.classes().remove(name);
          next.shots().values().removeIf(name::equals);
          return database.change("pets", ChangeRequest.PLAIN, BankEdits.removeClass(name));
        }
        break;
      case 7:
        if (!next.classes().contains(other)) {
          next.classes().replaceAll(one -> one.equals(name) ? other : one);
          next.shots().replaceAll((shot, one) -> one.equals(name) ? other : one);
          return database.change("pets", ChangeRequest.PLAIN, BankEdits.rename(name, other));
        }
        break;
      default:
        if (!done.isEmpty()) {
          return database.undo("pets", ChangeRequest.PLAIN);
        }
        break;
    }
    int version = 1 + random.nextInt(versions.size());
    Shown older = versions.get(version - 1);
    next.classes().clear();
    next.classes().addAll(older.classes());
    next.shots().clear();
    next.shots().putAll(older.shots());
    return database.restore("pets", version, ChangeRequest.PLAIN);
  }

  private static void assertShown(Bank bank, Shown shown) {
    assertThat(bank.classes().names()).isEqualTo(shown.classes());
    assertThat(Shown.of(bank).shots().entrySet())
        .containsExactlyElementsOf(shown.shots().entrySet());
  }
}
