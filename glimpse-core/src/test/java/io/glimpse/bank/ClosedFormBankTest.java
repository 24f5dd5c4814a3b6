package io.glimpse.bank;

import static org.assertj.core.api.Assertions.assertThat;

import io.glimpse.feature.Cache;
import io.glimpse.feature.ClassSet;
import io.glimpse.feature.FeatureBatch;
import io.glimpse.feature.Labels;
import io.glimpse.feature.TextFeatures;
import io.glimpse.matrix.Matrix;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Banks of a method whose fit is a closed form: they change, and are kept as fresh ones. */
class ClosedFormBankTest {

  private static final Bank TIP = Banks.of(List.of("cat", "dog"), List.of("1", "2"));

  private static Bank with(Bank bank, String className, String id, float... row) {
    Matrix key = Matrix.of(row).normalizeRows();
    return bank.with(className, List.of(className), key, key, List.of(new Shot(id, id + ".jpg")));
  }

  /** As it is after a build: with what was fitted. */
  private static Bank built(Bank bank) {
    Bank auto = bank.with("auto", Map.of());
    return new Bank(
        auto.encoder(),
        auto.texts(),
        auto.shots(),
        new Fitted("auto", Map.of(), auto.classifier().weights(), null),
        auto.provenance(),
        null);
  }

  @Test
  void aChangedBankIsKeptAsOneThatWasBuiltSo() throws IOException {
    Bank small = built(with(TIP, "cat", "3", 3, 1));
    small.classifier();

    Bank grown = with(with(small, "dog", "4", 1, 4), "cow", "5", 1, 1);
    grown.classifier();

    Bank atOnce =
        built(with(with(with(TIP, "cat", "3", 3, 1), "dog", "4", 1, 4), "cow", "5", 1, 1));
    byte[] expected = BankFile.toBytes(atOnce);
    assertThat(BankFile.toBytes(grown)).isEqualTo(expected);
    assertThat(BankFile.toBytes(with(grown, "cat", "6", 5, 1).withoutShot("6")))
        .isEqualTo(expected);
    assertThat(BankFile.toBytes(grown.withoutClass("cow").withoutShot("4")))
        .isEqualTo(BankFile.toBytes(small));
  }

  @Test
  void aBankOfManyShotsIsKeptWithoutItsHistory() throws IOException {
    Random random = new Random(7);
    Matrix keys = new Matrix(1100, 4);
    List<Shot> shots = new ArrayList<>();
    for (int i = 0; i < keys.rows(); i++) {
      for (int j = 0; j < 4; j++) {
        keys.set(i, j, (float) random.nextGaussian());
      }
      shots.add(new Shot("more " + i, i + ".jpg"));
    }
    keys.normalizeRows();
    Matrix axes = Matrix.of(new float[] {1, 0, 0, 0}, new float[] {0, 1, 0, 0});
    Bank grown = many(axes, keys, shots, 1100).withoutShot("more 3").withoutShot("more 1");
    int[] kept = IntStream.range(0, 1100).filter(i -> i != 1 && i != 3).toArray();
    List<Shot> rest = new ArrayList<>();
    for (int i : kept) {
      rest.add(shots.get(i));
    }

    assertThat(BankFile.toBytes(grown))
        .isEqualTo(BankFile.toBytes(many(axes, keys.select(kept), rest, 1098)));
  }

  /** Half of the shots are of each class. */
  private static Bank many(Matrix axes, Matrix keys, List<Shot> shots, int count) {
    int[] labels = IntStream.range(0, count).map(i -> shots.get(i).id().hashCode() & 1).toArray();
    return new Bank(
        Banks.ENCODER,
        new BankTexts(
            TextFeatures.ofPrompts(
                ClassSet.of("cat", "dog"), List.of(axes.rows(0, 1), axes.rows(1, 2))),
            List.of(List.of("cat"), List.of("dog")),
            List.of("{}")),
        BankShots.of(Cache.of(keys, Labels.of(labels)), shots),
        Fitted.of("tip", Map.of()),
        new Provenance("0.1.0", "fixed", 0, 1, 1, "2026-01-01T00:00:00Z"),
        null);
  }

  @Test
  void whatIsReadAnswersByTheLayerThatWasKept() throws IOException {
    Bank bank = built(with(with(TIP, "cat", "3", 3, 1), "dog", "4", 1, 4));

    Bank read = BankFile.read("auto.bank", BankFile.toBytes(bank));

    assertThat(read.fitted().isTrained()).isFalse();
    assertThat(read.fitted().weights())
        .containsOnlyKeys("weight", "bias", "text_scale", "text_bias");
    FeatureBatch queries = FeatureBatch.ofGlobals(read.cache().keys().toMatrix());
    assertThat(read.classifier().logits(queries).data())
        .containsExactly(bank.classifier().logits(queries).data());
  }

  @Test
  void relabelledAndRenamedItIsStillItsShots() throws IOException {
    Bank bank = built(with(with(TIP, "cat", "3", 3, 1), "dog", "4", 1, 4));

    assertThat(bank.rename("dog", "hound").fitted().weights()).isEqualTo(bank.fitted().weights());
    Bank relabelled = bank.relabel("3", "dog");
    assertThat(relabelled.fitted().weights()).isEmpty();
    assertThat(BankFile.toBytes(relabelled.relabel("3", "cat"))).isEqualTo(BankFile.toBytes(bank));
  }
}
