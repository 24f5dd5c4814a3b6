package io.glimpse.graph;

import io.glimpse.checkpoint.Grid;
import io.glimpse.checkpoint.TransformerShape;
import java.io.IOException;

/**
 * What a family's vision transformer consists of. Its tokens are the class token, if it has one,
 * the places row by row, and registers: where these stand makes no difference to the others, and at
 * the end they are in nobody's way.
 */
interface VisionTower {

  TransformerShape shape();

  BlockNames names();

  /** What a block's number follows in the names of its tensors. */
  String blocks();

  /** The norm behind the last block. */
  String lastNorm();

  /** Pixels a side of a patch. */
  int patch();

  /** The tensor [width, 3, patch, patch] that patches are multiplied by. */
  String kernel();

  /** Class tokens: 1 or 0. */
  int classTokens();

  /** Tokens behind the places. */
  default int registers() {
    return 0;
  }

  /** How many tokens a picture becomes. */
  default int tokens(Grid grid) {
    return classTokens() + grid.places() + registers();
  }

  /**
   * What is added to the products of the patches: the table of positions for a grid, the bias of
   * the patches, and whole tokens where no patches are.
   *
   * @return [tokens, width]
   */
  float[] table(Layers layers, Grid grid);

  /** Appends what comes between the tokens [n · s, width] and the first block. */
  default String embedded(Layers layers, String x) throws IOException {
    return x;
  }

  /** How tokens attend to each other. */
  default Attention attention(Layers layers, Grid grid) throws IOException {
    return (q, k, v) -> layers.imageAttention(q, k, v, shape());
  }
}
