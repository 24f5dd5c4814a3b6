package io.glimpse.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.glimpse.fixture.Shared;
import io.glimpse.image.Preprocessing.Rgb;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** One small open_clip model, and what its configuration and files may be changed to. */
class CheckpointTest {

  private final Path folder;
  private final Path weights;
  private final Path config;
  private Path good = Path.of("");

  CheckpointTest(@TempDir Path folder) {
    this.folder = folder;
    weights = folder.resolve("open_clip_model.safetensors");
    config = folder.resolve("open_clip_config.json");
  }

  @BeforeEach
  void copyTheGoodOne() throws IOException {
    good = Shared.path("fixtures/encoders/checkpoints/bad/micro-good");
    Files.copy(good.resolve("open_clip_model.safetensors"), weights);
    Files.copy(good.resolve("open_clip_config.json"), config);
  }

  @Test
  void theFolderAndTheFileAreTheSameModel() throws IOException {
    try (Checkpoint one = Checkpoint.open(folder);
        Checkpoint other = Checkpoint.open(weights)) {
      assertThat(one.fingerprint()).isEqualTo(other.fingerprint());
      assertThat(one.notes()).isEmpty();
    }
  }

  @Test
  void theFingerprintDependsOnAllThatFeaturesDependOn() throws IOException {
    String first = fingerprint();
    configure("\"embed_dim\": 8", "\"embed_dim\": 8, \"quick_gelu\": true");
    String quick = fingerprint();
    configure("0.48145466", "0.5");
    String otherMean = fingerprint();
    configure("\"heads\": 2", "\"heads\": 4");
    String otherHeads = fingerprint();

    assertThat(Set.of(first, quick, otherMean, otherHeads)).hasSize(4);
  }

  @Test
  void meanAndDeviationAreTheConfigurations() throws IOException {
    configure("0.48145466", "0.5");
    configure("0.27577711", "1");
    try (Checkpoint checkpoint = Checkpoint.open(folder)) {
      assertThat(checkpoint.preprocessing().mean()).isEqualTo(Rgb.of(0.5, 0.4578275, 0.40821073));
      assertThat(checkpoint.preprocessing().std()).isEqualTo(Rgb.of(0.26862954, 0.26130258, 1));
    }
  }

  static Stream<Arguments> impossibleConfigurations() {
    return Stream.of(
        arguments(
            "\"heads\": 2", "\"heads\": 3", "gives the text tower 3 heads, but its width of 16"),
        arguments("\"heads\": 2", "\"heads\": 0", "text_cfg.heads is not a whole number above 0"),
        arguments(
            "\"heads\": 2", "\"heads\": \"2\"", "text_cfg.heads is not a whole number above 0"),
        arguments(
            "\"vocab_size\": 64", "\"vocab_size\": 65", "vocab_size is 65, but the weights in"),
        arguments(
            "\"embed_dim\": 8", "\"embed_dim\": 9", "model_cfg.embed_dim is 9, but the weights"),
        arguments(
            "\"embed_dim\": 8",
            "\"embed_dim\": 8, \"embed_dim\": 8",
            "Duplicate field 'embed_dim'"),
        arguments(
            "\"head_width\": 8", "\"head_width\": 8, \"mlp_ratio\": 3.0", "mlp_ratio is 48, but"),
        arguments(
            "\"head_width\": 8", "\"head_width\": 8, \"ls_init_value\": 0.1", "not known here"),
        arguments(
            "\"head_width\": 8",
            "\"head_width\": 8, \"pool_type\": \"avg\"",
            "'avg', but only 'tok'"),
        arguments(
            "\"head_width\": 8", "\"head_width\": 8, \"timm_model_name\": \"x\"", "read here"),
        arguments("\"heads\": 2", "\"heads\": 2, \"hf_model_name\": \"roberta\"", "not read here"),
        arguments("\"heads\": 2", "\"heads\": 2, \"no_causal_mask\": true", "not known here"),
        arguments(
            "\"bicubic\"", "\"nearest\"", "'nearest', but only bicubic, bilinear, random are"),
        arguments(
            "\"shortest\"", "\"stretch\"", "'stretch', but only longest, shortest, squash are"),
        arguments("0.26862954", "0", "preprocess_cfg.std has a number that is not above 0"),
        arguments(
            "0.26862954",
            "\"x\"",
            "preprocess_cfg.std is neither a number nor a list of three numbers"),
        arguments("{", "[", "is not the JSON it should be at line"));
  }

  @ParameterizedTest
  @MethodSource("impossibleConfigurations")
  void aConfigurationThatCannotBeIsRefused(String from, String to, String reason)
      throws IOException {
    configure(from, to);

    assertThatThrownBy(() -> Checkpoint.open(folder))
        .isInstanceOf(CheckpointException.class)
        .hasMessageStartingWith(config.toString())
        .hasMessageContaining(reason);
  }

  @Test
  void settingsThatChangeNothingAreLetPass() throws IOException {
    String first = fingerprint();
    configure("\"image_size\": 16", "\"image_size\": [16, 16]");
    configure(
        "\"head_width\": 8",
        "\"head_width\": 8, \"ls_init_value\": null, \"attentional_pool\": false,"
            + " \"patch_dropout\": 0.5, \"later\": 0, \"x\": {}");

    assertThat(fingerprint()).isEqualTo(first);
  }

  @Test
  void shardsAreFoundByTheirIndex() throws IOException {
    Path index = folder.resolve("model.safetensors.index.json");
    Files.move(weights, folder.resolve("model-1.safetensors"));
    String map = "{\"weight_map\": {%s}}";
    StringBuilder all = new StringBuilder();
    try (var header = io.glimpse.tensor.Safetensors.open(folder.resolve("model-1.safetensors"))) {
      for (String name : header.names()) {
        all.append(all.isEmpty() ? "" : ",");
        all.append("\"" + name + "\": \"model-1.safetensors\"");
      }
    }
    Files.writeString(index, map.formatted(all));
    try (Checkpoint sharded = Checkpoint.open(folder);
        Checkpoint whole = Checkpoint.open(good)) {
      assertThat(sharded.fingerprint()).isEqualTo(whole.fingerprint());
    }

    Files.writeString(index, map.formatted("\"w\": \"../model-1.safetensors\""));
    assertRefused("places 'w' in '../model-1.safetensors', which is no file of its folder");
    Files.writeString(index, map.formatted("\"w\": \"model-1.safetensors\""));
    assertRefused("places 'w' in model-1.safetensors, which has no such tensor");
    Files.writeString(index, "{}");
    assertRefused("has no weight_map");
    Files.writeString(index, map.formatted("\"w\": \"model-2.safetensors\""));
    assertRefused("places 'w' in model-2.safetensors, which is not there; fetch it");
  }

  @Test
  void filesAboveTwoGigabytesAreRead() throws IOException {
    byte[] bytes = Files.readAllBytes(weights);
    int headerBytes = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getInt();
    String header = new String(bytes, 8, headerBytes, StandardCharsets.UTF_8);
    // A hole that nobody reads is put in front, so that weights lie across the third gigabyte.
    long hole = (3L << 30) - 30_000;
    header =
        header.replaceFirst(
            "\\{",
            "{\"hole.attn_mask\":{\"dtype\":\"U8\",\"shape\":[3,"
                + hole / 3
                + "],\"data_offsets\":[0,"
                + hole / 3 * 3
                + "]},");
    StringBuilder shifted = new StringBuilder();
    Matcher offsets = Pattern.compile("\\[(\\d+),(\\d+)\\]\\}").matcher(header);
    while (offsets.find()) {
      long first = Long.parseLong(offsets.group(1));
      long last = Long.parseLong(offsets.group(2));
      long shift = last == hole / 3 * 3 ? 0 : hole / 3 * 3;
      offsets.appendReplacement(shifted, "[" + (first + shift) + "," + (last + shift) + "]}");
    }
    offsets.appendTail(shifted);
    byte[] json = shifted.toString().getBytes(StandardCharsets.UTF_8);
    try (Checkpoint small = Checkpoint.open(weights)) {
      String fingerprint = small.fingerprint();
      Files.delete(weights);
      try (FileChannel file =
          FileChannel.open(
              weights,
              StandardOpenOption.CREATE_NEW,
              StandardOpenOption.SPARSE,
              StandardOpenOption.WRITE)) {
        ByteBuffer length = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN);
        file.write(length.putLong(json.length).flip());
        file.write(ByteBuffer.wrap(json));
        int data = 8 + headerBytes;
        file.write(
            ByteBuffer.wrap(bytes, data, bytes.length - data), 8 + json.length + hole / 3 * 3);
      }
      try (Checkpoint large = Checkpoint.open(weights)) {
        assertThat(Files.size(weights)).isGreaterThan(3L << 30);
        assertThat(large.fingerprint()).isEqualTo(fingerprint);
      }
    }
  }

  @Test
  void aClosedCheckpointIsNotRead() throws IOException {
    Checkpoint checkpoint = Checkpoint.open(folder);
    checkpoint.close();

    assertThatThrownBy(() -> checkpoint.weights().read("logit_scale", 0, FloatBuffer.allocate(1)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("was closed");
  }

  @Test
  void weightsThatAreNotThereAreTheCallersMistake() throws IOException {
    try (Checkpoint checkpoint = Checkpoint.open(folder)) {
      Weights weights = checkpoint.weights();
      assertThatThrownBy(() -> weights.shape("x")).isInstanceOf(IllegalArgumentException.class);
      assertThatThrownBy(() -> weights.read("logit_scale", 1, FloatBuffer.allocate(1)))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void whatIsNoCheckpointIsRefused() throws IOException {
    Files.delete(weights);
    assertRefused("is no checkpoint folder, it has none of open_clip_model.safetensors");
    assertThatThrownBy(() -> Checkpoint.open(folder.resolve("absent.pt")))
        .isInstanceOf(NoSuchFileException.class);
  }

  @Test
  void unusedTensorsAreNoted() throws IOException {
    try (Checkpoint checkpoint = Checkpoint.open(good.resolveSibling("micro-extra"))) {
      assertThat(checkpoint.notes()).singleElement().asString().contains("is not used");
    }
    try (Checkpoint checkpoint = Checkpoint.open(good.resolveSibling("micro-attn-mask"))) {
      assertThat(checkpoint.notes()).isEmpty();
    }
  }

  private String fingerprint() throws IOException {
    try (Checkpoint checkpoint = Checkpoint.open(folder)) {
      return checkpoint.fingerprint();
    }
  }

  private void configure(String from, String to) throws IOException {
    String json = Files.readString(config);
    assertThat(json).contains(from);
    Files.writeString(config, json.replace(from, to));
  }

  private void assertRefused(String reason) {
    assertThatThrownBy(() -> Checkpoint.open(folder))
        .isInstanceOf(CheckpointException.class)
        .hasMessageStartingWith(folder.toString())
        .hasMessageContaining(reason);
  }
}
