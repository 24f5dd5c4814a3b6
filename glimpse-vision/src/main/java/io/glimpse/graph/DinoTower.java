package io.glimpse.graph;

import io.glimpse.checkpoint.DinoArchitecture;
import io.glimpse.checkpoint.DinoArchitecture.Rotary;
import io.glimpse.checkpoint.DinoArchitecture.Table;
import io.glimpse.checkpoint.Grid;
import io.glimpse.checkpoint.TransformerShape;
import io.glimpse.graph.PlaceTable.Kernel;
import java.io.IOException;

/** The vision transformers of DINOv2, which has a table of places, and DINOv3, which has none. */
record DinoTower(DinoArchitecture sizes) implements VisionTower {

  private static final String PREFIX = "embeddings.";

  private boolean isSecond() {
    return sizes.positions() instanceof Table;
  }

  @Override
  public TransformerShape shape() {
    return sizes.blocks();
  }

  @Override
  public BlockNames names() {
    return isSecond() ? BlockNames.dino2(sizes.gated()) : BlockNames.dino3(sizes.gated());
  }

  @Override
  public String blocks() {
    return isSecond() ? "encoder.layer." : "layer.";
  }

  @Override
  public String lastNorm() {
    return isSecond() ? "layernorm" : "norm";
  }

  @Override
  public int patch() {
    return sizes.patch();
  }

  @Override
  public String kernel() {
    return patches() + ".weight";
  }

  private String patches() {
    return PREFIX + (isSecond() ? "patch_embeddings.projection" : "patch_embeddings");
  }

  @Override
  public int classTokens() {
    return 1;
  }

  @Override
  public int registers() {
    return sizes.registers();
  }

  @Override
  public float[] table(Layers layers, Grid grid) {
    int width = shape().width();
    float[] table = new float[Math.multiplyExact(tokens(grid), width)];
    if (sizes.positions() instanceof Table stored) {
      float[] places =
          PlaceTable.resampled(
              layers.values(PREFIX + "position_embeddings"),
              1,
              stored.side(),
              grid,
              width,
              stored.antialiased() ? Kernel.ANTIALIASED : Kernel.SHARP);
      System.arraycopy(places, 0, table, 0, places.length);
    }
    PlaceTable.add(table, 0, 1, layers.values(PREFIX + "cls_token"));
    PlaceTable.add(table, 1, grid.places(), layers.values(patches() + ".bias"));
    if (registers() > 0) {
      float[] registers = layers.values(PREFIX + "register_tokens");
      System.arraycopy(registers, 0, table, (1 + grid.places()) * width, registers() * width);
    }
    return table;
  }

  @Override
  public Attention attention(Layers layers, Grid grid) throws IOException {
    Attention plain = VisionTower.super.attention(layers, grid);
    return sizes.positions() instanceof Rotary rotary
        ? Rotation.of(this, rotary.base(), layers.graph(), grid).before(plain)
        : plain;
  }
}
