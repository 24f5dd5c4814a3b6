package io.glimpse.calip;

import io.glimpse.matrix.Elementwise;
import io.glimpse.matrix.Matrix;
import io.glimpse.matrix.Products;

/**
 * The texts' side of CALIP-FS's attention, computed once for all pictures of a batch.
 *
 * <p>With x the texts T (k x d) behind the hidden layers, if any:
 *
 * <pre>
 * Q = x Wqᵀ + bq,  K = x Wkᵀ + bk,  V = x Wvᵀ + bv      k x d
 * M = [Q Wk; K Wq]                                      2k x h
 * c = K bq                                              k
 * P = V Wpᵀ + bp                                        k x d
 * </pre>
 *
 * <p>A picture's tokens s then need no projection of their own: the attention of text i to token j
 * is {@code Q_i · (Wk s_j + bk) = M_i · s_j} up to a term that is the same for all tokens, which
 * the softmax over them cancels; that of token j to text i is {@code (Wq s_j + bq) · K_i = M_(k+i)
 * · s_j + c_i}; and rows of weights that sum to 1 may be mixed behind the last layer, in P, as well
 * as before it.
 */
final class CalipFsTexts {

  private final CalipFsWeights weights;
  private final Matrix text;
  private final double logitScale;
  private final HiddenLayers layers;
  private final Matrix input;
  private final Matrix queries;
  private final Matrix keys;
  private final Matrix values;
  private final Matrix maps;
  private final float[] keyBias;
  private final Matrix blends;

  /**
   * Computes all that depends on the texts.
   *
   * @param text T, k x d
   * @param logitScale what multiplies all terms of the logits: 100 in CLIP
   */
  CalipFsTexts(CalipFsWeights weights, Matrix text, double logitScale) {
    this.text = text;
    this.logitScale = logitScale;
    this.weights = weights;
    this.layers = new HiddenLayers(weights.hidden(), text);
    this.input = layers.output();
    this.queries = weights.query().apply(input);
    this.keys = weights.key().apply(input);
    this.values = weights.value().apply(input);
    this.maps = new Matrix(2 * text.rows(), input.columns());
    maps.setRows(0, Products.times(queries, weights.key().weight()));
    maps.setRows(text.rows(), Products.times(keys, weights.query().weight()));
    this.keyBias = Products.timesTransposed(weights.query().bias(), keys).row(0);
    this.blends = weights.post().apply(values);
  }

  int size() {
    return queries.rows();
  }

  CalipFsWeights weights() {
    return weights;
  }

  /** T, k x d. */
  Matrix text() {
    return text;
  }

  double logitScale() {
    return logitScale;
  }

  /** M, 2k x h. */
  Matrix maps() {
    return maps;
  }

  /** c, k values. */
  float[] keyBias() {
    return keyBias;
  }

  /** P, k x d. */
  Matrix blends() {
    return blends;
  }

  /**
   * Adds what the texts' side contributes to the gradient.
   *
   * @param dMaps slopes by M
   * @param dKeyBias slopes by c
   * @param dBlends slopes by P
   */
  void addGradient(Matrix dMaps, float[] dKeyBias, Matrix dBlends, CalipFsWeights gradient) {
    int k = size();
    Matrix dFirst = dMaps.rows(0, k);
    Matrix dSecond = dMaps.rows(k, 2 * k);
    Matrix dQueries = Products.timesTransposed(dFirst, weights.key().weight());
    Elementwise.addScaled(1, Products.transposedTimes(queries, dFirst), gradient.key().weight());
    Matrix dKeys = Products.timesTransposed(dSecond, weights.query().weight());
    Elementwise.addScaled(1, Products.transposedTimes(keys, dSecond), gradient.query().weight());
    for (int i = 0; i < k; i++) {
      for (int j = 0; j < keys.columns(); j++) {
        gradient.query().bias().data()[j] += dKeyBias[i] * keys.get(i, j);
        dKeys.data()[dKeys.start(i) + j] += dKeyBias[i] * weights.query().bias().data()[j];
      }
    }
    Matrix dValues = Products.times(dBlends, weights.post().weight());
    gradient.post().addGradient(dBlends, values);
    gradient.query().addGradient(dQueries, input);
    gradient.key().addGradient(dKeys, input);
    gradient.value().addGradient(dValues, input);
    if (!weights.hidden().isEmpty()) {
      Matrix dInput = Products.times(dQueries, weights.query().weight());
      Elementwise.addScaled(1, Products.times(dKeys, weights.key().weight()), dInput);
      Elementwise.addScaled(1, Products.times(dValues, weights.value().weight()), dInput);
      layers.addGradient(dInput, gradient.hidden());
    }
  }
}
