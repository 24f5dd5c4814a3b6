package io.glimpse.bank;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.glimpse.feature.FeatureBatch;
import io.glimpse.feature.Shots;
import io.glimpse.matrix.Matrix;
import io.glimpse.method.Classifier;
import io.glimpse.method.Method;
import io.glimpse.method.Methods;
import io.glimpse.method.Task;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Banks of methods whose fit is a matter of moments, or of training. */
class FittedBankTest {

  private static final FeatureBatch QUERIES =
      FeatureBatch.ofGlobals(Matrix.of(new float[] {0.6f, 0.8f}, new float[] {0.8f, -0.6f}));

  @TempDir Path folder;

  /** Three shots of cats, one of dogs. */
  private static Bank pets() {
    Matrix keys = Matrix.of(new float[] {0.8f, 0.6f}, new float[] {0.96f, 0.28f});
    return Banks.of(List.of("cat", "dog"), List.of("1", "2"))
        .with(
            "cat", List.of(), keys, keys, List.of(new Shot("3", "3.jpg"), new Shot("4", "4.jpg")));
  }

  private Bank readAgain(Bank bank) throws IOException {
    Path file = folder.resolve("pets.bank");
    BankFile.write(file, bank);
    return BankFile.read(file);
  }

  @ParameterizedTest
  @ValueSource(strings = {"ape", "gda", "timo", "proker"})
  void whatIsFittedInAMomentIsFittedAnewWhenABankIsReadOrGrows(String name) throws IOException {
    Bank bank = pets().with(name, Map.of());
    Bank read = readAgain(bank);
    assertThat(read.classifier().method().name()).isEqualTo(name);
    assertThat(read.classifier().logits(QUERIES).data())
        .containsExactly(bank.classifier().logits(QUERIES).data());

    Matrix row = Matrix.of(new float[] {0, -1});
    Bank grown = read.with("owl", List.of("owl"), row, row, List.of(new Shot("5", "5.jpg")));
    Classifier fitted = grown.classifier();
    assertThat(fitted.classes().names()).containsExactly("cat", "dog", "owl");
    assertThat(fitted.logits(FeatureBatch.ofGlobals(row)).argmax(0)).isEqualTo(2);
    assertThat(readAgain(grown).classifier().logits(QUERIES).data())
        .containsExactly(fitted.logits(QUERIES).data());
  }

  @Test
  void whatIsTrainedIsKeptAndHoldsForItsShotsAlone() throws IOException {
    Bank bank = pets();
    Method lpp = Methods.of("lpp");
    Classifier trained = lpp.fit(Task.of(bank.text()).shots(Shots.of(bank.cache())).build());
    Bank kept = readAgain(Banks.trained(bank.with("lpp", Map.of()), "lpp", trained.weights()));
    assertThat(kept.classifier().logits(QUERIES).data())
        .containsExactly(trained.logits(QUERIES).data());
    assertThatThrownBy(() -> kept.withoutShot("3")).hasMessageContaining("build it anew");
  }
}
