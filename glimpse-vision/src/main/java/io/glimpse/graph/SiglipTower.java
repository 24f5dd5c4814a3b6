package io.glimpse.graph;

import io.glimpse.checkpoint.Grid;
import io.glimpse.checkpoint.SiglipArchitecture.Vision;
import io.glimpse.checkpoint.TransformerShape;
import io.glimpse.graph.PlaceTable.Kernel;

/** SigLIP's vision transformer before its head: places alone, without a class token. */
record SiglipTower(Vision sizes) implements VisionTower {

  private static final String PREFIX = "vision_model.";

  @Override
  public TransformerShape shape() {
    return sizes.blocks();
  }

  @Override
  public BlockNames names() {
    return BlockNames.SIGLIP;
  }

  @Override
  public String blocks() {
    return PREFIX + "encoder.layers.";
  }

  @Override
  public String lastNorm() {
    return PREFIX + "post_layernorm";
  }

  @Override
  public int patch() {
    return sizes.patch();
  }

  @Override
  public String kernel() {
    return PREFIX + "embeddings.patch_embedding.weight";
  }

  @Override
  public int classTokens() {
    return 0;
  }

  @Override
  public float[] table(Layers layers, Grid grid) {
    float[] table =
        PlaceTable.resampled(
            layers.values(PREFIX + "embeddings.position_embedding.weight"),
            0,
            sizes.resolution() / sizes.patch(),
            grid,
            shape().width(),
            Kernel.SMOOTH);
    PlaceTable.add(
        table, 0, grid.places(), layers.values(PREFIX + "embeddings.patch_embedding.bias"));
    return table;
  }
}
