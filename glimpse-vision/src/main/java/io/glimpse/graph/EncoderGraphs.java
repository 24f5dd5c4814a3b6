package io.glimpse.graph;

import io.glimpse.checkpoint.Architecture;
import io.glimpse.checkpoint.ChineseClipArchitecture;
import io.glimpse.checkpoint.ClipArchitecture;
import io.glimpse.checkpoint.PictureSize;
import io.glimpse.checkpoint.SiglipArchitecture;
import io.glimpse.checkpoint.Weights;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The networks of a model as ONNX files, for ONNX Runtime: they use some operators of its own.
 *
 * <p>Each has its weights in a file beside it, copied from the checkpoint a block at a time, so
 * that models of any size are written with a small heap.
 */
public final class EncoderGraphs {

  /**
   * The image network: {@code pixels} float32 [n, 3, height, width] to {@code tokens} float32 [n,
   * wanted, d], not normalised. The first is the picture's feature: what CLIP's {@code
   * encode_image} gives, the pooled row of SigLIP, the class token of DINO. The others are the
   * places of the picture in the same space; those of SigLIP are what its head gives for a place
   * alone. {@code wanted}, int64 [1], is 1 to 1 + places: the last layers spare the work that only
   * others need, and give the same values.
   */
  public static final String IMAGE = "image.onnx";

  /**
   * The text network of models that have one: {@code ids} int64 [n, s] to {@code features} float32
   * [n, d], not normalised.
   *
   * <ul>
   *   <li>CLIP: s is at most the context; ids behind a text's end may be left out.
   *   <li>Chinese-CLIP: s is at most the positions; ids of 0 are fillings, of which there may be
   *       any number.
   *   <li>SigLIP: s is the context, to which every text has to be filled.
   * </ul>
   */
  public static final String TEXT = "text.onnx";

  /** What {@link #IMAGE} has beside it. */
  public static final String IMAGE_WEIGHTS = "image.weights";

  private static final String TEXT_WEIGHTS = "text.weights";

  private EncoderGraphs() {}

  /** The names of all files that {@link #write} makes of a model. */
  public static List<String> files(Architecture architecture) {
    List<String> files = new ArrayList<>(List.of(IMAGE, IMAGE_WEIGHTS));
    if (architecture.hasTexts()) {
      files.addAll(List.of(TEXT, TEXT_WEIGHTS));
    }
    return files;
  }

  /** About how many bytes the networks of a model take on disk. */
  public static long bytes(Weights weights) {
    long values = 0;
    for (String name : weights.names()) {
      values +=
          weights.shape(name).stream().mapToLong(Integer::longValue).reduce(1, (a, b) -> a * b);
    }
    return values * Float.BYTES;
  }

  /**
   * Writes all networks that a model has.
   *
   * @param weights checked to be those of the architecture
   * @param folder exists and has none of the {@link #files}
   */
  public static void write(Weights weights, Architecture architecture, Path folder)
      throws IOException {
    try (WeightsFile file = WeightsFile.create(folder.resolve(IMAGE_WEIGHTS))) {
      OnnxGraph graph = new OnnxGraph("image", file);
      Files.write(folder.resolve(IMAGE), image(new Layers(graph, weights), architecture));
    }
    if (architecture.hasTexts()) {
      try (WeightsFile file = WeightsFile.create(folder.resolve(TEXT_WEIGHTS))) {
        Files.write(folder.resolve(TEXT), text(weights, architecture, file));
      }
    }
  }

  /**
   * Whether {@link #writeInt8} can build that architecture's image network: the time of a vision
   * transformer goes to linear layers, that of a ResNet to convolutions.
   */
  public static boolean hasInt8(Architecture architecture) {
    return ImageGraph.isTransformer(architecture);
  }

  /**
   * Writes the image network alone, its transformer's linear layers as products of 8-bit integers,
   * and those of a head that pools by attention. All else is float32: the embedding of patches,
   * normalisations, attention and the projection.
   *
   * @param weights checked to be those of the architecture
   * @param folder exists and has neither {@link #IMAGE} nor its weights
   */
  public static void writeInt8(Weights weights, Architecture architecture, Path folder)
      throws IOException {
    try (WeightsFile file = WeightsFile.create(folder.resolve(IMAGE_WEIGHTS))) {
      OnnxGraph graph = new OnnxGraph("image-int8", file);
      Layers layers = new Layers(graph, weights, new Int8Product(graph));
      Files.write(folder.resolve(IMAGE), image(layers, architecture));
    }
  }

  private static byte[] image(Layers layers, Architecture architecture) throws IOException {
    OnnxGraph graph = layers.graph();
    PictureSize size = architecture.picture();
    String pixels =
        graph.input(
            "pixels",
            OnnxGraph.FLOAT,
            Axis.of("n"),
            Axis.of(3),
            Axis.of(size.height()),
            Axis.of(size.width()));
    FirstTokens wanted = new FirstTokens(graph, graph.input("wanted", OnnxGraph.INT64, Axis.of(1)));
    String rows = ImageGraph.append(layers, architecture, pixels, wanted);
    int width = architecture.embedding();
    graph.nodeInto("tokens", "Reshape", List.of(rows, wanted.shape(width)));
    graph.output("tokens", Axis.of("n"), Axis.of("wanted"), Axis.of(width));
    return graph.model();
  }

  private static byte[] text(Weights weights, Architecture architecture, WeightsFile file)
      throws IOException {
    OnnxGraph graph = new OnnxGraph("text", file);
    Layers layers = new Layers(graph, weights);
    Axis length =
        architecture instanceof SiglipArchitecture siglip
            ? Axis.of(siglip.text().context())
            : Axis.of("s");
    String ids = graph.input("ids", OnnxGraph.INT64, Axis.of("n"), length);
    String rows;
    if (architecture instanceof ClipArchitecture clip) {
      rows = ClipTextGraph.append(layers, clip, ids);
    } else if (architecture instanceof ChineseClipArchitecture chinese) {
      rows = BertTextGraph.append(layers, chinese.text(), ids);
    } else {
      rows = SiglipTextGraph.append(layers, ((SiglipArchitecture) architecture).text(), ids);
    }
    graph.nodeInto("features", "Identity", List.of(rows));
    graph.output("features", Axis.of("n"), Axis.of(architecture.embedding()));
    return graph.model();
  }
}
