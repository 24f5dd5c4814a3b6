package io.glimpse.auto;

import io.glimpse.matrix.Elementwise;
import io.glimpse.matrix.Matrix;
import io.glimpse.matrix.Rows;
import io.glimpse.method.TextLogits;
import java.util.stream.IntStream;

/**
 * What the texts add to the logits of a {@link Layer}: {@code w_t 100 f uᵀ + w_t θ bias}, u being
 * the text rows less the mean of those whose classes have shots, see {@link Anchors}. The rest is
 * what the shots add.
 *
 * @param scale w_t 100, 1 x 1
 * @param bias w_t θ bias, 1 x k
 */
record TextPart(Matrix scale, Matrix bias) {

  /** Those of texts that a mixture weighs. */
  static TextPart of(Anchors anchors, Mixture mixture, int classes) {
    Matrix scale = new Matrix(1, 1);
    scale.set(0, 0, (float) (mixture.text() * Mixture.SCALE));
    Matrix bias = new Matrix(1, classes);
    double[] ofTexts = anchors.bias(classes);
    for (int c = 0; c < classes; c++) {
      bias.set(0, c, (float) (mixture.text() * mixture.bias() * ofTexts[c]));
    }
    return new TextPart(scale, bias);
  }

  /**
   * For some features.
   *
   * @param features n x d
   * @param text k x d
   * @param shots of each class, one at least of any
   * @return n x k
   */
  Matrix logits(Matrix features, Matrix text, int... shots) {
    Rows rows = Rows.of(centred(text, shots));
    Matrix logits = new TextLogits(rows, scale.get(0, 0)).of(features);
    Elementwise.addToEveryRow(bias, logits);
    return logits;
  }

  private static Matrix centred(Matrix text, int... shots) {
    int[] seen = IntStream.range(0, shots.length).filter(c -> shots[c] > 0).toArray();
    Matrix rows = new Matrix(text.rows(), text.columns());
    for (int j = 0; j < rows.columns(); j++) {
      double mean = 0;
      for (int c : seen) {
        mean += text.get(c, j);
      }
      mean /= seen.length;
      for (int c = 0; c < rows.rows(); c++) {
        rows.set(c, j, (float) (text.get(c, j) - mean));
      }
    }
    return rows;
  }
}
