package io.glimpse.pretrained;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.glimpse.encoder.Encoder;
import io.glimpse.encoder.EncoderOptions;
import io.glimpse.encoder.EncoderOptions.Precision;
import io.glimpse.encoder.Encoders;
import io.glimpse.fixture.Shared;
import io.glimpse.onnx.Device;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** The verdicts on damaged, hostile and contradictory folders of models. */
class BrokenModelsTest {

  private static final List<String> TEXTS =
      List.of("a photo7 zebra", "a".repeat(40) + "!", "a photo of a cat");

  @TempDir Path temporary;

  @TestFactory
  List<DynamicTest> everyCaseGetsItsVerdict() throws IOException {
    Path broken = Shared.path("fixtures/models/broken");
    JsonNode cases =
        new ObjectMapper().readTree(broken.resolve("expected.json").toFile()).get("cases");
    List<DynamicTest> tests = new ArrayList<>();
    for (JsonNode one : cases) {
      String path = one.get("path").asText();
      // Folders of ONNX files are another kind of encoder.
      if (!path.startsWith("onnx-")) {
        tests.add(DynamicTest.dynamicTest(path, () -> judge(one, folder(broken, one))));
      }
    }
    assertThat(tests).hasSize(54);
    return tests;
  }

  private void judge(JsonNode one, Path folder) {
    boolean withTexts = one.get("at").asText().equals("text");
    Throwable refusal = catchThrowable(() -> use(folder, withTexts));
    String verdict = one.get("verdict").asText();
    if (verdict.equals("load")) {
      assertThat(refusal).isNull();
    } else if (verdict.equals("refuse")) {
      assertThat(refusal).isNotNull();
    }
    if (refusal != null) {
      List<String> words =
          StreamSupport.stream(one.get("message_should_name").spliterator(), false)
              .map(JsonNode::asText)
              .toList();
      String message = String.valueOf(refusal.getMessage());
      assertThat(message).doesNotContain("io.glimpse");
      assertThat(words.isEmpty() || words.stream().anyMatch(message::contains))
          .as("%s names one of %s", message, words)
          .isTrue();
    }
  }

  /** Opens a model and asks it; what was refused at a text must have let pictures pass. */
  private void use(Path folder, boolean withTexts) throws IOException {
    EncoderOptions options =
        new EncoderOptions(Precision.FP32, 1, List.of(), Device.CPU, temporary.resolve("home"));
    try (Encoder encoder = Encoders.open(folder.toString(), options)) {
      FloatBuffer pixels = Fixtures.direct(new float[encoder.preprocessing().length()]);
      assertThat(encoder.encodeRawImages(pixels, 1).tokens().data()).isNotEmpty();
      if (withTexts) {
        TEXTS.forEach(text -> encoder.encodeRawTexts(List.of(text)));
      }
    }
  }

  /** A case on top of what it differs from. */
  private Path folder(Path broken, JsonNode one) throws IOException {
    String path = one.get("path").asText();
    Path folder = Files.createDirectories(temporary.resolve(path));
    if (path.startsWith("oc-")) {
      copy(broken.resolveSibling("models").resolve("siglip-openclip"), folder);
    } else if (one.hasNonNull("base")) {
      copy(broken.resolve(one.get("base").asText()), folder);
      for (JsonNode without : one.get("without")) {
        Files.delete(folder.resolve(without.asText()));
      }
    }
    copy(broken.resolve(path), folder);
    return folder;
  }

  private static void copy(Path from, Path to) throws IOException {
    if (!Files.isDirectory(from)) {
      return;
    }
    try (Stream<Path> files = Files.list(from)) {
      for (Path file : files.toList()) {
        @Nullable Path name = file.getFileName();
        Files.copy(file, to.resolve(String.valueOf(name)), StandardCopyOption.REPLACE_EXISTING);
      }
    }
  }
}
