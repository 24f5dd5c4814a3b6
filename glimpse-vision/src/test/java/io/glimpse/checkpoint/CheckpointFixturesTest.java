package io.glimpse.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import io.glimpse.checkpoint.ClipArchitecture.ResNet;
import io.glimpse.checkpoint.ClipArchitecture.Text;
import io.glimpse.checkpoint.ClipArchitecture.VisionTransformer;
import io.glimpse.fixture.Shared;
import io.glimpse.image.Filter;
import io.glimpse.image.Fit;
import io.glimpse.image.Preprocessing;
import io.glimpse.tensor.NpyFile;
import io.glimpse.tensor.Safetensors;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every layout of the small reference checkpoints. */
class CheckpointFixturesTest {

  private static final ClipArchitecture OPENAI_VIT =
      new ClipArchitecture(
          new VisionTransformer(64, 16, 64, 3, 1),
          new Text(77, 640, 64, 3, 1),
          64,
          Activation.QUICK_GELU);

  @Test
  void openAiVisionTransformer() throws IOException {
    try (Checkpoint checkpoint = open("openai-vit-tiny.pt")) {
      assertThat(checkpoint.architecture()).isEqualTo(OPENAI_VIT);
      assertThat(checkpoint.preprocessing()).isEqualTo(Preprocessing.clip(64));
      // Graphs, features and banks are kept under it: it must not change by accident.
      assertThat(checkpoint.fingerprint())
          .isEqualTo("92da897a3aa231970a30ce86dbe7ec3320256e349ec66693202ed42ebe2d7042");
      assertThat(checkpoint.notes()).isEmpty();
    }
  }

  @Test
  void openAiResNet() throws IOException {
    try (Checkpoint checkpoint = open("openai-rn-tiny.pt")) {
      assertThat(checkpoint.architecture())
          .isEqualTo(
              new ClipArchitecture(
                  new ResNet(96, 12, List.of(1, 2, 1, 1), 6),
                  new Text(77, 640, 64, 2, 1),
                  64,
                  Activation.QUICK_GELU));
    }
  }

  @Test
  void transformers() throws IOException {
    try (Checkpoint checkpoint = open("hf-vit-tiny")) {
      assertThat(checkpoint.architecture())
          .isEqualTo(
              new ClipArchitecture(
                  new VisionTransformer(96, 16, 64, 3, 4),
                  new Text(77, 49408, 32, 2, 2),
                  48,
                  Activation.QUICK_GELU));
      Preprocessing clip = Preprocessing.clip(96);
      assertThat(checkpoint.preprocessing())
          .isEqualTo(
              new Preprocessing(
                  96,
                  96,
                  new Fit.Shortest(96, Fit.Offset.FLOOR),
                  Filter.BICUBIC,
                  true,
                  clip.range(),
                  clip.mean(),
                  clip.std()));
      assertThat(checkpoint.notes()).isEmpty();
      Weights weights = checkpoint.weights();
      assertThat(weights.shape("text_projection")).containsExactly(32, 48);
      assertThat(weights.shape("visual.transformer.resblocks.2.attn.in_proj_weight"))
          .containsExactly(192, 64);
    }
  }

  @Test
  void openClip() throws IOException {
    try (Checkpoint checkpoint = open("openclip-vit-tiny-gelu")) {
      assertThat(checkpoint.architecture())
          .isEqualTo(
              new ClipArchitecture(
                  new VisionTransformer(64, 16, 64, 2, 2),
                  new Text(77, 512, 64, 2, 2),
                  32,
                  Activation.GELU));
    }
    try (Checkpoint checkpoint = open("openclip-vit-tiny-quickgelu")) {
      assertThat(checkpoint.architecture())
          .isEqualTo(
              new ClipArchitecture(
                  new VisionTransformer(96, 32, 64, 2, 4),
                  new Text(77, 512, 32, 2, 4),
                  48,
                  Activation.QUICK_GELU));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "hf-vit-tiny, hf-vit-tiny",
    "openai-vit-tiny.pt, openai-vit-tiny",
    "openai-rn-tiny.pt, openai-rn-tiny",
    "openclip-vit-tiny-gelu, openclip-vit-tiny-gelu",
    "openclip-vit-tiny-quickgelu, openclip-vit-tiny-quickgelu"
  })
  void logitScaleIsTheStoredOne(String path, String expected) throws IOException {
    float wanted = logitScale(expected);
    try (Checkpoint checkpoint = open(path)) {
      assertThat(values(checkpoint, "logit_scale")).containsExactly(wanted);
    }
  }

  @ParameterizedTest
  @CsvSource({"state-dict.pt, 0", "state-dict-views.pt, 11", "wrapped-bf16.pt, 8"})
  void sameModelInOtherLayoutsHasTheSameValues(String path, int precision) throws IOException {
    try (Checkpoint original = open("openai-vit-tiny.pt");
        Checkpoint other = open(path)) {
      assertThat(other.architecture()).isEqualTo(OPENAI_VIT);
      assertThat(other.weights().names()).isSubsetOf(original.weights().names());
      for (String name : other.weights().names()) {
        float[] wanted = values(original, name);
        float[] values = values(other, name);
        assertThat(other.weights().shape(name)).isEqualTo(original.weights().shape(name));
        for (int i = 0; i < wanted.length; i++) {
          float tolerance =
              precision == 0 ? 0 : Math.abs(wanted[i]) * (float) Math.pow(2, -precision) + 3e-8f;
          assertThat(values[i]).as("%s[%d]", name, i).isCloseTo(wanted[i], offset(tolerance));
        }
      }
      assertThat(other.fingerprint().equals(original.fingerprint())).isEqualTo(precision == 0);
    }
  }

  @Test
  void projectionsOfTransformersAreStackedAndTransposed() throws IOException {
    Path file = Shared.path("fixtures/encoders/checkpoints/hf-vit-tiny/model.safetensors");
    try (Checkpoint checkpoint = open("hf-vit-tiny");
        Safetensors stored = Safetensors.open(file)) {
      float[] stacked = values(checkpoint, "transformer.resblocks.1.attn.in_proj_weight");
      String layer = "text_model.encoder.layers.1.self_attn.";
      assertThat(stacked).startsWith(stored.floats(layer + "q_proj.weight"));
      assertThat(stacked).containsSequence(stored.floats(layer + "k_proj.weight"));
      assertThat(stacked).endsWith(stored.floats(layer + "v_proj.weight"));
      float[] across = new float[40];
      checkpoint
          .weights()
          .read("transformer.resblocks.1.attn.in_proj_weight", 1000, FloatBuffer.wrap(across));
      assertThat(stacked).containsSequence(across);

      float[] projection = values(checkpoint, "visual.proj");
      float[] linear = stored.floats("visual_projection.weight");
      for (int in = 0; in < 64; in++) {
        for (int out = 0; out < 48; out++) {
          assertThat(projection[in * 48 + out]).isEqualTo(linear[out * 64 + in]);
        }
      }
    }
  }

  @Test
  void anyRunOfAStridedTensorCanBeRead() throws IOException {
    try (Checkpoint checkpoint = open("state-dict-views.pt")) {
      float[] all = values(checkpoint, "visual.conv1.weight");
      float[] run = new float[1001];
      for (int first : new int[] {0, 1, 16, 767, 30_000}) {
        checkpoint.weights().read("visual.conv1.weight", first, FloatBuffer.wrap(run));
        assertThat(run).isEqualTo(Arrays.copyOfRange(all, first, first + 1001));
      }
    }
  }

  @Test
  void aConfigurationBesideAStateDictIsHeeded(@TempDir Path folder) throws IOException {
    Path bad = Shared.path("fixtures/encoders/checkpoints/bad");
    Files.copy(bad.resolve("micro-good.pt"), folder.resolve("any.pt"));
    Files.copy(
        bad.resolve("micro-good/open_clip_config.json"), folder.resolve("open_clip_config.json"));
    try (Checkpoint one = Checkpoint.open(folder.resolve("any.pt"));
        Checkpoint other = Checkpoint.open(bad.resolve("micro-good"))) {
      assertThat(one.architecture()).isEqualTo(other.architecture());
      assertThat(one.fingerprint()).isEqualTo(other.fingerprint());
    }
  }

  @ParameterizedTest
  @CsvSource({"lightning.ckpt, model.", "eventbind.pt, module.prompt_leranable.clip_model."})
  void whatStandsBeforeAllNamesIsTakenOffAndTold(String name, String prefix, @TempDir Path folder)
      throws IOException {
    Path good = Shared.path("fixtures/encoders/checkpoints/bad/micro-good");
    Path weights = folder.resolve(name);
    Files.copy(Shared.path("field/inputs/checkpoint_prefix/" + name), weights);
    Files.copy(good.resolve("open_clip_config.json"), folder.resolve("open_clip_config.json"));
    try (Checkpoint one = Checkpoint.open(weights);
        Checkpoint other = Checkpoint.open(good)) {
      assertThat(one.fingerprint()).isEqualTo(other.fingerprint());
      assertThat(one.notes())
          .containsExactly(
              weights
                  + ": the names of all its tensors begin with '"
                  + prefix
                  + "', which is taken off");
    }
  }

  private static Checkpoint open(String name) throws IOException {
    return Checkpoint.open(Shared.path("fixtures/encoders/checkpoints/" + name));
  }

  private static float logitScale(String expected) throws IOException {
    Path path = Shared.path("fixtures/encoders/expected/" + expected + "/logit_scale.npy");
    try (NpyFile file = NpyFile.open(path)) {
      float[] value = new float[1];
      file.readFloats(0, value, 0, 1);
      return value[0];
    }
  }

  private static float[] values(Checkpoint checkpoint, String name) {
    int size = 1;
    for (int extent : checkpoint.weights().shape(name)) {
      size *= extent;
    }
    float[] values = new float[size];
    checkpoint.weights().read(name, 0, FloatBuffer.wrap(values));
    return values;
  }
}
