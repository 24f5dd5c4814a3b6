package io.glimpse.bank;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.offset;

import io.glimpse.feature.FeatureBatch;
import io.glimpse.matrix.Matrix;
import io.glimpse.method.Classifier;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BankTest {

  private final Bank pets = Banks.of(List.of("cat", "dog"), List.of("1", "2"));
  private final Matrix row = Matrix.of(new float[] {0.6f, 0.8f});

  private Bank with(Bank bank, String className, String id) {
    return bank.with(className, List.of(className), row, row, List.of(new Shot(id, id + ".jpg")));
  }

  private static List<String> ids(Bank bank) {
    return bank.shots().stream().map(Shot::id).toList();
  }

  @Test
  void aShotTakesAnotherClass() {
    Bank three = with(pets, "cat", "3");

    Bank changed = three.relabel("3", "dog");

    assertThat(changed.classOf("3")).contains("dog");
    assertThat(three.classOf("3")).contains("cat");
    assertThat(ids(changed)).containsExactly("1", "2", "3");
    assertThat(three.relabel("3", "cat")).isSameAs(three);
    assertThatThrownBy(() -> three.relabel("2", "cat"))
        .hasMessage("shot '2' is the last of class 'dog'; remove the class instead");
    assertThatThrownBy(() -> three.relabel("3", "dig"))
        .hasMessage("there is no class 'dig' in this bank; did you mean 'dog'?");
    assertThatThrownBy(() -> three.relabel("9", "dog"))
        .hasMessage("there is no shot '9' in this bank");
  }

  @Test
  void aClassTakesAnotherNameAndKeepsItsTexts() {
    Bank renamed = pets.rename("dog", "hound");

    assertThat(renamed.classes().names()).containsExactly("cat", "hound");
    assertThat(renamed.prompts()).isEqualTo(pets.prompts());
    assertThat(renamed.text().weights().data()).containsExactly(pets.text().weights().data());
    assertThat(renamed.classifier().classes()).isEqualTo(renamed.classes());
    assertThatThrownBy(() -> pets.rename("dog", "cat"))
        .hasMessageContaining("a class 'cat' in this bank already");
    assertThatThrownBy(() -> pets.rename("dog", " ")).hasMessageContaining("empty name");
  }

  @Test
  void shotsAndClassesGoAgain() {
    Bank three = with(with(pets, "cow", "3"), "cow", "4");

    assertThat(ids(three.withoutShot("3"))).containsExactly("1", "2", "4");
    Bank without = three.withoutClass("dog");
    assertThat(without.classes().names()).containsExactly("cat", "cow");
    assertThat(ids(without)).containsExactly("1", "3", "4");
    assertThat(without.cache().labels()).containsExactly(0, 1, 1);
    assertThat(without.prompts()).containsExactly(List.of("a photo of a cat."), List.of("cow"));
    assertThatThrownBy(() -> pets.withoutShot("1"))
        .hasMessage("shot '1' is the last of class 'cat'; remove the class instead");
    assertThatThrownBy(() -> pets.withoutClass("dog").withoutClass("cat"))
        .hasMessageContaining("the only class");
  }

  @Test
  void aShotIsTakenOnceAndAClassNotWithoutShots() {
    assertThatThrownBy(() -> with(pets, "cow", "2")).hasMessage("two shots have the id '2'");
    Matrix two = Matrix.of(new float[] {1, 0}, new float[] {0, 1});
    Shot same = new Shot("3", "3.jpg");
    assertThatThrownBy(() -> pets.with("cow", List.of("cow"), row, two, List.of(same, same)))
        .hasMessage("two shots have the id '3'");
    assertThatThrownBy(() -> pets.with("cow", List.of("cow"), row, new Matrix(0, 2), List.of()))
        .hasMessage("class 'cow' has no shots; give at least one");
  }

  @Test
  void trainedBanksKeepTheirShots() {
    Matrix keys = Matrix.of(new float[] {1, 0}, new float[] {0, 1});
    Bank trained = Banks.trained(pets, "tip-f", Map.of("keys", keys));

    assertThatThrownBy(() -> with(trained, "cow", "3")).hasMessageContaining("build it anew");
    assertThatThrownBy(() -> trained.relabel("1", "dog")).hasMessageContaining("build it anew");
    assertThat(trained.rename("dog", "hound").classifier().weights()).containsKey("keys");
  }

  @Test
  void twoBranchesOfOneBankKnowNothingOfEachOther() {
    Bank base = with(pets, "cat", "base");
    Bank left = with(base, "cat", "left");
    Bank right = with(base, "dog", "right");
    Bank again = with(base, "dog", "left");

    assertThat(ids(left)).containsExactly("1", "2", "base", "left");
    assertThat(ids(right)).containsExactly("1", "2", "base", "right");
    assertThat(base.classOf("left")).isEmpty();
    assertThat(right.classOf("left")).isEmpty();
    assertThat(left.classOf("left")).contains("cat");
    assertThat(again.classOf("left")).contains("dog");
    assertThatThrownBy(() -> with(left, "dog", "left")).hasMessageContaining("'left'");
  }

  @Test
  void aNewClassLeavesTheTextsOfTheOthersAsTheyAre() {
    Bank grown = with(pets, "cow", "3");

    assertThat(grown.text().weights().rows(0, 2).copy().data())
        .containsExactly(pets.text().weights().data());
    assertThat(grown.text().prompts().get(0)).isSameAs(pets.text().prompts().get(0));
  }

  /** The slow twin: the same bank from its bytes, whose classifier is fitted anew. */
  @ParameterizedTest
  @ValueSource(strings = {"tip", "zero-shot"})
  void aBankThatGrewAnswersAsOneThatIsReadAgain(String method) throws IOException {
    Random random = new Random(7);
    Bank bank = pets.with(method, method.equals("tip") ? Map.of("votes", "3") : Map.of());
    FeatureBatch queries =
        FeatureBatch.ofGlobals(
            Matrix.of(new float[] {1, 0}, new float[] {0.8f, 0.6f}, new float[] {0, 1}));
    for (int step = 0; step < 60; step++) {
      bank = changed(bank, step, random);
      Bank read = BankFile.read("bytes", BankFile.toBytes(bank));
      Classifier held = bank.classifier();
      Classifier fresh = read.classifier();
      assertThat(held.classes()).isEqualTo(fresh.classes());
      assertThat(held.logits(queries).data())
          .containsExactly(fresh.logits(queries).data(), offset(2e-4f));
    }
    assertThat(bank.shots().size()).isGreaterThan(10);
  }

  private static Bank changed(Bank bank, int step, Random random) {
    String some = bank.classes().name(random.nextInt(bank.classes().size()));
    Shot shot = bank.shots().get(random.nextInt(bank.shots().size()));
    try {
      return switch (random.nextInt(8)) {
        case 0 -> bank.withoutShot(shot.id());
        case 1 -> bank.relabel(shot.id(), some);
        case 2 -> bank.classes().size() > 3 ? bank.withoutClass(some) : bank;
        case 3 -> bank.rename(some, some + "'");
        default -> {
          String name = random.nextInt(4) == 0 ? "class " + step : some;
          Matrix unit =
              Matrix.of(new float[] {random.nextFloat() + 0.1f, random.nextFloat() - 0.5f})
                  .normalizeRows();
          yield bank.with(
              name, List.of(name), unit, unit, List.of(new Shot("step " + step, "step.jpg")));
        }
      };
    } catch (IllegalArgumentException e) {
      assertThat(e).hasMessageContaining("is the last of class");
      return bank;
    }
  }
}
