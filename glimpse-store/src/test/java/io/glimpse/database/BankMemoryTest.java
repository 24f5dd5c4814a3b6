package io.glimpse.database;

import static org.assertj.core.api.Assertions.assertThat;

import io.glimpse.bank.Bank;
import io.glimpse.bank.BankFile;
import io.glimpse.fixture.SmallBanks;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Banks leave memory where there is too little of it, and come back as they were. */
class BankMemoryTest {

  @TempDir Path folder;

  private BankDatabase database;

  /** Room for two of three. */
  @BeforeEach
  void open() throws IOException {
    long one = BankSnapshot.of("a", 1, SmallBanks.ofTwo()).bytes();
    database = BankDatabase.open(StoreLocation.folder(folder), 2 * one + 1);
    for (String name : List.of("a", "b", "c")) {
      database.create(name, SmallBanks.ofTwo(), ChangeRequest.PLAIN);
    }
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void theOneThatWasNotAskedTheLongestIsReadAgain() throws IOException {
    Bank b = database.current("b").bank();
    Bank c = database.current("c").bank();

    Bank a = database.current("a").bank();

    assertThat(database.current("c").bank()).isSameAs(c);
    assertThat(database.current("a").bank()).isSameAs(a);
    assertThat(database.current("b").bank()).isNotSameAs(b);
    assertThat(BankFile.toBytes(database.current("b").bank())).isEqualTo(BankFile.toBytes(b));
  }

  @Test
  void whatIsChangedWhileItIsOutOfMemoryIsWholeAndUndone() throws IOException {
    byte[] before = BankFile.toBytes(database.current("a").bank());
    for (int i = 0; i < 4; i++) {
      String id = "cat-1" + i;
      for (String name : List.of("a", "b", "c")) {
        database.change(name, ChangeRequest.PLAIN, bank -> SmallBanks.with(bank, id));
      }
    }

    assertThat(SmallBanks.ids(database.current("a").bank()))
        .contains("cat-10", "cat-11", "cat-12", "cat-13");
    for (int i = 0; i < 4; i++) {
      database.current("b");
      database.current("c");
      database.undo("a", ChangeRequest.PLAIN);
    }
    assertThat(BankFile.toBytes(database.current("a").bank())).isEqualTo(before);
    assertThat(database.check()).isEmpty();
  }

  @Test
  void listenersHearOfBanksThatAreNotInMemory() throws IOException {
    List<String> heard = new ArrayList<>();
    database.current("b");
    database.current("c");
    BankDatabase.Subscription told =
        database.listen((name, version) -> heard.add(name + " " + version));

    database.change("a", ChangeRequest.PLAIN, bank -> SmallBanks.with(bank, "cat-1"));
    told.close();
    database.change("a", ChangeRequest.PLAIN, bank -> SmallBanks.with(bank, "cat-2"));

    assertThat(heard).containsExactly("a 2");
  }

  @Test
  void aBankThatIsLargerThanTheMemoryStaysWhileItIsAsked() throws IOException {
    database.close();
    database = BankDatabase.open(StoreLocation.folder(folder), 1);

    assertThat(database.current("a").bank()).isSameAs(database.current("a").bank());
  }
}
