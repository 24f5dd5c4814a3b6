package io.glimpse.graph;

import io.glimpse.checkpoint.Activation;
import io.glimpse.checkpoint.Architecture;
import io.glimpse.checkpoint.ChineseClipArchitecture;
import io.glimpse.checkpoint.ClipArchitecture;
import io.glimpse.checkpoint.ClipArchitecture.ResNet;
import io.glimpse.checkpoint.ClipArchitecture.Vision;
import io.glimpse.checkpoint.ClipArchitecture.VisionTransformer;
import io.glimpse.checkpoint.DinoArchitecture;
import io.glimpse.checkpoint.SiglipArchitecture;
import java.io.IOException;
import java.util.List;

/** The image tower of every family. */
final class ImageGraph {

  private ImageGraph() {}

  /** Appends the tower from pixels [n, 3, height, width] to the wanted tokens [n · wanted, d]. */
  static String append(Layers layers, Architecture model, String pixels, FirstTokens wanted)
      throws IOException {
    if (!isTransformer(model)) {
      return ResNetGraph.append(layers, resNet(model), pixels, wanted);
    }
    VisionTower tower = tower(model);
    if (model instanceof SiglipArchitecture) {
      String x = VisionTransformerGraph.append(layers, tower, model.picture(), pixels);
      return PoolingHead.append(layers, tower.shape(), model.grid(), x, wanted);
    }
    String x = VisionTransformerGraph.append(layers, tower, model.picture(), pixels, wanted);
    return model instanceof DinoArchitecture
        ? x
        : layers.graph().node("Gemm", List.of(x, layers.weight("visual.proj")));
  }

  /** Whether the tower is a vision transformer. */
  static boolean isTransformer(Architecture model) {
    return model instanceof SiglipArchitecture
        || model instanceof DinoArchitecture
        || vision(model) instanceof VisionTransformer;
  }

  /** The vision transformer of a model that has one. */
  static VisionTower tower(Architecture model) {
    if (model instanceof SiglipArchitecture siglip) {
      return new SiglipTower(siglip.vision());
    }
    if (model instanceof DinoArchitecture dino) {
      return new DinoTower(dino);
    }
    Activation activation =
        model instanceof ChineseClipArchitecture chinese
            ? chinese.activation()
            : ((ClipArchitecture) model).activation();
    return ClipTower.of((VisionTransformer) vision(model), activation);
  }

  /** The ResNet of a model whose tower is no vision transformer. */
  static ResNet resNet(Architecture model) {
    return (ResNet) vision(model);
  }

  private static Vision vision(Architecture model) {
    return model instanceof ChineseClipArchitecture chinese
        ? chinese.vision()
        : ((ClipArchitecture) model).vision();
  }
}
