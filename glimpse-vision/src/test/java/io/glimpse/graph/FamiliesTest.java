package io.glimpse.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.offset;

import io.glimpse.checkpoint.Activation;
import io.glimpse.checkpoint.SiglipArchitecture;
import io.glimpse.checkpoint.TransformerShape;
import io.glimpse.fixture.TinyModel;
import io.glimpse.onnx.Network;
import io.glimpse.onnx.NetworkInput;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tiny checkpoints of every family, beside what the libraries that they are made for give. */
class FamiliesTest {

  private static final float TOLERANCE = 1e-4f;

  @TempDir Path folder;

  @ParameterizedTest
  @MethodSource("io.glimpse.fixture.TinyModel#ofTransformers")
  void aPicturesFeatureAndPlacesAreTheReferences(TinyModel tiny) throws IOException {
    FamilyFixture model = FamilyFixture.open(tiny.label());
    EncoderGraphs.write(model.weights(), model.architecture(), folder);

    float[] globals = tokens(model, 1, 1);
    float[] all = tokens(model, 1, 1 + model.architecture().grid().places());

    assertThat(globals).containsExactly(model.values("image_embed"), offset(TOLERANCE));
    assertThat(all).containsExactly(reference(model), offset(TOLERANCE));
    // Whatever is wanted and whoever works on it.
    assertThat(tokens(model, 2, 1)).isEqualTo(globals);
    assertThat(tokens(model, 2, 1 + model.architecture().grid().places())).isEqualTo(all);
    assertThat(firsts(all, model)).isEqualTo(globals);
  }

  @ParameterizedTest
  @MethodSource("io.glimpse.fixture.TinyModel#ofTransformersWithTexts")
  void aTextsFeatureIsTheReferences(TinyModel tiny) throws IOException {
    FamilyFixture model = FamilyFixture.open(tiny.label());
    EncoderGraphs.write(model.weights(), model.architecture(), folder);

    float[] features = features(model, 1, 0);

    assertThat(features).containsExactly(model.values("text_embed"), offset(TOLERANCE));
    assertThat(features(model, 2, 0)).isEqualTo(features);
  }

  @Test
  void fillingsOfAChineseTextMakeNoDifference() throws IOException {
    FamilyFixture model = FamilyFixture.open("chinese-clip-hf");
    EncoderGraphs.write(model.weights(), model.architecture(), folder);
    int filled = model.extents("text_ids")[1];

    assertThat(features(model, 1, 64 - filled))
        .containsExactly(model.values("text_embed"), offset(TOLERANCE));
  }

  @Test
  void aTextOfSiglipHasToBeFilled() throws IOException {
    FamilyFixture model = FamilyFixture.open("siglip2-hf");
    EncoderGraphs.write(model.weights(), model.architecture(), folder);

    assertThatThrownBy(() -> features(model, 1, -1)).hasMessageContaining("ids");
  }

  /** They differ by less than anything else that could be wrong, and the tolerance tells them. */
  @Test
  void theOtherGeluIsOutOfTolerance() throws IOException {
    FamilyFixture model = FamilyFixture.open("siglip2-hf");
    SiglipArchitecture right = (SiglipArchitecture) model.architecture();
    FamilyFixture wrong =
        new FamilyFixture(
            new SiglipArchitecture(
                new SiglipArchitecture.Vision(
                    right.vision().resolution(),
                    right.vision().patch(),
                    withErrorFunction(right.vision().blocks())),
                new SiglipArchitecture.Text(
                    right.text().context(),
                    right.text().vocabulary(),
                    withErrorFunction(right.text().blocks()))),
            model.weights(),
            model.expected());
    EncoderGraphs.write(model.weights(), wrong.architecture(), folder);

    assertThat(furthest(tokens(wrong, 1, 1), model.values("image_embed")))
        .isBetween(2 * TOLERANCE, 20 * TOLERANCE);
    assertThat(furthest(features(wrong, 1, 0), model.values("text_embed")))
        .isGreaterThan(2 * TOLERANCE);
  }

  @Test
  void aModelWithoutTextsHasNoTextNetwork() throws IOException {
    FamilyFixture model = FamilyFixture.open("dinov2-hf");
    EncoderGraphs.write(model.weights(), model.architecture(), folder);

    try (var written = Files.list(folder)) {
      assertThat(written.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrderElementsOf(EncoderGraphs.files(model.architecture()))
          .containsExactlyInAnyOrder("image.onnx", "image.weights");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "siglip-hf",
        "siglip2-hf",
        "chinese-clip-hf",
        "dinov2-hf",
        "dinov2-swiglu-hf",
        "dinov2-registers-hf",
        "dinov3-hf",
        "dinov3-gated-hf"
      })
  void integersGiveNearlyTheSame(String name) throws IOException {
    FamilyFixture model = FamilyFixture.open(name);
    assertThat(EncoderGraphs.hasInt8(model.architecture())).isTrue();
    EncoderGraphs.writeInt8(model.weights(), model.architecture(), folder);

    float[] rows = tokens(model, 1, 1 + model.architecture().grid().places());
    float[] reference = reference(model);

    int width = model.architecture().embedding();
    for (int from = 0; from < rows.length; from += width) {
      assertThat(cosine(rows, reference, from, width)).isGreaterThan(0.99);
    }
    assertThat(rows).isNotEqualTo(reference);
  }

  /** What is exported, for any runtime. */
  @ParameterizedTest
  @ValueSource(strings = {"siglip-hf", "dinov2-swiglu-hf", "dinov3-hf", "dinov3-gated-hf"})
  void standardOperatorsGiveTheSame(String name) throws IOException {
    FamilyFixture model = FamilyFixture.open(name);
    EncoderGraphs.write(model.weights(), model.architecture(), folder);

    makePortable(model);

    assertThat(tokens(model, 1, 1 + model.architecture().grid().places()))
        .containsExactly(reference(model), offset(TOLERANCE));
    assertThat(tokens(model, 1, 1)).containsExactly(model.values("image_embed"), offset(TOLERANCE));
  }

  /**
   * Else a last bit would be a whole step where rows are rounded. DINOv3 alone turns queries and
   * keys by an operator of ONNX Runtime.
   */
  @ParameterizedTest
  @ValueSource(strings = {"siglip-hf", "chinese-clip-hf", "dinov2-swiglu-hf", "metaclip2-hf"})
  void int8NetworksHaveTheBitsOfTheirStandardOperators(String name) throws IOException {
    FamilyFixture model = FamilyFixture.open(name);
    EncoderGraphs.writeInt8(model.weights(), model.architecture(), folder);
    int all = 1 + model.architecture().grid().places();
    float[] tokens = tokens(model, 1, all);

    assertThat(tokens(model, 2, all)).containsExactly(tokens);
    makePortable(model);

    assertThat(tokens(model, 1, all)).containsExactly(tokens);
  }

  /** Puts a network of standard operators in the place of the image network. */
  private void makePortable(FamilyFixture model) throws IOException {
    Path image = folder.resolve(EncoderGraphs.IMAGE);
    OnnxFile.Part part = OnnxFile.read(Files.readAllBytes(image)).making(Set.of("tokens"));
    OnnxGraph graph = OnnxGraph.portable("portable");
    graph.reserve(part);
    int[] shape = model.extents("input");
    graph.input(
        "pixels", OnnxGraph.FLOAT, Axis.of("n"), Axis.of(3), Axis.of(shape[2]), Axis.of(shape[3]));
    graph.input("wanted", OnnxGraph.INT64, Axis.of(1));
    StandardOperators.append(part, graph);
    graph.output("tokens", Axis.of("n"), Axis.of("t"), Axis.of(model.architecture().embedding()));
    PortableModel portable = new PortableModel(graph, Map.of());
    portable.add(part, folder);
    Path written = folder.resolve("portable.onnx");
    portable.write(written, PortableModel.LARGEST, "portable.weights");

    assertThat(io.glimpse.fixture.OnnxFile.read(written).nodes())
        .extracting(io.glimpse.fixture.OnnxFile.Node::operator)
        .doesNotContain(
            "FastGelu",
            "QuickGelu",
            "RotaryEmbedding",
            "MultiHeadAttention",
            "MatMulIntegerToFloat");
    Files.move(written, image, StandardCopyOption.REPLACE_EXISTING);
  }

  private static TransformerShape withErrorFunction(TransformerShape shape) {
    return new TransformerShape(
        shape.width(), shape.layers(), shape.heads(), Activation.GELU, shape.epsilon());
  }

  /** The feature and the places, of which some references hold the feature apart. */
  private static float[] reference(FamilyFixture model) throws IOException {
    float[] tokens = model.values("tokens_embed");
    if (!(model.architecture() instanceof SiglipArchitecture)) {
      return tokens;
    }
    float[] features = model.values("image_embed");
    int width = model.architecture().embedding();
    int places = model.architecture().grid().places() * width;
    float[] all = new float[features.length + tokens.length];
    for (int i = 0; i < features.length / width; i++) {
      System.arraycopy(features, i * width, all, i * (width + places), width);
      System.arraycopy(tokens, i * places, all, i * (width + places) + width, places);
    }
    return all;
  }

  private static float[] firsts(float[] all, FamilyFixture model) throws IOException {
    int width = model.architecture().embedding();
    int images = model.extents("input")[0];
    float[] firsts = new float[images * width];
    for (int i = 0; i < images; i++) {
      System.arraycopy(all, i * (all.length / images), firsts, i * width, width);
    }
    return firsts;
  }

  private float[] tokens(FamilyFixture model, int threads, int wanted) throws IOException {
    int[] shape = model.extents("input");
    try (Network network = Network.open(folder.resolve(EncoderGraphs.IMAGE), threads)) {
      return network.run(
          List.of(
              NetworkInput.floats(
                  "pixels", direct(model.values("input")), shape[0], 3, shape[2], shape[3]),
              NetworkInput.longs("wanted", new long[] {wanted}, 1)),
          "tokens",
          shape[0],
          wanted,
          model.architecture().embedding());
    }
  }

  /** The features of the texts with so many fillings more. */
  private float[] features(FamilyFixture model, int threads, int fillings) throws IOException {
    int[] shape = model.extents("text_ids");
    float[] ids = model.values("text_ids");
    int length = shape[1] + fillings;
    long[] rows = new long[shape[0] * length];
    for (int i = 0; i < shape[0]; i++) {
      for (int j = 0; j < Math.min(length, shape[1]); j++) {
        rows[i * length + j] = (long) ids[i * shape[1] + j];
      }
    }
    try (Network network = Network.open(folder.resolve(EncoderGraphs.TEXT), threads)) {
      return network.run(
          List.of(NetworkInput.longs("ids", rows, shape[0], length)),
          "features",
          shape[0],
          model.architecture().embedding());
    }
  }

  private static double cosine(float[] a, float[] b, int from, int width) {
    double product = 0;
    double squaresOfA = 0;
    double squaresOfB = 0;
    for (int i = from; i < from + width; i++) {
      product += (double) a[i] * b[i];
      squaresOfA += (double) a[i] * a[i];
      squaresOfB += (double) b[i] * b[i];
    }
    return product / Math.sqrt(squaresOfA * squaresOfB);
  }

  private static float furthest(float[] a, float[] b) {
    float furthest = 0;
    for (int i = 0; i < a.length; i++) {
      furthest = Math.max(furthest, Math.abs(a[i] - b[i]));
    }
    return furthest;
  }

  private static FloatBuffer direct(float[] values) {
    return ByteBuffer.allocateDirect(values.length * Float.BYTES)
        .order(ByteOrder.nativeOrder())
        .asFloatBuffer()
        .put(values)
        .flip();
  }
}
