package io.glimpse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.glimpse.bank.Bank;
import io.glimpse.bank.BankFile;
import io.glimpse.encoder.ClassDescriptions;
import io.glimpse.encoder.NoPlacesException;
import io.glimpse.encoder.NoTextsException;
import io.glimpse.file.Input;
import io.glimpse.fixture.Shared;
import io.glimpse.fixture.TinyModel;
import io.glimpse.input.LabelledInputs;
import io.glimpse.method.Prediction;
import io.glimpse.progress.Notes;
import io.glimpse.report.Evidence;
import io.glimpse.shots.BankRecipe;
import io.glimpse.shots.LocalMode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The whole way through an encoder of every family, from its folder to answers. */
class AllFamiliesTest {

  @TempDir Path folder;

  @ParameterizedTest
  @MethodSource("io.glimpse.fixture.TinyModel#ofStrings")
  void encodersWithTextsAnswerByNamesAndByExamples(TinyModel model) throws IOException {
    try (Glimpse glimpse = open(model)) {
      assertAnswers(glimpse.zeroShot("cat", "dog"));
      assertAnswersByExamples(glimpse);
      if (model.isOnnx()) {
        assertThatThrownBy(() -> glimpse.calip("cat", "dog"))
            .isInstanceOf(NoPlacesException.class)
            .hasMessageContaining("space of texts");
        assertThatThrownBy(() -> bank(glimpse, "calip-fs")).isInstanceOf(NoPlacesException.class);
      } else {
        assertAnswers(glimpse.calip("cat", "dog"));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("io.glimpse.fixture.TinyModel#ofPicturesAlone")
  void encodersOfPicturesAloneAnswerByExamples(TinyModel model) throws IOException {
    try (Glimpse glimpse = open(model)) {
      assertAnswersByExamples(glimpse);
      Bank bank = bank(glimpse, "auto");
      assertThat(bank.text().isNone()).isTrue();
      assertThat(bank.prompts()).containsExactly(List.of(), List.of());
      ImageClassifier grown =
          glimpse
              .classifier(bank)
              .with("bird", List.of(Input.of(picture("rgba.png"))))
              .rename("dog", "hound");
      assertThat(grown.classes()).containsExactly("cat", "hound", "bird");
      assertThat(grown.classify(picture("rgba.png")).ranked()).hasSize(3);
      assertThat(grown.tune().bank().orElseThrow().text().isNone()).isTrue();
      assertThat(grown.withoutClass("bird").classes()).containsExactly("cat", "hound");
      assertThatThrownBy(() -> glimpse.zeroShot("cat", "dog"))
          .isInstanceOf(NoTextsException.class)
          .hasMessageContaining("takes pictures alone and no text")
          .hasMessageContaining("give examples of every class");
      assertThatThrownBy(() -> bank(glimpse, "calip-fs"))
          .isInstanceOf(NoTextsException.class)
          .hasMessageStartingWith("method 'calip-fs' goes by texts");
      assertThatThrownBy(
              () ->
                  glimpse.fewShot(
                      BankRecipe.usual()
                          .withDescriptions(
                              ClassDescriptions.ofPhrases(Map.of("cat", "a small cat"))),
                      examples()))
          .isInstanceOf(NoTextsException.class);
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"SIGLIP_HF", "SIGLIP2_OPEN_CLIP"})
  void siglipSaysOfEveryClassWhetherItMatches(TinyModel model) throws IOException {
    try (Glimpse glimpse = open(model)) {
      Prediction prediction = glimpse.zeroShot("cat", "dog").classify(picture("rgb.png"));

      double most = 0;
      for (Prediction.Ranked one : prediction.ranked()) {
        assertThat(one.match()).isBetween(0.0, 1.0);
        most = Math.max(most, Objects.requireNonNull(one.match()));
      }
      assertThat(prediction.unknown()).isEqualTo(new Prediction.Unknown(most, 0.5));
      assertThat(prediction.isUnknown()).isEqualTo(most < 0.5);
    }
  }

  @Test
  void chineseNamesGoIntoChineseSentencesAsTheyAre() throws IOException {
    try (Glimpse glimpse = open(TinyModel.CHINESE_CLIP_HF)) {
      assertThat(glimpse.encoder().templates()).containsExactly("一张{}的照片。");
      assertThat(glimpse.encoder().readsEnglishAlone()).isFalse();
      assertThat(bank(glimpse, "tip").prompts())
          .containsExactly(List.of("一张cat的照片。"), List.of("一张dog的照片。"));
    }
  }

  private void assertAnswersByExamples(Glimpse glimpse) throws IOException {
    for (String method : List.of("auto", "tip", "gda")) {
      Bank bank = bank(glimpse, method);
      Path file = folder.resolve(method + ".bank");
      BankFile.write(file, bank);
      ImageClassifier made = glimpse.classifier(bank);

      assertAnswers(made);
      Evidence evidence = made.explain(Input.of(picture("photo.jpg")));
      assertThat(evidence.answers()).isNotEmpty();
      assertThat(glimpse.bank(file).classify(picture("odd.png")).ranked())
          .isEqualTo(made.classify(picture("odd.png")).ranked());
    }
  }

  private static void assertAnswers(ImageClassifier classifier) throws IOException {
    Prediction prediction = classifier.classify(picture("photo.jpg"));
    assertThat(prediction.ranked()).hasSize(2);
    assertThat(prediction.ranked().stream().mapToDouble(Prediction.Ranked::probability).sum())
        .isBetween(0.999, 1.001);
  }

  private static Bank bank(Glimpse glimpse, String method) throws IOException {
    return glimpse
        .fewShot(BankRecipe.usual().withMethod(method).withLocal(LocalMode.OFF), examples())
        .bank()
        .orElseThrow();
  }

  private static LabelledInputs examples() {
    Map<String, List<Input>> shots = new LinkedHashMap<>();
    shots.put("cat", List.of(Input.of(picture("tall.png")), Input.of(picture("rgb.png"))));
    shots.put("dog", List.of(Input.of(picture("gray.png")), Input.of(picture("small.png"))));
    return LabelledInputs.of(shots);
  }

  private static Path picture(String name) {
    return Shared.path("fixtures/models/images").resolve(name);
  }

  private Glimpse open(TinyModel model) throws IOException {
    return Glimpse.builder()
        .encoder(model.path().toString())
        .home(folder.resolve("home"))
        .threads(1)
        .notes(Notes.SILENT)
        .open();
  }
}
