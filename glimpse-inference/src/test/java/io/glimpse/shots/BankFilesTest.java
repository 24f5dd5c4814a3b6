package io.glimpse.shots;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.glimpse.fixture.BankStoreContractTest;
import io.glimpse.fixture.SmallBanks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Banks as files keep to the contract of stores, and to what only files have. */
class BankFilesTest extends BankStoreContractTest {

  @TempDir Path folder;

  @Override
  protected BankStore open() {
    return BankFiles.in(folder);
  }

  @Override
  protected void damage(String name) throws IOException {
    Path file = folder.resolve(name);
    byte[] whole = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(whole, whole.length / 2));
  }

  @Override
  protected String named(String word) {
    return word + BankFiles.ENDING;
  }

  @Test
  void aFolderThatIsNotThereHasNoBankAndIsNotMade() throws IOException {
    Path none = folder.resolve("none");

    assertThat(BankFiles.in(none).names()).isEmpty();
    assertThat(BankFiles.in(none).find("pets.bank")).isEmpty();
    assertThat(BankFiles.in(none).remove("pets.bank")).isFalse();
    assertThat(none).doesNotExist();
  }

  @Test
  void onlyBanksAreListed() throws IOException {
    open().put("pets.bank", SmallBanks.ofTwo());
    Files.writeString(folder.resolve("notes.txt"), "none");
    Files.createDirectory(folder.resolve("folder.bank"));

    assertThat(open().names()).containsExactly("pets.bank");
  }

  @Test
  void nothingIsLeftBesideBanksButTheirLocks() throws IOException {
    open().put("pets.bank", SmallBanks.ofTwo());
    assertThatThrownBy(
            () ->
                open()
                    .change(
                        "pets.bank",
                        bank -> {
                          throw new IOException("no");
                        }))
        .hasMessage("no");

    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrder("pets.bank", ".pets.bank.lock");
    }
  }

  @Test
  void theLockOfABankIsNoBank() throws IOException {
    open().put("pets.bank", SmallBanks.ofTwo());

    // A file in its place would let two changes be made at once.
    assertThatThrownBy(() -> open().put(".pets.bank.lock", SmallBanks.ofTwo()))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("name of a bank");
    assertThat(folder.resolve(".pets.bank.lock")).isEmptyFile();
  }

  @Test
  void aBankWhoseNameIsAsLongAsNamesGoIsChanged() throws IOException {
    String name = named("n".repeat(250));

    open().put(name, SmallBanks.ofTwo());
    open().change(name, bank -> SmallBanks.with(bank, "cat-1"));

    assertThat(SmallBanks.ids(open().read(name))).hasSize(3);
  }

  @Test
  void whoComesByALinkWaitsForWhoComesByTheFile() throws Exception {
    Path links = Files.createDirectory(folder.resolve("links"));
    open().put("pets.bank", SmallBanks.ofTwo());
    Files.createSymbolicLink(links.resolve("mine.bank"), folder.resolve("pets.bank"));
    CountDownLatch reading = new CountDownLatch(1);
    CountDownLatch waiting = new CountDownLatch(1);
    ExecutorService other = Executors.newSingleThreadExecutor();
    try {
      Future<?> byFile =
          other.submit(
              () ->
                  open()
                      .change(
                          "pets.bank",
                          bank -> {
                            reading.countDown();
                            try {
                              waiting.await();
                            } catch (InterruptedException e) {
                              throw new IOException(e);
                            }
                            return SmallBanks.with(bank, "by-file");
                          }));
      reading.await();
      BankFiles.in(links, waiting::countDown)
          .change(
              "mine.bank",
              bank -> {
                // Reached without waiting, it would let the other one go on behind this one's back.
                waiting.countDown();
                return SmallBanks.with(bank, "by-link");
              });
      byFile.get();
    } finally {
      other.shutdownNow();
    }

    assertThat(SmallBanks.ids(open().read("pets.bank")))
        .isEqualTo(List.of("cat-0", "dog-0", "by-file", "by-link"));
    assertThat(links.resolve("mine.bank")).isSymbolicLink();
  }
}
