package io.glimpse.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.glimpse.Glimpse;
import io.glimpse.ImageClassifier;
import io.glimpse.bank.Bank;
import io.glimpse.bank.BankFile;
import io.glimpse.file.InputException;
import io.glimpse.shots.BankFiles;
import io.glimpse.shots.BankStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

@SuppressWarnings("NullAway.Init") // The encoder is opened once for all tests.
class GlimpseBanksTest {

  private static Glimpse glimpse;

  @TempDir Path folder;

  @BeforeAll
  static void open() {
    glimpse = Pictures.lite();
  }

  @AfterAll
  static void close() {
    glimpse.close();
  }

  private GlimpseBanks banksOfFolder() {
    return new GlimpseBanks(glimpse, Map.of(), BankFiles.in(folder));
  }

  private static String answer(ImageClassifier classifier) throws IOException {
    return classifier.classify(Pictures.OKAPI).best().name();
  }

  @Test
  void anApplicationClassifiesByABankOfItsFolder() throws IOException {
    Pictures.bank(glimpse, folder.resolve("animals.bank"), "striped legs", "potted tree");
    new ApplicationContextRunner()
        .withConfiguration(AutoConfigurations.of(GlimpseAutoConfiguration.class))
        .withPropertyValues("glimpse.banks.folder=" + folder)
        .run(
            context -> {
              GlimpseBanks banks = context.getBean(GlimpseBanks.class);

              assertThat(banks.names()).containsExactly("animals");
              assertThat(answer(banks.classifier("animals"))).isEqualTo("striped legs");
              assertThat(context.getBean(BankStore.class).names()).containsExactly("animals.bank");
            });
  }

  @Test
  void aNameMayHaveItsEnding() throws IOException {
    Pictures.bank(glimpse, folder.resolve("animals.bank"), "okapi", "bonsai");

    assertThat(answer(banksOfFolder().classifier("animals.bank"))).isEqualTo("okapi");
  }

  @Test
  void aFileOfItsOwnGoesBeforeTheFolders() throws IOException {
    Pictures.bank(glimpse, folder.resolve("animals.bank"), "okapi", "bonsai");
    Path elsewhere = Files.createDirectory(folder.resolve("elsewhere")).resolve("newest");
    Pictures.bank(glimpse, elsewhere, "striped legs", "potted tree");
    GlimpseBanks banks =
        new GlimpseBanks(glimpse, Map.of("animals", elsewhere), BankFiles.in(folder));

    assertThat(banks.names()).containsExactly("animals");
    assertThat(answer(banks.classifier("animals"))).isEqualTo("striped legs");
  }

  @Test
  void aBankThatStaysIsReadOnce() throws IOException {
    Pictures.bank(glimpse, folder.resolve("animals.bank"), "okapi", "bonsai");
    GlimpseBanks banks = banksOfFolder();

    List<ImageClassifier> all =
        IntStream.range(0, 8).parallel().mapToObj(i -> unchecked(banks, "animals")).toList();

    assertThat(all).allMatch(one -> one == all.get(0));
  }

  private static ImageClassifier unchecked(GlimpseBanks banks, String name) {
    try {
      return banks.classifier(name);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void aBankThatChangesOnDiskAnswersAnew() throws IOException {
    Path file = folder.resolve("animals.bank");
    Pictures.bank(glimpse, file, "okapi", "bonsai");
    GlimpseBanks banks = banksOfFolder();
    ImageClassifier before = banks.classifier("animals");

    Pictures.bank(glimpse, file, "striped legs", "potted tree");

    assertThat(answer(banks.classifier("animals"))).isEqualTo("striped legs");
    assertThat(answer(before)).isEqualTo("okapi");
  }

  @Test
  void aBankThatIsRemovedIsGoneAndMayComeBack() throws IOException {
    Path file = folder.resolve("animals.bank");
    Pictures.bank(glimpse, file, "okapi", "bonsai");
    GlimpseBanks banks = banksOfFolder();
    banks.classifier("animals");

    Files.delete(file);

    assertThat(banks.find("animals")).isEmpty();
    assertThatThrownBy(() -> banks.classifier("animals"))
        .isInstanceOf(InputException.class)
        .hasMessage("animals: there is no bank of this name; build one");
    Pictures.bank(glimpse, file, "striped legs", "potted tree");
    assertThat(answer(banks.classifier("animals"))).isEqualTo("striped legs");
  }

  @Test
  void aDamagedBankIsRefusedUntilItIsWhole() throws IOException {
    Path file = folder.resolve("animals.bank");
    Pictures.bank(glimpse, file, "okapi", "bonsai");
    byte[] whole = Files.readAllBytes(file);
    GlimpseBanks banks = banksOfFolder();
    banks.classifier("animals");

    Files.write(file, List.of("cut off"));
    assertThatThrownBy(() -> banks.classifier("animals"))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("animals.bank");

    Files.write(file, whole);
    assertThat(answer(banks.classifier("animals"))).isEqualTo("okapi");
  }

  @Test
  void aNameLeadsOutOfNoFolder() throws IOException {
    Path inner = Files.createDirectory(folder.resolve("inner"));
    Pictures.bank(glimpse, folder.resolve("secret.bank"), "okapi", "bonsai");
    GlimpseBanks banks = new GlimpseBanks(glimpse, Map.of(), BankFiles.in(inner));

    assertThatThrownBy(() -> banks.find("../secret")).isInstanceOf(InputException.class);
  }

  @Test
  void aStoreOfTheApplicationsOwnIsUsed() throws IOException {
    Path file = folder.resolve("animals.bank");
    Pictures.bank(glimpse, file, "striped legs", "potted tree");
    Bank bank = BankFile.read(file);
    MemoryBanks memory = new MemoryBanks();
    memory.put("animals", bank);
    new ApplicationContextRunner()
        .withConfiguration(AutoConfigurations.of(GlimpseAutoConfiguration.class))
        .withBean(BankStore.class, () -> memory)
        .run(
            context -> {
              GlimpseBanks banks = context.getBean(GlimpseBanks.class);
              ImageClassifier striped = banks.classifier("animals");

              assertThat(answer(striped)).isEqualTo("striped legs");
              assertThat(banks.classifier("animals")).isSameAs(striped);
              Pictures.bank(glimpse, file, "okapi", "bonsai");
              memory.put("animals", BankFile.read(file));
              assertThat(answer(banks.classifier("animals"))).isEqualTo("okapi");
            });
  }

  /** The least that a store of an application's own has to do. */
  private static final class MemoryBanks implements BankStore {
    private final Map<String, Bank> banks = new ConcurrentHashMap<>();

    @Override
    public List<String> names() {
      return banks.keySet().stream().sorted().toList();
    }

    @Override
    public Optional<Bank> find(String name) {
      return Optional.ofNullable(banks.get(name));
    }

    @Override
    public Bank read(String name) throws IOException {
      return find(name).orElseThrow(() -> new IOException("there is no bank " + name));
    }

    @Override
    public void put(String name, Bank bank) {
      banks.put(name, bank);
    }

    @Override
    public Bank change(String name, Change change) throws IOException {
      Bank after = change.of(read(name));
      put(name, after);
      return after;
    }

    @Override
    public boolean remove(String name) {
      return banks.remove(name) != null;
    }
  }
}
