package io.glimpse.graph;

import io.glimpse.checkpoint.Architecture;
import io.glimpse.checkpoint.ClipArchitecture.ResNet;
import io.glimpse.checkpoint.Weights;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The first two thirds of a model's image network as a {@link PlaceGraph}, at {@value #LEAST}
 * pixels or as many as it was trained on: a defect that an encoder does not see at 224 is four
 * times as large there.
 *
 * <p>Levels are the tokens a third and two thirds of the way through a vision transformer, as the
 * next block's attention reads them: behind its norm, since a few channels of what runs through the
 * blocks are hundreds of times as large as all others. Of a ResNet they are its second and third
 * stage. Of each level every channel is taken up to {@value #CHANNELS}, and of wider ones that many
 * at even distances, after PaDiM (Defard et al. 2021), where few channels taken blindly find
 * defects nearly as well as all: what is compared by covariances costs the square of their number.
 */
public final class EncoderPlaceGraph {

  /** Pixels a side of the pictures, at least. */
  static final int LEAST = 448;

  /** Channels of a level, at most. */
  static final int CHANNELS = 96;

  /** The network. */
  public static final String NETWORK = "places.onnx";

  private static final String WEIGHTS = "places.weights";

  /** Pixels from one cell of a ResNet's third stage to the next. */
  private static final int RESNET_STEP = 16;

  /**
   * Where the places of such a network lie.
   *
   * @param size pixels a side of the pictures
   * @param side rows and columns of places
   * @param first pixels before the first place
   * @param step pixels from one place to the next
   * @param levels their names and widths
   */
  public record Layout(int size, int side, int first, int step, List<MiddleLayer> levels) {

    /** Copies the list. */
    public Layout {
      levels = List.copyOf(levels);
    }
  }

  private EncoderPlaceGraph() {}

  /** What a model's places are. */
  public static Layout layout(Architecture architecture) {
    if (ImageGraph.isTransformer(architecture)) {
      VisionTower tower = ImageGraph.tower(architecture);
      int patch = tower.patch();
      int trained = Math.max(architecture.grid().rows(), architecture.grid().columns());
      int grid = Math.max(trained, (LEAST + patch - 1) / patch);
      List<MiddleLayer> levels =
          VisionTransformerGraph.middles(tower).stream()
              .map(depth -> new MiddleLayer("block" + depth, channels(width(tower)), 0, 1))
              .toList();
      // The average of 3 x 3 patches stands for the middle one.
      return new Layout(grid * patch, grid - 2, patch, patch, levels);
    }
    ResNet tower = ImageGraph.resNet(architecture);
    int grid = (Math.max(LEAST, tower.resolution()) + RESNET_STEP - 1) / RESNET_STEP;
    // Cells of 8 and of 16 pixels, whose averages have their centres at pixels 28 and 24.
    return new Layout(
        grid * RESNET_STEP,
        grid - 2,
        18,
        RESNET_STEP,
        List.of(
            new MiddleLayer("layer2", channels(ResNetGraph.width(tower, 1)), 2, 2),
            new MiddleLayer("layer3", channels(ResNetGraph.width(tower, 2)), 0, 1)));
  }

  private static int channels(int width) {
    return Math.min(width, CHANNELS);
  }

  /**
   * Writes {@value #NETWORK} and its weights.
   *
   * @param weights checked to be those of the architecture
   * @param folder exists and has neither
   */
  public static void write(Weights weights, Architecture architecture, Path folder)
      throws IOException {
    Layout layout = layout(architecture);
    try (WeightsFile file = WeightsFile.create(folder.resolve(WEIGHTS))) {
      OnnxGraph graph = new OnnxGraph("places", file);
      Layers layers = new Layers(graph, weights);
      String pixels = PlaceGraph.pixels(graph, layout.size());
      List<String> values =
          ImageGraph.isTransformer(architecture)
              ? VisionTransformerGraph.appendMiddles(
                  layers, ImageGraph.tower(architecture), pixels, layout.side() + 2)
              : ResNetGraph.appendMiddles(layers, ImageGraph.resNet(architecture), pixels);
      List<MiddleLayer> chosen = new ArrayList<>();
      for (int i = 0; i < values.size(); i++) {
        MiddleLayer level = layout.levels().get(i);
        String some = some(graph, values.get(i), level.width(), width(architecture, i));
        chosen.add(new MiddleLayer(some, level.width(), level.margin(), level.stride()));
      }
      PlaceGraph.append(graph, chosen, layout.side());
      Files.write(folder.resolve(NETWORK), graph.model());
    }
  }

  private static int width(Architecture architecture, int level) {
    return ImageGraph.isTransformer(architecture)
        ? width(ImageGraph.tower(architecture))
        : ResNetGraph.width(ImageGraph.resNet(architecture), 1 + level);
  }

  private static int width(VisionTower tower) {
    return tower.shape().width();
  }

  /** So many channels at even distances, out of [n, width, h, w]. */
  private static String some(OnnxGraph graph, String x, int channels, int width) {
    if (channels == width) {
      return x;
    }
    long[] taken = new long[channels];
    for (int i = 0; i < channels; i++) {
      taken[i] = (long) i * width / channels;
    }
    return graph.node("Gather", List.of(x, graph.integers(taken)), Attribute.of("axis", 1));
  }
}
