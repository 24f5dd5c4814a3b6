package io.glimpse.graph;

import io.glimpse.checkpoint.Activation;
import io.glimpse.checkpoint.ClipArchitecture.VisionTransformer;
import io.glimpse.checkpoint.Grid;
import io.glimpse.checkpoint.TransformerShape;
import io.glimpse.graph.PlaceTable.Kernel;
import java.io.IOException;

/** CLIP's vision transformer, by the names of OpenAI's state dict. */
record ClipTower(VisionTransformer sizes, TransformerShape shape) implements VisionTower {

  static ClipTower of(VisionTransformer sizes, Activation activation) {
    return new ClipTower(
        sizes,
        new TransformerShape(
            sizes.width(),
            sizes.layers(),
            sizes.heads(),
            activation,
            TransformerShape.CLIP_EPSILON));
  }

  @Override
  public BlockNames names() {
    return BlockNames.CLIP;
  }

  @Override
  public String blocks() {
    return "visual.transformer.resblocks.";
  }

  @Override
  public String lastNorm() {
    return "visual.ln_post";
  }

  @Override
  public int patch() {
    return sizes.patch();
  }

  @Override
  public String kernel() {
    return "visual.conv1.weight";
  }

  @Override
  public int classTokens() {
    return 1;
  }

  @Override
  public float[] table(Layers layers, Grid grid) {
    float[] table =
        PlaceTable.resampled(
            layers.values("visual.positional_embedding"),
            1,
            sizes.grid(),
            grid,
            shape.width(),
            Kernel.SMOOTH);
    PlaceTable.add(table, 0, 1, layers.values("visual.class_embedding"));
    return table;
  }

  @Override
  public String embedded(Layers layers, String x) throws IOException {
    return layers.layerNorm(x, "visual.ln_pre", shape);
  }
}
