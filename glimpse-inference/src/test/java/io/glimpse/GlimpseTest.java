package io.glimpse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.glimpse.bank.Bank;
import io.glimpse.bank.BankFile;
import io.glimpse.bank.BankShots;
import io.glimpse.bank.BankTexts;
import io.glimpse.bank.CloudDrawing;
import io.glimpse.bank.Fitted;
import io.glimpse.bank.Provenance;
import io.glimpse.bank.Shot;
import io.glimpse.encoder.Encoder;
import io.glimpse.encoder.EncoderOptions;
import io.glimpse.encoder.Encoders;
import io.glimpse.feature.Cache;
import io.glimpse.feature.ClassSet;
import io.glimpse.feature.Labels;
import io.glimpse.feature.TextFeatures;
import io.glimpse.fixture.Shared;
import io.glimpse.image.ImageException;
import io.glimpse.matrix.Matrix;
import io.glimpse.method.Prediction;
import io.glimpse.multiview.Fusion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GlimpseTest {

  private static final Path SHOTS =
      Shared.projectRoot().resolve("glimpse-cli/src/main/resources/io/glimpse/demo");

  @TempDir Path folder;

  private final Path okapi = SHOTS.resolve("test/okapi/image_0037.jpg");

  @Test
  void threeLinesClassifyAPicture() throws IOException {
    try (var glimpse = Glimpse.open()) {
      var prediction = glimpse.zeroShot("okapi", "bonsai", "grand piano").classify(okapi);

      assertThat(prediction.best().name()).isEqualTo("okapi");
    }
  }

  @Test
  void aFewExamplesTeachAClass() throws IOException {
    Map<String, List<Path>> shots = new LinkedHashMap<>();
    shots.put("striped legs", List.of(SHOTS.resolve("shots/okapi/image_0004.jpg")));
    shots.put("potted tree", List.of(SHOTS.resolve("shots/bonsai/image_0067.jpg")));
    try (var glimpse = Glimpse.open()) {
      assertThat(glimpse.fewShot(shots).classify(okapi).best().name()).isEqualTo("striped legs");
    }
  }

  @Test
  void aFolderOfExamplesIsTheFilesThatAreInIt() throws IOException {
    Map<String, List<Path>> shots = Demo.emusAndOkapis();
    for (Map.Entry<String, List<Path>> one : shots.entrySet()) {
      Path to = Files.createDirectories(folder.resolve("shots").resolve(one.getKey()));
      for (Path file : one.getValue()) {
        Files.copy(file, to.resolve(file.getFileName()));
      }
    }
    try (var glimpse = Glimpse.open()) {
      assertThat(glimpse.fewShot(folder.resolve("shots")).classify(okapi))
          .isEqualTo(glimpse.fewShot(shots).classify(okapi));
      assertThatThrownBy(() -> glimpse.fewShot(folder.resolve("none")))
          .hasMessage(folder.resolve("none") + ": there is no such folder or table");
      Files.writeString(folder.resolve("shots/emu/broken.jpg"), "no image");
      assertThatThrownBy(() -> glimpse.fewShot(folder.resolve("shots")))
          .hasMessageContaining("broken.jpg");
    }
  }

  @Test
  void manyThreadsShareOneAndGetTheSameAnswer() throws IOException {
    try (var glimpse = Glimpse.open()) {
      ImageClassifier classifier = glimpse.calip("okapi", "bonsai");
      Prediction alone = classifier.classify(okapi);

      List<Prediction> together =
          IntStream.range(0, 8).parallel().mapToObj(i -> classify(classifier)).toList();

      assertThat(together).allMatch(alone::equals);
    }
  }

  @Test
  void whatIsNoPictureIsRefusedByName() throws IOException {
    try (var glimpse = Glimpse.open()) {
      Path text = SHOTS.resolve("CREDITS.txt");
      ImageClassifier classifier = glimpse.zeroShot("okapi", "bonsai");

      assertThatThrownBy(() -> classifier.classify(text))
          .isInstanceOf(ImageException.class)
          .hasMessageContaining("CREDITS.txt");
    }
  }

  @Test
  void aBankOfPointCloudsAnswersNoPicture() throws IOException {
    Path file = folder.resolve("shapes.bank");
    try (Encoder lite = Encoders.open("lite", EncoderOptions.defaults());
        var glimpse = Glimpse.open()) {
      BankFile.write(file, bankOfClouds(lite));

      ImageClassifier shapes = glimpse.bank(file);

      assertThatThrownBy(() -> shapes.classify(okapi))
          .isInstanceOf(ImageException.class)
          .hasMessage(okapi + ": this is a picture, but the bank holds point clouds");
    }
  }

  @Test
  void aBankThatIsWiderThanItsEncoderIsRefusedAtOnce() throws IOException {
    try (var glimpse = Glimpse.open()) {
      Matrix wide = new Matrix(2, glimpse.encoder().dimension() + 1);
      wide.set(0, 0, 1);
      wide.set(1, 1, 1);
      Bank bank =
          new Bank(
              glimpse.encoder().id(),
              new BankTexts(
                  TextFeatures.ofPrompts(
                      ClassSet.of("a", "b"), List.of(wide.rows(0, 1), wide.rows(1, 2))),
                  List.of(List.of("a"), List.of("b")),
                  List.of("{}")),
              BankShots.of(
                  Cache.of(wide, Labels.of(0, 1)),
                  List.of(new Shot("0", "a.jpg"), new Shot("1", "b.jpg"))),
              Fitted.of("tip", Map.of()),
              new Provenance("0.1.0", "fixed", 0, 1, 1, "2025-01-01T00:00:00Z"),
              null);
      Path file = folder.resolve("wide.bank");
      BankFile.write(file, bank);

      assertThatThrownBy(() -> glimpse.bank(file))
          .isInstanceOf(IOException.class)
          .hasMessage(
              "%s: its features are 513 wide, but encoder 'lite' makes them 512 wide", file);
    }
  }

  private static Bank bankOfClouds(Encoder encoder) {
    Matrix text = encoder.encodeTexts(List.of("okapi", "bonsai"));
    return new Bank(
        encoder.id(),
        new BankTexts(
            TextFeatures.ofPrompts(
                ClassSet.of("okapi", "bonsai"), List.of(text.rows(0, 1), text.rows(1, 2))),
            List.of(List.of("okapi"), List.of("bonsai")),
            List.of("{}")),
        BankShots.of(
            Cache.of(text, Labels.of(0, 1)),
            List.of(new Shot("0", "okapi.ply"), new Shot("1", "bonsai.ply"))),
        Fitted.of("tip", Map.of()),
        new Provenance("0.1.0", "fixed", 0, 1, 1, "2025-01-01T00:00:00Z"),
        new CloudDrawing("pointclip-zs", "", "y", 1024, 1, Fusion.AVERAGED, null));
  }

  @Test
  void anUnknownEncoderIsNamed() {
    assertThatThrownBy(() -> Glimpse.open("ViT-Z"))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("ViT-Z")
        .hasMessageContaining("lite");
  }

  private Prediction classify(ImageClassifier classifier) {
    try {
      return classifier.classify(okapi);
    } catch (ImageException e) {
      throw new AssertionError(e);
    }
  }
}
