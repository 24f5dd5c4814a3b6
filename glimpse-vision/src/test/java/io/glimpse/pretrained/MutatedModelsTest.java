package io.glimpse.pretrained;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.glimpse.encoder.Encoder;
import io.glimpse.encoder.EncoderOptions;
import io.glimpse.encoder.EncoderOptions.Precision;
import io.glimpse.encoder.Encoders;
import io.glimpse.file.Remediable;
import io.glimpse.fixture.Shared;
import io.glimpse.onnx.Device;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Models of every family with a file damaged at random, the same way every time: each answers, or
 * is refused in a sentence. {@code -Dglimpse.mutations=N} tries N of each, {@code
 * -Dglimpse.mutations.seed=S} others.
 */
class MutatedModelsTest {

  private static final int EACH = Integer.getInteger("glimpse.mutations", 12);
  private static final int SEED = Integer.getInteger("glimpse.mutations.seed", 1);

  /** A limit against what hangs: the slowest takes a part of a second. */
  private static final Duration LIMIT = Duration.ofSeconds(10);

  private static final List<String> TEXTS =
      List.of("a photo of a cat", "a photo7 zebra", "a".repeat(40) + "!", "\u4e00\u53ea\u732b 50%");

  @TempDir Path temporary;

  static Stream<String> models() throws IOException {
    try (Stream<Path> all = Files.list(Shared.path("fixtures/models/models"))) {
      return all.map(model -> model.getFileName().toString()).sorted().toList().stream();
    }
  }

  @Test
  void everyFamilyIsThere() throws IOException {
    assertThat(models()).hasSizeGreaterThan(15);
  }

  @ParameterizedTest
  @MethodSource("models")
  void aDamagedFileIsRefusedInASentenceOrAnswers(String model) throws IOException {
    Path source = Shared.path("fixtures/models/models/" + model);
    List<Path> files;
    try (Stream<Path> all = Files.walk(source)) {
      files = all.filter(Files::isRegularFile).map(source::relativize).sorted().toList();
    }
    for (int i = 0; i < EACH; i++) {
      Random random = new Random(SEED * 1_000_003L + 31L * i + model.hashCode());
      Path folder = temporary.resolve("model");
      Path home = temporary.resolve("home");
      for (Path file : files) {
        Path target = folder.resolve(file.toString());
        Files.createDirectories(target.getParent());
        Files.copy(source.resolve(file), target, StandardCopyOption.REPLACE_EXISTING);
        assertThat(target.toFile().setWritable(true)).isTrue();
      }
      Path hit = folder.resolve(files.get(random.nextInt(files.size())).toString());
      Files.write(hit, new Mutations(random).apply(hit.toString(), Files.readAllBytes(hit)));
      Throwable refusal =
          Assertions.assertTimeoutPreemptively(
              LIMIT,
              () -> catchThrowable(() -> use(folder, home)),
              () -> "mutation %d of %s hangs".formatted(SEED, hit));
      assertSentence(refusal, "mutation %d of %s, %s".formatted(i, model, hit.getFileName()));
      remove(folder);
      remove(home);
    }
  }

  private static void use(Path folder, Path home) throws IOException {
    EncoderOptions options = new EncoderOptions(Precision.FP32, 1, List.of(), Device.CPU, home);
    try (Encoder encoder = Encoders.open(folder.toString(), options)) {
      FloatBuffer pixels = Fixtures.direct(new float[encoder.preprocessing().length()]);
      assertThat(encoder.encodeRawImages(pixels, 1).tokens().data()).isNotEmpty();
      if (encoder.readsTexts()) {
        encoder.encodeRawTexts(TEXTS);
      }
    }
  }

  private static void assertSentence(@Nullable Throwable refusal, String what) {
    if (refusal == null) {
      return;
    }
    assertThat(refusal)
        .as(what)
        .isInstanceOfAny(IOException.class, UncheckedIOException.class, Remediable.class);
    assertThat(refusal.getMessage())
        .as(what)
        .isNotBlank()
        .doesNotContain("Exception")
        .doesNotContain("java.")
        .doesNotContain("io.glimpse");
    assertThat(String.valueOf(refusal.getMessage())).as(what).hasSizeLessThan(2000);
  }

  private static void remove(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }
}
