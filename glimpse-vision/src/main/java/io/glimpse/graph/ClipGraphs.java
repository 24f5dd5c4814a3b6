package io.glimpse.graph;

import io.glimpse.checkpoint.ClipArchitecture;
import io.glimpse.checkpoint.ClipArchitecture.ResNet;
import io.glimpse.checkpoint.ClipArchitecture.VisionTransformer;
import io.glimpse.checkpoint.Weights;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The two networks of a CLIP model as ONNX files, for ONNX Runtime: they use some operators of its
 * own.
 *
 * <p>Each has its weights in a file beside it, copied from the checkpoint a block at a time, so
 * that models of any size are written with a small heap.
 */
public final class ClipGraphs {

  /**
   * The image network: {@code pixels} float32 [n, 3, r, r] to {@code tokens} float32 [n, wanted,
   * d], not normalised, the first of which is what CLIP's {@code encode_image} gives and the others
   * the places of the picture. {@code wanted}, int64 [1], is 1 to 1 + h·w: the last layers spare
   * the work that only others need, and give the same values.
   */
  public static final String IMAGE = "image.onnx";

  /**
   * The text network: {@code ids} int64 [n, s], s at most the context, to {@code features} float32
   * [n, d], not normalised. The greatest id of a text marks its end, and ids behind it may be left
   * out.
   */
  public static final String TEXT = "text.onnx";

  /** What {@link #IMAGE} has beside it. */
  public static final String IMAGE_WEIGHTS = "image.weights";

  private static final String TEXT_WEIGHTS = "text.weights";

  private ClipGraphs() {}

  /** The names of all files that {@link #write} makes. */
  public static List<String> files() {
    return List.of(IMAGE, IMAGE_WEIGHTS, TEXT, TEXT_WEIGHTS);
  }

  /** About how many bytes both networks of a model take on disk. */
  public static long bytes(Weights weights) {
    long values = 0;
    for (String name : weights.names()) {
      values +=
          weights.shape(name).stream().mapToLong(Integer::longValue).reduce(1, (a, b) -> a * b);
    }
    return values * Float.BYTES;
  }

  /**
   * Writes both networks.
   *
   * @param weights checked to be those of the architecture
   * @param folder exists and has none of the {@link #files()}
   */
  public static void write(Weights weights, ClipArchitecture architecture, Path folder)
      throws IOException {
    try (WeightsFile file = WeightsFile.create(folder.resolve(IMAGE_WEIGHTS))) {
      OnnxGraph graph = new OnnxGraph("image", file);
      Files.write(folder.resolve(IMAGE), image(new Layers(graph, weights), architecture));
    }
    try (WeightsFile file = WeightsFile.create(folder.resolve(TEXT_WEIGHTS))) {
      Files.write(folder.resolve(TEXT), text(weights, architecture, file));
    }
  }

  /**
   * Whether {@link #writeInt8} can build that architecture's image network: the time of a vision
   * transformer goes to linear layers, that of a ResNet to convolutions.
   */
  public static boolean hasInt8(ClipArchitecture architecture) {
    return architecture.vision() instanceof VisionTransformer;
  }

  /**
   * Writes the image network alone, its transformer's linear layers as products of 8-bit integers.
   * All else is float32: the embedding of patches, normalisations, attention and the projection.
   *
   * @param weights checked to be those of the architecture
   * @param folder exists and has neither {@link #IMAGE} nor its weights
   */
  public static void writeInt8(Weights weights, ClipArchitecture architecture, Path folder)
      throws IOException {
    try (WeightsFile file = WeightsFile.create(folder.resolve(IMAGE_WEIGHTS))) {
      OnnxGraph graph = new OnnxGraph("image-int8", file);
      Layers layers = new Layers(graph, weights, new Int8Product(graph));
      Files.write(folder.resolve(IMAGE), image(layers, architecture));
    }
  }

  private static byte[] image(Layers layers, ClipArchitecture architecture) throws IOException {
    OnnxGraph graph = layers.graph();
    int size = architecture.vision().resolution();
    String pixels =
        graph.input(
            "pixels", OnnxGraph.FLOAT, Axis.of("n"), Axis.of(3), Axis.of(size), Axis.of(size));
    FirstTokens wanted = new FirstTokens(graph, graph.input("wanted", OnnxGraph.INT64, Axis.of(1)));
    String rows;
    if (architecture.vision() instanceof VisionTransformer tower) {
      rows = VisionTransformerGraph.append(layers, architecture, tower, pixels, wanted);
    } else {
      rows = ResNetGraph.append(layers, (ResNet) architecture.vision(), pixels, wanted);
    }
    int width = architecture.embedding();
    graph.nodeInto("tokens", "Reshape", List.of(rows, wanted.shape(width)));
    graph.output("tokens", Axis.of("n"), Axis.of("wanted"), Axis.of(width));
    return graph.model();
  }

  private static byte[] text(Weights weights, ClipArchitecture architecture, WeightsFile file)
      throws IOException {
    OnnxGraph graph = new OnnxGraph("text", file);
    Layers layers = new Layers(graph, weights);
    String ids = graph.input("ids", OnnxGraph.INT64, Axis.of("n"), Axis.of("s"));
    String rows = TextGraph.append(layers, architecture, ids);
    graph.nodeInto("features", "Identity", List.of(rows));
    graph.output("features", Axis.of("n"), Axis.of(architecture.embedding()));
    return graph.model();
  }
}
