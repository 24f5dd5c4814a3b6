package io.glimpse.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.glimpse.bank.Bank;
import io.glimpse.bank.BankFile;
import io.glimpse.bank.Shot;
import io.glimpse.database.BankDatabaseException.Trouble;
import io.glimpse.database.ChangeResult.Outcome;
import io.glimpse.database.HistoryEntry.Kind;
import io.glimpse.fixture.BankStoreContractTest;
import io.glimpse.fixture.SmallBanks;
import io.glimpse.matrix.Matrix;
import io.glimpse.shots.BankStore.Change;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What banks in SQL do, whichever database it is. */
abstract class BankDatabaseContractTest extends BankStoreContractTest {

  private static final ChangeRequest ANN = ChangeRequest.by("ann");
  private static final ChangeRequest BOB = ChangeRequest.by("bob");

  private @Nullable BankDatabase database;

  /** Where the banks of one test lie. */
  protected abstract StoreLocation location() throws IOException;

  /** Executes a statement that no store would. */
  protected abstract void tamper(String sql) throws IOException;

  @Override
  protected BankDatabase open() throws IOException {
    BankDatabase ready = database;
    if (ready == null) {
      ready = BankDatabase.open(location());
      database = ready;
    }
    return ready;
  }

  /** What is in memory is gone, as after a restart. */
  protected BankDatabase reopen() throws IOException {
    close();
    return open();
  }

  @Test
  void livesBesideTablesOfOthers() throws IOException {
    tamper("CREATE TABLE letter (text TEXT)");
    tamper("INSERT INTO letter VALUES ('Dear Ann')");

    open().create("pets", SmallBanks.ofTwo(), ANN);

    assertThat(reopen().current("pets").version()).isEqualTo(1);
    tamper("DROP TABLE letter");
    assertThat(reopen().check()).isEmpty();
  }

  @Test
  void aNameThatSomebodyElseHasIsNamedAndNothingIsMade() throws IOException {
    tamper("CREATE TABLE entry (text TEXT)");

    assertThatThrownBy(this::open)
        .isInstanceOfSatisfying(
            BankDatabaseException.class, e -> assertThat(e.trouble()).isEqualTo(Trouble.NAME_TAKEN))
        .hasMessageStartingWith(location().toString())
        .hasMessageContaining("'entry'");

    tamper("ALTER TABLE entry RENAME TO letter");
    open().create("pets", SmallBanks.ofTwo(), ANN);
  }

  @AfterEach
  void close() {
    if (database != null) {
      database.close();
      database = null;
    }
  }

  /** As by somebody else who has the database open, so that memory has to be read anew. */
  @Override
  protected void damage(String name) throws IOException {
    String of = " = (SELECT id FROM bank WHERE name = '" + name + "')";
    tamper("UPDATE shot SET feature = thumbnail WHERE bank" + of);
    tamper("DELETE FROM frame WHERE bank" + of);
    tamper("UPDATE bank SET version = version + 1 WHERE id" + of);
  }

  @Test
  void everyChangeIsAVersionAndAnEntry() throws IOException {
    open().create("pets", SmallBanks.ofTwo(), ANN);
    open().change("pets", BOB, bank -> SmallBanks.with(bank, "cat-1"));
    open().change("pets", ANN, BankEdits.relabel("cat-1", "dog"));
    open().change("pets", ANN, BankEdits.rename("dog", "hound"));
    open().change("pets", ANN, BankEdits.removeShot("cat-1"));
    open().change("pets", ANN, bank -> bank.with("tip", Map.of("alpha", "2")));

    List<HistoryEntry> history = reopen().history("pets", Page.Request.FIRST).items();

    assertThat(history).extracting(HistoryEntry::version).containsExactly(6L, 5L, 4L, 3L, 2L, 1L);
    assertThat(history)
        .extracting(HistoryEntry::what)
        .containsExactly(
            "fitted anew by 'tip'",
            "removed shot 'cat-1'",
            "renamed class 'dog' to 'hound'",
            "moved shot 'cat-1' to 'dog'",
            "added 1 shot to 'cat'",
            "made with 2 classes and 2 shots");
    assertThat(history)
        .extracting(HistoryEntry::kind)
        .containsExactly(Kind.FIT, Kind.EDIT, Kind.EDIT, Kind.EDIT, Kind.EDIT, Kind.CREATE);
    assertThat(history)
        .extracting(HistoryEntry::who)
        .containsExactly("ann", "ann", "ann", "ann", "bob", "ann");
    assertThat(open().current("pets").version()).isEqualTo(6);
  }

  @Test
  void anyVersionCanBeRead() throws IOException {
    List<Bank> versions = someVersions();

    assertVersions(open(), versions);
    assertVersions(reopen(), versions);
  }

  private static void assertVersions(BankDatabase database, List<Bank> versions)
      throws IOException {
    for (int v = 1; v <= versions.size(); v++) {
      assertSame(database.at("pets", v).bank(), versions.get(v - 1));
    }
    assertTrouble(Trouble.NOT_FOUND, () -> database.at("pets", 0));
    assertTrouble(Trouble.NOT_FOUND, () -> database.at("pets", versions.size() + 1));
  }

  /** Makes a bank and changes it in all ways; gives what each version shows. */
  private List<Bank> someVersions() throws IOException {
    List<Bank> versions = new ArrayList<>();
    versions.add(open().create("pets", SmallBanks.ofTwo(), ANN).snapshot().bank());
    List<Change> changes =
        List.of(
            bank -> SmallBanks.with(bank, "cat-1"),
            BankEdits.addClass("bird", List.of("bird"), row()),
            BankEdits.relabel("cat-0", "bird"),
            BankEdits.removeShot("dog-0"),
            BankEdits.rename("cat", "feline"),
            BankEdits.removeClass("dog"),
            BankEdits.classes(List.of("bird", "feline"), SmallBanks.ofTwo().texts()),
            bank -> bank.with("tip", Map.of("beta", "3")),
            bank -> SmallBanks.of("other"));
    for (Change change : changes) {
      ChangeResult result = open().change("pets", ANN, change);
      assertThat(result.outcome()).isEqualTo(Outcome.CHANGED);
      versions.add(result.snapshot().bank());
    }
    return versions;
  }

  @Test
  void undoingAgainAndAgainLeadsToTheBeginning() throws IOException {
    List<Bank> versions = someVersions();

    for (int back = versions.size() - 2; back >= 0; back--) {
      ChangeResult undone = open().undo("pets", BOB);
      assertSame(undone.snapshot().bank(), versions.get(back));
      assertThat(undone.entry().kind()).isEqualTo(Kind.UNDO);
    }

    assertTrouble(Trouble.NOT_ALLOWED, () -> open().undo("pets", BOB));
    assertSame(reopen().current("pets").bank(), versions.get(0));
    assertThat(open().history("pets", Page.Request.FIRST).items())
        .filteredOn(HistoryEntry::undone)
        .extracting(HistoryEntry::version)
        .containsExactly(10L, 9L, 8L, 7L, 6L, 5L, 4L, 3L, 2L);
    assertThat(open().check()).isEmpty();
  }

  @Test
  void undoingAfterAnUndoneChangeSkipsWhatIsUndone() throws IOException {
    open().create("pets", SmallBanks.ofTwo(), ANN);
    open().change("pets", ANN, bank -> SmallBanks.with(bank, "cat-1"));
    open().change("pets", ANN, bank -> SmallBanks.with(bank, "cat-2"));
    open().undo("pets", ANN);
    open().change("pets", ANN, bank -> SmallBanks.with(bank, "cat-3"));

    assertThat(ids(open().undo("pets", ANN))).containsExactly("cat-0", "dog-0", "cat-1");
    assertThat(ids(open().undo("pets", ANN))).containsExactly("cat-0", "dog-0");
    assertThat(ids(open().restore("pets", 3, ANN)))
        .containsExactly("cat-0", "dog-0", "cat-1", "cat-2");
    assertThat(ids(open().undo("pets", ANN))).containsExactly("cat-0", "dog-0");
  }

  @Test
  void aSnapshotIsTakenBackTo() throws IOException {
    List<Bank> versions = someVersions();
    open().restore("pets", 2, ANN);
    open().snapshot("pets", "good", BOB);
    open().change("pets", ANN, bank -> SmallBanks.with(bank, "cat-9"));

    NamedVersion named = reopen().snapshotOf("pets", "good");
    ChangeResult restored = open().restore("pets", named.version(), ANN);

    assertThat(named.who()).isEqualTo("bob");
    assertThat(named.version()).isEqualTo(11);
    assertSame(restored.snapshot().bank(), versions.get(1));
    assertThat(restored.entry().what()).isEqualTo("took back version 11");
    assertThat(open().snapshots("pets")).containsExactly(named);
    assertTrouble(Trouble.ALREADY_EXISTS, () -> open().snapshot("pets", "good", ANN));
    assertTrouble(Trouble.NOT_FOUND, () -> open().snapshotOf("pets", "bad"));
    assertTrouble(Trouble.INVALID_NAME, () -> open().snapshot("pets", "../x", ANN));
    assertThat(open().forgetSnapshot("pets", "good")).isTrue();
    assertThat(open().forgetSnapshot("pets", "good")).isFalse();
  }

  @Test
  void whoExpectsAnotherVersionIsToldAndNothingChanges() throws IOException {
    open().create("pets", SmallBanks.ofTwo(), ANN);
    open().change("pets", ANN.ifVersion(1), bank -> SmallBanks.with(bank, "cat-1"));

    for (ThrowingCallable late :
        List.<ThrowingCallable>of(
            () -> open().change("pets", BOB.ifVersion(1), bank -> SmallBanks.with(bank, "cat-2")),
            () -> open().undo("pets", BOB.ifVersion(1)),
            () -> open().restore("pets", 1, BOB.ifVersion(1)),
            () -> open().replace("pets", SmallBanks.of("b"), BOB.ifVersion(1)),
            () -> open().snapshot("pets", "s", BOB.ifVersion(1)),
            () -> open().delete("pets", BOB.ifVersion(1)))) {
      assertTrouble(Trouble.CONFLICT, late);
    }
    assertThat(open().current("pets").version()).isEqualTo(2);
    assertThat(ids(open().current("pets"))).containsExactly("cat-0", "dog-0", "cat-1");
  }

  @Test
  void aRequestThatIsRepeatedIsOneChange() throws IOException {
    open().create("pets", SmallBanks.ofTwo(), ANN);
    ChangeRequest once = ANN.once("k1", "digest");

    ChangeResult first = open().change("pets", once, bank -> SmallBanks.with(bank, "cat-1"));
    open().change("pets", BOB, bank -> SmallBanks.with(bank, "cat-2"));
    ChangeResult again =
        reopen()
            .change(
                "pets",
                once.ifVersion(1),
                bank -> {
                  throw new AssertionError("it was made already");
                });

    assertThat(again.outcome()).isEqualTo(Outcome.REPEATED);
    assertThat(again.version()).isEqualTo(first.version()).isEqualTo(2);
    assertThat(again.added()).isEqualTo(first.added()).containsExactly("cat-1");
    assertThat(again.snapshot().version()).isEqualTo(3);
    assertTrouble(
        Trouble.KEY_REUSED, () -> open().change("pets", ANN.once("k1", "other"), bank -> bank));
  }

  @Test
  void classesWithoutShotsAreAnsweredByTheirTexts() throws IOException {
    Bank two = SmallBanks.ofTwo();
    Bank untaught = BankEdits.untaught(two.encoder(), two.texts(), two.fitted(), two.provenance());
    BankSnapshot none = open().create("pets", untaught, ANN).snapshot();
    assertThat(none.isTaught()).isFalse();
    assertThat(none.answering().method()).isEqualTo("zero-shot");
    assertThat(none.answering().classifier().classes().names()).containsExactly("cat", "dog");

    BankSnapshot half =
        open().change("pets", ANN, bank -> SmallBanks.with(bank, "cat-1")).snapshot();
    assertThat(half.isTaught()).isFalse();
    BankSnapshot taught =
        open()
            .change(
                "pets",
                ANN,
                bank ->
                    bank.with(
                        "dog", List.of("dog"), row(), row(), List.of(new Shot("dog-1", "d.png"))))
            .snapshot();

    assertThat(taught.isTaught()).isTrue();
    assertThat(taught.answering()).isSameAs(taught.bank());
    assertSame(reopen().current("pets").bank(), taught.bank());
    BankSummary summary = open().summary("pets");
    assertThat(summary.classes())
        .containsExactly(
            new BankSummary.ClassSummary("cat", 1), new BankSummary.ClassSummary("dog", 1));
    assertThat(summary.version()).isEqualTo(3);
    assertThat(summary.encoder()).isEqualTo("axes");
  }

  @Test
  void picturesAreKeptAndComeBackWithTheirShot() throws IOException {
    open().create("pets", SmallBanks.ofTwo(), ANN);
    ShotPicture picture = new ShotPicture("abc", new byte[] {1, 2, 3}, "image/jpeg");
    open()
        .change("pets", ANN.with(Map.of("cat-1", picture)), bank -> SmallBanks.with(bank, "cat-1"));
    open().change("pets", ANN, BankEdits.removeShot("cat-1"));
    open().change("pets", BOB, bank -> SmallBanks.with(bank, "cat-1"));

    StoredShot shot = reopen().shot("pets", "cat-1");

    assertThat(shot.digest()).isEqualTo("abc");
    assertThat(shot.hasThumbnail()).isTrue();
    assertThat(shot.addedBy()).isEqualTo("bob");
    assertThat(open().picture("pets", "cat-1").orElseThrow().thumbnail()).containsExactly(1, 2, 3);
    assertThat(open().picture("pets", "cat-0")).isEmpty();
    assertTrouble(Trouble.NOT_FOUND, () -> open().picture("pets", "none"));
    assertTrouble(Trouble.NOT_FOUND, () -> open().shot("pets", "none"));
  }

  @Test
  void listsComeInPages() throws IOException {
    for (String name : List.of("b", "a", "c")) {
      open().create(name, SmallBanks.ofTwo(), ANN);
    }
    for (int i = 1; i <= 4; i++) {
      String id = "cat-" + i;
      open().change("a", ANN, bank -> SmallBanks.with(bank, id));
    }
    Page.Request two = new Page.Request(2, null);

    Page<BankSummary> banks = open().list(two);
    Page<StoredShot> shots = open().shots("a", "cat", two);
    Page<HistoryEntry> entries = open().history("a", two);

    assertThat(banks.items()).extracting(BankSummary::name).containsExactly("a", "b");
    assertThat(open().list(two.after(banks.next())).items())
        .extracting(BankSummary::name)
        .containsExactly("c");
    assertThat(shots.items()).extracting(StoredShot::id).containsExactly("cat-0", "cat-1");
    Page<StoredShot> more = open().shots("a", "cat", two.after(shots.next()));
    assertThat(more.items()).extracting(StoredShot::id).containsExactly("cat-2", "cat-3");
    assertThat(open().shots("a", "cat", two.after(more.next())))
        .satisfies(last -> assertThat(last.next()).isNull())
        .satisfies(last -> assertThat(last.items()).hasSize(1));
    assertThat(open().history("a", two.after(entries.next())).items())
        .extracting(HistoryEntry::version)
        .containsExactly(3L, 2L);
    assertTrouble(Trouble.NOT_FOUND, () -> open().shots("a", "bird", two));
    assertThatThrownBy(() -> open().history("a", two.after("x")))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aBankOfADeletedNameGoesOnCounting() throws IOException {
    open().create("pets", SmallBanks.of("old"), ANN);
    open().change("pets", ANN, bank -> SmallBanks.with(bank, "cat-1"));
    open().snapshot("pets", "s", ANN);

    assertThat(open().delete("pets", ANN.ifVersion(2))).isTrue();
    assertThat(open().delete("pets", ANN)).isFalse();
    assertTrouble(Trouble.NOT_FOUND, () -> open().current("pets"));
    open().create("pets", SmallBanks.of("new"), ANN);

    assertThat(open().current("pets").version()).isEqualTo(3);
    assertThat(open().snapshots("pets")).isEmpty();
    assertThat(open().history("pets", Page.Request.FIRST).items()).hasSize(1);
    assertTrouble(Trouble.ALREADY_EXISTS, () -> open().create("pets", SmallBanks.ofTwo(), ANN));
    assertThat(ids(reopen().current("pets"))).containsExactly("cat-new", "dog-new");
  }

  @Test
  void ofTwoWhoChangeTheSameVersionOneIsTold() throws Exception {
    open().create("pets", SmallBanks.ofTwo(), ANN);
    List<Callable<Outcome>> both = new ArrayList<>();
    for (String id : List.of("cat-1", "cat-2")) {
      both.add(
          () ->
              open().change("pets", ANN.ifVersion(1), bank -> SmallBanks.with(bank, id)).outcome());
    }

    int made = 0;
    for (Future<Outcome> one : together(both)) {
      try {
        assertThat(one.get()).isEqualTo(Outcome.CHANGED);
        made++;
      } catch (ExecutionException e) {
        assertThat(e.getCause())
            .isInstanceOfSatisfying(
                BankDatabaseException.class,
                told -> assertThat(told.trouble()).isEqualTo(Trouble.CONFLICT));
      }
    }

    assertThat(made).isEqualTo(1);
    assertThat(open().current("pets").version()).isEqualTo(2);
  }

  @Test
  void manyWhoAddAtOnceMakeAVersionEach() throws Exception {
    open().create("pets", SmallBanks.ofTwo(), ANN);
    List<Callable<Long>> all = new ArrayList<>();
    Set<String> expected = new HashSet<>(List.of("cat-0", "dog-0"));
    for (int i = 1; i <= 48; i++) {
      String id = "cat-" + i;
      expected.add(id);
      all.add(() -> open().change("pets", ANN, bank -> SmallBanks.with(bank, id)).version());
    }

    List<Long> versions = new ArrayList<>();
    for (Future<Long> one : together(all)) {
      versions.add(one.get());
    }

    assertThat(versions).doesNotHaveDuplicates().hasSize(48);
    assertThat(open().current("pets").version()).isEqualTo(49);
    Bank inMemory = open().current("pets").bank();
    assertThat(SmallBanks.ids(inMemory)).hasSameElementsAs(expected);
    assertSame(reopen().current("pets").bank(), inMemory);
    assertThat(open().check()).isEmpty();
  }

  @Test
  @SuppressWarnings("try") // The subscription is held, not used.
  void anotherDatabaseObjectSeesAChangeWithinASecond() throws Exception {
    open().create("pets", SmallBanks.ofTwo(), ANN);
    try (BankDatabase other = BankDatabase.open(location())) {
      List<String> heard = new ArrayList<>();
      try (var subscription =
          other.listen(
              (name, version) -> {
                synchronized (heard) {
                  heard.add(name + " " + version);
                  heard.notifyAll();
                }
              })) {
        assertThat(other.current("pets").bank().classifier()).isNotNull();
        Bank changed =
            open().change("pets", ANN, bank -> SmallBanks.with(bank, "cat-1")).snapshot().bank();
        awaitUntil(heard, "pets 2");
        assertSame(other.current("pets").bank(), changed);

        open().change("pets", ANN, BankEdits.rename("cat", "feline"));
        awaitUntil(heard, "pets 3");
        assertSame(other.current("pets").bank(), open().current("pets").bank());

        other.change("pets", BOB, bank -> SmallBanks.of("x"));
        assertThat(ids(open().change("pets", ANN, BankEdits.relabel("cat-x", "dog"))))
            .containsExactly("cat-x", "dog-x");
        open().delete("pets", ANN);
        awaitUntil(heard, "pets 0");
        assertTrouble(Trouble.NOT_FOUND, () -> other.current("pets"));
      }
      assertThat(heard).doesNotHaveDuplicates();
    }
  }

  private static void awaitUntil(List<String> heard, String wanted) throws InterruptedException {
    long end = System.nanoTime() + 20_000_000_000L;
    synchronized (heard) {
      while (!heard.contains(wanted) && System.nanoTime() < end) {
        heard.wait(100);
      }
      assertThat(heard).contains(wanted);
    }
  }

  @Test
  void aNewerDatabaseIsRefusedByItsVersion() throws IOException {
    open();
    tamper(
        "INSERT INTO glimpse_schema (installed_rank, version, description, type, script, checksum,"
            + " installed_by, execution_time, success)"
            + " SELECT 99, '7', 'later', 'SQL', 'V7__later.sql', 1, 'x', 1, success"
            + " FROM glimpse_schema WHERE version = '1'");

    assertThatThrownBy(this::reopen)
        .isInstanceOfSatisfying(
            BankDatabaseException.class,
            e -> assertThat(e.trouble()).isEqualTo(Trouble.NEWER_VERSION))
        .hasMessageContaining("has version 7, but this Glimpse works with version 1");
  }

  static void assertTrouble(Trouble trouble, ThrowingCallable call) {
    BankDatabaseException thrown = catchThrowableOfType(BankDatabaseException.class, call);
    assertThat(thrown).as("refused as " + trouble).isNotNull();
    assertThat(thrown.trouble()).as(thrown.getMessage()).isEqualTo(trouble);
    assertThat(thrown).hasMessageNotContaining("Exception");
  }

  /** To the byte of their files, where files could hold them; else in all that a file says. */
  static void assertSame(Bank actual, Bank expected) throws IOException {
    if (BankSnapshot.isTaught(expected)) {
      assertThat(BankFile.toBytes(actual)).isEqualTo(BankFile.toBytes(expected));
    }
    assertThat(Delta.between(expected, actual).isEmpty()).isTrue();
    assertThat(actual.shots().list()).isEqualTo(expected.shots().list());
    assertThat(actual.classes()).isEqualTo(expected.classes());
    assertThat(actual.cache().labels()).isEqualTo(expected.cache().labels());
  }

  static List<String> ids(ChangeResult result) {
    return ids(result.snapshot());
  }

  static List<String> ids(BankSnapshot snapshot) {
    return SmallBanks.ids(snapshot.bank());
  }

  private static Matrix row() {
    return SmallBanks.ofTwo().text().weights().rows(1, 2);
  }

  private static <T> List<Future<T>> together(List<Callable<T>> all) throws InterruptedException {
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try {
      return threads.invokeAll(all);
    } finally {
      threads.shutdownNow();
    }
  }
}
