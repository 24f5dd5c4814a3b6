package io.glimpse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.glimpse.fixture.Shared;
import io.glimpse.image.ImageException;
import io.glimpse.method.Prediction;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class GlimpseTest {

  private static final Path SHOTS =
      Shared.projectRoot().resolve("glimpse-cli/src/main/resources/io/glimpse/demo");

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
