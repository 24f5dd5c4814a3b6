package io.glimpse.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.glimpse.bank.Bank;
import io.glimpse.bank.BankFile;
import io.glimpse.database.BankDatabaseException.Trouble;
import io.glimpse.fixture.SmallBanks;
import io.glimpse.shots.BankStore.Change;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One change is undone, and what others did since stays. */
class UndoOneChangeTest {

  private static final String PETS = "pets";

  @TempDir Path folder;

  private BankDatabase database;

  @BeforeEach
  void open() throws IOException {
    database = BankDatabase.open(StoreLocation.folder(folder));
    database.create(PETS, SmallBanks.ofTwo(), ChangeRequest.PLAIN);
  }

  @AfterEach
  void close() {
    database.close();
  }

  private long change(Change change) throws IOException {
    return database.change(PETS, ChangeRequest.PLAIN, change).version();
  }

  private ChangeResult undo(long version) throws IOException {
    return database.undo(PETS, version, ChangeRequest.PLAIN);
  }

  private Bank now() throws IOException {
    return database.current(PETS).bank();
  }

  /** The refusal to undo a change. */
  private String refused(long version) {
    BankDatabaseException e =
        catchThrowableOfType(BankDatabaseException.class, () -> undo(version));
    assertThat(e.trouble()).isEqualTo(Trouble.NOT_ALLOWED);
    return String.valueOf(e.getMessage());
  }

  /** What memory has is what the rows say. */
  private void assertWhole() throws IOException {
    byte[] inMemory = BankFile.toBytes(now());
    assertThat(database.check()).isEmpty();
    database.close();
    database = BankDatabase.open(StoreLocation.folder(folder));
    assertThat(BankFile.toBytes(now())).isEqualTo(inMemory);
  }

  @Test
  void aShotThatWasAddedGoesAndLaterOnesStay() throws IOException {
    long first = change(bank -> SmallBanks.with(bank, "cat-1"));
    Bank without = now();
    change(bank -> SmallBanks.with(bank, "cat-2"));

    ChangeResult undone = undo(first);

    assertThat(undone.entry().kind()).isEqualTo(HistoryEntry.Kind.UNDO);
    assertThat(undone.entry().what()).isEqualTo("undid change 2: added 1 shot to 'cat'");
    assertThat(without.classOf("cat-2")).isEmpty();
    assertThat(now().classOf("cat-1")).isEmpty();
    assertThat(now().classOf("cat-2")).contains("cat");
    assertThat(database.history(PETS, Page.Request.FIRST).items())
        .filteredOn(HistoryEntry::undone)
        .extracting(HistoryEntry::version)
        .containsExactly(first);
    assertWhole();
  }

  @Test
  void aShotThatWasRemovedComesBackInItsPlaceAsWhoAddedItLeftIt() throws IOException {
    database.change(PETS, ChangeRequest.by("ann"), bank -> SmallBanks.with(bank, "cat-1"));
    byte[] before = BankFile.toBytes(now());
    long removed = change(BankEdits.removeShot("cat-1"));
    long later = change(bank -> SmallBanks.with(bank, "cat-2"));

    undo(removed);

    assertThat(database.shot(PETS, "cat-1").addedBy()).isEqualTo("ann");
    undo(later);
    assertThat(BankFile.toBytes(now())).isEqualTo(before);
    assertWhole();
  }

  @Test
  void aClassThatWasRenamedOrTakenAwayIsAsBefore() throws IOException {
    long renamed = change(BankEdits.rename("cat", "tiger"));
    change(bank -> SmallBanks.with(bank.rename("tiger", "cat"), "cat-1").rename("cat", "tiger"));
    long removed = change(BankEdits.removeClass("dog"));
    change(bank -> bank.with("tip", Map.of("alpha", "2")));

    undo(renamed);
    undo(removed);

    assertThat(now().classes().names()).containsExactlyInAnyOrder("cat", "dog");
    assertThat(now().classOf("cat-1")).contains("cat");
    assertThat(now().parameters()).containsEntry("alpha", "2");
    assertWhole();
  }

  @Test
  void theChangeThatStandsInTheWayIsNamed() throws IOException {
    long added = change(bank -> SmallBanks.with(bank, "cat-1"));
    change(BankEdits.relabel("cat-1", "dog"));

    assertThat(refused(added))
        .isEqualTo(
            "change 2 (added 1 shot to 'cat') cannot be undone by itself: change 3 (moved shot"
                + " 'cat-1' to 'dog') stands in the way; undo that first, or restore version 1");
    assertThat(now().classOf("cat-1")).contains("dog");
    assertThat(database.current(PETS).version()).isEqualTo(3);
  }

  @Test
  void aNameThatIsTakenAndAShotThatIsThereAgainStandInTheWay() throws IOException {
    long renamed = change(BankEdits.rename("cat", "tiger"));
    change(BankEdits.rename("dog", "cat"));
    assertThat(refused(renamed)).contains("change 3 (renamed class 'dog' to 'cat')");

    database.restore(PETS, 1, ChangeRequest.PLAIN);
    change(bank -> SmallBanks.with(bank, "cat-1"));
    long removed = change(BankEdits.removeShot("cat-1"));
    long again = change(bank -> SmallBanks.with(bank, "cat-1"));
    assertThat(refused(removed)).contains("change " + again + " (");
  }

  @Test
  void aClassWithLaterShotsStaysAndOneThatWentIsMissed() throws IOException {
    long made = change(bank -> BankEdits.rename("dog", "bird").of(bank).rename("bird", "hound"));
    long shot = change(bank -> SmallBanks.with(bank, "cat-1"));
    long went = change(BankEdits.removeShot("cat-1"));
    long gone = change(BankEdits.removeClass("cat"));

    assertThat(refused(went)).contains("change " + gone + " (");
    assertThat(refused(shot)).contains("change " + went + " (");
    undo(made);
    assertThat(now().classes().names()).containsExactly("dog");
    assertWhole();
  }

  @Test
  void methodAndParametersAreTakenBackByThemselves() throws IOException {
    Map<String, String> before = now().checkedParameters().asText();
    String method = now().method();
    long fitted = change(bank -> bank.with("tip", Map.of("alpha", "2")));
    change(bank -> SmallBanks.with(bank, "cat-1"));

    undo(fitted);

    assertThat(now().method()).isEqualTo(method);
    assertThat(now().checkedParameters().asText()).isEqualTo(before);
    assertThat(now().classOf("cat-1")).contains("cat");
    long other = change(bank -> bank.with("tip", Map.of("alpha", "3")));
    long another = change(bank -> bank.with("tip", Map.of("alpha", "4")));
    assertThat(refused(other)).contains("change " + another + " (fitted anew");
    assertWhole();
  }

  @Test
  void whatWasFittedToTheShotsIsFittedAnew() throws IOException {
    change(bank -> bank.with("auto", Map.of()));
    long added = change(bank -> SmallBanks.with(bank, "cat-1"));
    Bank kept = BankFile.read(PETS, BankFile.toBytes(now()));
    database.replace(PETS, kept, ChangeRequest.PLAIN);
    assertThat(now().fitted().weights()).isNotEmpty();

    undo(added);

    assertThat(now().fitted().weights()).isEmpty();
    assertWhole();
  }

  @Test
  void undoingTheLastGoesOnBehindOneThatWasUndoneByItself() throws IOException {
    long first = change(bank -> SmallBanks.with(bank, "cat-1"));
    change(bank -> SmallBanks.with(bank, "cat-2"));
    undo(first);
    change(bank -> SmallBanks.with(bank, "cat-3"));

    database.undo(PETS, ChangeRequest.PLAIN);
    assertThat(now().classOf("cat-3")).isEmpty();
    assertThat(now().classOf("cat-2")).contains("cat");
    database.undo(PETS, ChangeRequest.PLAIN);

    assertThat(now().classOf("cat-2")).isEmpty();
    assertThat(now().classOf("cat-1")).isEmpty();
    assertThat(
            catchThrowableOfType(
                    BankDatabaseException.class, () -> database.undo(PETS, ChangeRequest.PLAIN))
                .trouble())
        .isEqualTo(Trouble.NOT_ALLOWED);
    assertWhole();
  }

  @Test
  void whatIsUndoneOrAnUndoingOrTheBeginningIsRefused() throws IOException {
    long added = change(bank -> SmallBanks.with(bank, "cat-1"));
    long undoing = undo(added).version();

    assertThat(refused(added)).contains("is undone already");
    assertThat(refused(undoing)).contains("is an undoing itself");
    assertThat(refused(1)).contains("made the bank");
    BankDatabaseException missing =
        catchThrowableOfType(BankDatabaseException.class, () -> undo(99));
    assertThat(missing.trouble()).isEqualTo(Trouble.NOT_FOUND);
  }
}
