package io.glimpse.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.fasterxml.jackson.databind.JsonNode;
import io.glimpse.checkpoint.CheckpointException;
import io.glimpse.encoder.Encoder;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Broken and hostile exports, each with the verdict that is due. */
class BrokenFoldersTest {

  private static final String BROKEN = "broken/";

  @TempDir Path place;
  @TempDir Path home;

  private record Case(String path, String verdict, String at, List<String> words, JsonNode json) {
    @Override
    public String toString() {
      return path + " " + verdict + " at " + at;
    }
  }

  private static Stream<Case> cases() throws IOException {
    JsonNode cases = HubFixtures.json(BROKEN + "expected.json").path("cases");
    return StreamSupport.stream(cases.spliterator(), false)
        .filter(json -> json.path("path").asText().startsWith("onnx-"))
        .map(
            json ->
                new Case(
                    json.path("path").asText(),
                    json.path("verdict").asText(),
                    json.path("at").asText(),
                    strings(json.path("message_should_name")),
                    json));
  }

  private static List<String> strings(JsonNode list) {
    List<String> all = new ArrayList<>();
    list.forEach(one -> all.add(one.asText()));
    return all;
  }

  @Test
  void referenceHasManyCases() throws IOException {
    assertThat(cases()).hasSizeGreaterThan(30);
  }

  /** A limit against what hangs: the slowest takes a part of a second. */
  @ParameterizedTest
  @MethodSource("cases")
  @Timeout(value = 10, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void everyFolderHasTheVerdictThatIsDue(Case one) throws IOException {
    Path folder = laidOut(one);
    Throwable atOpening = catchThrowable(() -> HubFixtures.open(folder, home).close());
    Throwable refusal = atOpening == null ? refusalInUse(folder, one) : atOpening;

    switch (one.verdict) {
      case "load" -> assertThat(refusal).isNull();
      case "refuse" -> {
        assertThat(refusal).isNotNull();
        assertThat(atOpening != null || !one.at.equals("open")).as("refused in time").isTrue();
      }
      default -> assertThat(one.verdict).isEqualTo("either");
    }
    if (refusal != null) {
      assertThat(words(refusal))
          .as("what it says")
          .satisfies(message -> assertThat(one.words).anyMatch(message::contains))
          .doesNotContain("Exception");
    }
  }

  private static String words(Throwable refusal) {
    return String.valueOf(refusal.getMessage());
  }

  private @Nullable Throwable refusalInUse(Path folder, Case one) {
    return catchThrowable(
        () -> {
          try (Encoder encoder = HubFixtures.open(folder, home)) {
            encoder.encodeRawGlobals(picture(encoder.preprocessing().length()), 1);
            if (encoder.readsTexts() || one.at.equals("text")) {
              int[] row = new int[16];
              row[0] = 7;
              encoder.encodeRawIds(new int[][] {row});
            }
          }
        });
  }

  private static FloatBuffer picture(int length) {
    FloatBuffer pixels =
        ByteBuffer.allocateDirect(length * Float.BYTES)
            .order(ByteOrder.nativeOrder())
            .asFloatBuffer();
    for (int i = 0; i < length; i++) {
      pixels.put(i, i % 7 - 3);
    }
    return pixels;
  }

  private Path laidOut(Case one) throws IOException {
    Path folder = Files.createDirectories(place.resolve(one.path));
    if (one.json.has("base")) {
      HubFixtures.copy(
          HubFixtures.path(BROKEN + one.json.path("base").asText()),
          folder,
          strings(one.json.path("without")));
    }
    Path own = HubFixtures.path(BROKEN).resolve(one.path);
    if (Files.isDirectory(own)) {
      HubFixtures.copy(own, folder, List.of());
    }
    return folder;
  }

  @Test
  void aFolderWithoutSettingsIsRefused() throws IOException {
    HubFixtures.copy(HubFixtures.model("onnx-clip"), place, List.of("config.json"));
    assertThat(catchThrowable(() -> HubFixtures.open(place, home)))
        .isInstanceOf(CheckpointException.class)
        .hasMessageContaining("config.json");
  }

  @Test
  void aFolderThatDoesNotSayHowPicturesArePreparedIsRefused() throws IOException {
    HubFixtures.copy(HubFixtures.model("onnx-clip"), place, List.of("preprocessor_config.json"));
    assertThat(catchThrowable(() -> HubFixtures.open(place, home)))
        .isInstanceOf(CheckpointException.class)
        .hasMessageContaining("preprocessor_config.json");
  }

  @Test
  void anotherKindOfModelIsRefusedByName() throws IOException {
    HubFixtures.copy(HubFixtures.model("onnx-clip"), place, List.of());
    Files.writeString(place.resolve("config.json"), "{\"model_type\": \"whisper\"}");
    assertThat(catchThrowable(() -> HubFixtures.open(place, home)))
        .isInstanceOf(CheckpointException.class)
        .hasMessageContaining("'whisper'")
        .hasMessageContaining("siglip");
  }

  @Test
  void anotherPatchThanTheNetworksIsRefused() throws IOException {
    HubFixtures.copy(HubFixtures.model("onnx-dinov2"), place, List.of());
    Path config = place.resolve("config.json");
    String changed = Files.readString(config).replace("\"patch_size\": 14", "\"patch_size\": 7");
    Files.writeString(config, changed);
    assertThat(catchThrowable(() -> HubFixtures.open(place, home)))
        .isInstanceOf(CheckpointException.class)
        .hasMessageContaining("gives 10 tokens")
        .hasMessageContaining("36 places");
  }

  @Test
  void weightsThatChangeAfterTheOpeningAreNoticed() throws IOException {
    HubFixtures.copy(HubFixtures.model("onnx-clip"), place, List.of());
    try (Encoder once = HubFixtures.open(place, home)) {
      assertThat(once.readsTexts()).isTrue();
    }
    // What is known of it is that the network for texts need not be loaded before a text comes.
    try (Encoder encoder = HubFixtures.open(place, home)) {
      Path texts = place.resolve("onnx/text_model.onnx");
      byte[] bytes = Files.readAllBytes(texts);
      bytes[bytes.length / 2] ^= 1;
      Files.delete(texts);
      Files.write(texts, bytes);
      assertThat(catchThrowable(() -> encoder.encodeRawIds(HubFixtures.ids("onnx-clip"))))
          .hasMessageContaining("changed");
    }
  }
}
