package io.glimpse.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.glimpse.encoder.Encoder;
import io.glimpse.encoder.EncoderOptions;
import io.glimpse.encoder.EncoderOptions.Precision;
import io.glimpse.encoder.Encoders;
import io.glimpse.fixture.Shared;
import io.glimpse.onnx.Device;
import io.glimpse.tensor.NpyFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Models of every layout go into the store and come out by name as what they were. */
class ImportedModelsTest {

  private static final String MODELS = "fixtures/models/models";
  private static final String BROKEN = "fixtures/models/broken";
  private static final String REVISION = "0123456789abcdef0123456789abcdef01234567";

  /** What is wrong with these is that a text cannot be taken; pictures can. */
  private static final Set<String> GOOD_FOR_PICTURES =
      Set.of("tokenizer-missing", "chinese-vocab-missing", "dino-texts");

  @TempDir Path home;
  @TempDir Path folder;

  private ModelStore store() throws IOException {
    return ModelStore.in(home);
  }

  private Encoder open(Object nameOrPath, Precision precision) throws IOException {
    return Encoders.open(
        nameOrPath.toString(), new EncoderOptions(precision, 1, List.of(), Device.CPU, home));
  }

  @TestFactory
  List<DynamicTest> everyLayoutIsTheSameByName() throws IOException {
    List<DynamicTest> tests = new ArrayList<>();
    try (Stream<Path> models = Files.list(Shared.path(MODELS))) {
      for (Path model : models.sorted().toList()) {
        String name = String.valueOf(model.getFileName());
        tests.add(DynamicTest.dynamicTest(name, () -> assertSameByName(model, name)));
      }
    }
    assertThat(tests).hasSizeGreaterThanOrEqualTo(20);
    return tests;
  }

  private void assertSameByName(Path model, String name) throws IOException {
    Path source = folder.resolve(name);
    copy(model, source);
    List<Precision> precisions =
        Files.exists(source.resolve("onnx/vision_model_quantized.onnx"))
            ? List.of(Precision.FP32, Precision.INT8)
            : List.of(Precision.FP32);
    List<Answers> before = new ArrayList<>();
    for (Precision precision : precisions) {
      before.add(answers(source, precision, name));
    }

    store().importFrom(source, "test/" + name, null, PullListener.SILENT);

    delete(source);
    StoredModel stored = store().look("test/" + name);
    assertThat(stored.state()).isEqualTo(StoredModel.State.VERIFIED);
    String family = Objects.requireNonNull(stored.family());
    assertThat(plain(name)).contains(plain(family.replace(", ONNX", "")));
    assertThat(family.endsWith(", ONNX")).isEqualTo(name.startsWith("onnx-"));
    for (int i = 0; i < precisions.size(); i++) {
      Answers after = answers("test/" + name, precisions.get(i), name);
      assertThat(after).isEqualTo(before.get(i));
    }
    assertThat(store().verify("test/" + name, PullListener.SILENT).isWhole()).isTrue();
  }

  /** Letters and digits alone. */
  private static String plain(String name) {
    return name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
  }

  /** What an encoder says of the reference's pictures and texts. */
  private record Answers(
      String fingerprint,
      String modelFingerprint,
      FloatBuffer images,
      FloatBuffer ids,
      FloatBuffer texts) {}

  private Answers answers(Object nameOrPath, Precision precision, String model) throws IOException {
    Path expected = Shared.path("fixtures/models/expected").resolve(reference(model));
    try (Encoder encoder = open(nameOrPath, precision)) {
      FloatBuffer input = input(expected.resolve("input.npy"));
      int images = input.remaining() / encoder.preprocessing().length();
      float[] ids = {};
      float[] texts = {};
      if (encoder.readsTexts()) {
        ids = encoder.encodeRawIds(ids(expected.resolve("text_ids.npy"))).data();
        List<String> strings = new ArrayList<>();
        json(expected.resolve("meta.json")).path("texts").forEach(t -> strings.add(t.asText()));
        if (!strings.isEmpty()) {
          texts = encoder.encodeRawTexts(strings).data();
        }
      }
      return new Answers(
          encoder.fingerprint(),
          encoder.modelFingerprint(),
          FloatBuffer.wrap(encoder.encodeRawImages(input, images).tokens().data()),
          FloatBuffer.wrap(ids),
          FloatBuffer.wrap(texts));
    }
  }

  /** The same network in two files has one answer in the reference. */
  private static String reference(String model) {
    return Files.isDirectory(Shared.path("fixtures/models/expected").resolve(model))
        ? model
        : model.replace("-external", "").replace("-single", "");
  }

  @Test
  void whatHuggingFacesProgramsKeepIsTakenThroughItsLinks() throws IOException {
    for (String model : List.of("siglip-hf", "onnx-dinov2-external")) {
      Path repository = repository(model);
      Path snapshot = repository.resolve("snapshots").resolve(REVISION);
      Answers before = answers(repository, Precision.FP32, model);
      store().importFrom(repository, "kept/" + model, null, PullListener.SILENT);
      store().importFrom(snapshot, "snapshot/" + model, null, PullListener.SILENT);
      delete(repository);

      for (String name : List.of("kept/", "snapshot/")) {
        assertThat(answers(name + model, Precision.FP32, model)).isEqualTo(before);
      }
    }
  }

  @Test
  void aNamedNetworkIsTakenWithWhatGoesWithItAlone() throws IOException {
    Path source = folder.resolve("export");
    copy(Shared.path(MODELS).resolve("onnx-clip"), source);
    Path named = source.resolve("onnx/vision_model_fp16.onnx");
    Answers before = answers(named, Precision.FP32, "onnx-clip");

    Path opened = store().importFrom(named, "half", null, PullListener.SILENT);

    try (Stream<Path> files = Files.list(opened.resolve("onnx"))) {
      assertThat(files.map(file -> String.valueOf(file.getFileName())))
          .containsExactlyInAnyOrder("vision_model_fp16.onnx", "text_model_fp16.onnx");
    }
    Answers after = answers("half", Precision.FP32, "onnx-clip");
    assertThat(after.fingerprint()).isEqualTo(before.fingerprint());
    assertThat(after.images()).isEqualTo(before.images());
    assertThat(after.texts()).isEqualTo(before.texts());
  }

  @Test
  void anImportOfWhatIsHereAlreadyChangesNothing() throws IOException {
    for (String model : List.of("chinese-clip-hf", "onnx-siglip")) {
      Path source = Shared.path(MODELS).resolve(model);
      Path first = store().importFrom(source, model, null, PullListener.SILENT);
      assertThat(store().importFrom(source, model, null, PullListener.SILENT)).isEqualTo(first);
    }
    Path other = Shared.path(MODELS).resolve("siglip-hf");
    assertThatThrownBy(() -> store().importFrom(other, "onnx-siglip", null, PullListener.SILENT))
        .hasMessageContaining("another model is here");
  }

  @TestFactory
  List<DynamicTest> brokenFoldersLeaveNothingBehind() throws IOException {
    List<DynamicTest> tests = new ArrayList<>();
    for (JsonNode one : json(Shared.path(BROKEN).resolve("expected.json")).path("cases")) {
      String name = one.path("path").asText();
      String verdict = one.path("verdict").asText();
      boolean isRefused = verdict.equals("refuse") && !GOOD_FOR_PICTURES.contains(name);
      if (isRefused || verdict.equals("load")) {
        tests.add(DynamicTest.dynamicTest(name, () -> judge(one, name, isRefused)));
      }
    }
    assertThat(tests).hasSizeGreaterThan(80);
    return tests;
  }

  private void judge(JsonNode one, String name, boolean isRefused) throws IOException {
    Path source = folder.resolve(name);
    Path broken = Shared.path(BROKEN);
    if (name.startsWith("oc-")) {
      copy(Shared.path(MODELS).resolve("siglip-openclip"), source);
    } else if (one.hasNonNull("base")) {
      copy(broken.resolve(one.path("base").asText()), source);
      for (JsonNode without : one.path("without")) {
        Files.delete(source.resolve(without.asText()));
      }
    }
    if (Files.isDirectory(broken.resolve(name))) {
      copy(broken.resolve(name), source);
    }
    if (!isRefused) {
      store().importFrom(source, "good/" + name, null, PullListener.SILENT);
      open("good/" + name, Precision.FP32).close();
      return;
    }

    assertThatThrownBy(() -> store().importFrom(source, "bad/" + name, null, PullListener.SILENT))
        .isInstanceOf(IOException.class)
        .hasMessageNotContaining("Exception");

    assertThat(store().find("bad/" + name)).isEmpty();
    assertThat(store().list()).noneMatch(stored -> stored.name().equals("bad/" + name));
    assertThat(home.resolve("models").resolve("bad--" + name)).doesNotExist();
  }

  private Path repository(String model) throws IOException {
    Path repository = folder.resolve("models--org--" + model);
    Path snapshot = repository.resolve("snapshots").resolve(REVISION);
    Path blobs = Files.createDirectories(repository.resolve("blobs"));
    Files.createDirectories(repository.resolve("refs"));
    Files.writeString(repository.resolve("refs/main"), REVISION);
    Path source = Shared.path(MODELS).resolve(model);
    try (Stream<Path> all = Files.walk(source)) {
      for (Path file : all.filter(Files::isRegularFile).toList()) {
        String inside = source.relativize(file).toString();
        Path blob = blobs.resolve(StoreFixture.sha256(Files.readAllBytes(file)));
        Files.copy(file, blob, StandardCopyOption.REPLACE_EXISTING);
        Path link = snapshot.resolve(inside);
        Path above = Objects.requireNonNull(link.getParent());
        Files.createDirectories(above);
        try {
          Files.createSymbolicLink(link, above.relativize(blob));
        } catch (FileSystemException | UnsupportedOperationException e) {
          Assumptions.abort("this system makes no links: " + e.getMessage());
        }
      }
    }
    return repository;
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> all = Files.walk(from)) {
      for (Path file : all.filter(Files::isRegularFile).toList()) {
        Path target = to.resolve(from.relativize(file).toString());
        Files.createDirectories(Objects.requireNonNull(target.getParent()));
        Files.copy(file, target, StandardCopyOption.REPLACE_EXISTING);
      }
    }
  }

  private static void delete(Path root) throws IOException {
    try (Stream<Path> all = Files.walk(root)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }

  private static JsonNode json(Path file) throws IOException {
    return new ObjectMapper().readTree(file.toFile());
  }

  private static FloatBuffer input(Path file) throws IOException {
    try (NpyFile npy = NpyFile.open(file)) {
      float[] values = npy.readAll();
      return ByteBuffer.allocateDirect(values.length * Float.BYTES)
          .order(ByteOrder.nativeOrder())
          .asFloatBuffer()
          .put(values)
          .flip();
    }
  }

  private static int[][] ids(Path file) throws IOException {
    try (NpyFile npy = NpyFile.open(file)) {
      int columns = (int) npy.shape()[1];
      int[][] ids = new int[(int) npy.shape()[0]][columns];
      float[] values = npy.readAll();
      for (int i = 0; i < values.length; i++) {
        ids[i / columns][i % columns] = (int) values[i];
      }
      return ids;
    }
  }
}
