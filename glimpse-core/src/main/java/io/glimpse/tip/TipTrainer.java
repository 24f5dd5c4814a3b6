package io.glimpse.tip;

import io.glimpse.feature.Cache;
import io.glimpse.feature.Labels;
import io.glimpse.matrix.Elementwise;
import io.glimpse.matrix.Exp;
import io.glimpse.matrix.Matrix;
import io.glimpse.matrix.Products;
import io.glimpse.matrix.Workers;
import io.glimpse.train.AdamW;
import io.glimpse.train.SoftmaxCrossEntropy;

/**
 * Trains the keys F of a cache by the cross-entropy of
 *
 * <pre>z = 100 f Wᵀ + α φ L,  φ = exp(-β (1 - f Fᵀ))</pre>
 *
 * <p>so that {@code ∂F = (α β φ ∘ ∂z Lᵀ)ᵀ f}. Matrices have a row per key and a column per picture
 * of the batch: then the labels add whole rows, and the small batch is what products prepare.
 */
final class TipTrainer {

  /** Keys of a part of the work. */
  private static final int PART = 64;

  private final Matrix keys;
  private final Cache cache;
  private final float alpha;
  private final float beta;
  private final AdamW optimiser;

  /**
   * Starts from the keys of a cache.
   *
   * @param cache not modified
   */
  TipTrainer(Cache cache, double alpha, double beta, double weightDecay, double epsilon) {
    this.keys = cache.keys().toMatrix();
    this.cache = cache;
    this.alpha = (float) alpha;
    this.beta = (float) beta;
    this.optimiser = new AdamW(keys.data().length, weightDecay, epsilon);
  }

  /** The keys as they are now, m x d; changed by every step. */
  Matrix keys() {
    return keys;
  }

  /**
   * Takes one step.
   *
   * @param features the pictures f of a batch, n x d
   * @param text their logits by the texts alone, n x k; overwritten
   * @param labels the classes of all shots
   * @param rows the n shots of the batch
   */
  SoftmaxCrossEntropy.Loss step(
      Matrix features, Matrix text, Labels labels, int[] rows, double learningRate) {
    Matrix phi = Products.timesTransposed(keys, features);
    forEachKey(phi, this::sharpen);
    Matrix logits = text;
    addVotes(phi, logits);
    SoftmaxCrossEntropy.Loss loss = SoftmaxCrossEntropy.gradient(logits, labels, rows);
    Matrix slopes = logits.transposed();
    forEachKey(phi, (m, key) -> multiplyBySlope(m, key, slopes));
    Matrix gradient = Products.times(phi, features);
    optimiser.step(keys.data(), gradient.data(), learningRate);
    return loss;
  }

  @FunctionalInterface
  private interface KeyRow {
    void update(Matrix phi, int key);
  }

  private static void forEachKey(Matrix phi, KeyRow row) {
    Workers.shared()
        .forEachPart(
            phi.rows(),
            PART,
            (from, to) -> {
              for (int key = from; key < to; key++) {
                row.update(phi, key);
              }
            });
  }

  private void sharpen(Matrix affinity, int key) {
    int from = affinity.start(key);
    Exp.expInPlace(affinity.data(), from, from + affinity.columns(), beta, -beta);
  }

  /** {@code logits += α φ L}. */
  private void addVotes(Matrix phi, Matrix logits) {
    int n = phi.columns();
    Matrix votes = new Matrix(logits.columns(), n);
    for (int key = 0; key < phi.rows(); key++) {
      if (cache.isSoft()) {
        for (int c = 0; c < votes.rows(); c++) {
          if (cache.share(key, c) != 0) {
            Elementwise.addScaled(cache.share(key, c), phi, key, votes, c);
          }
        }
      } else {
        Elementwise.addScaled(1, phi, key, votes, cache.label(key));
      }
    }
    for (int i = 0; i < n; i++) {
      for (int c = 0; c < logits.columns(); c++) {
        logits.data()[logits.start(i) + c] += alpha * votes.data()[c * n + i];
      }
    }
  }

  /** {@code φ ← α β φ ∘ L ∂zᵀ} for one key: the slope of its affinities. */
  private void multiplyBySlope(Matrix phi, int key, Matrix slopes) {
    int n = phi.columns();
    float[] slope = new float[n];
    if (cache.isSoft()) {
      for (int c = 0; c < slopes.rows(); c++) {
        if (cache.share(key, c) != 0) {
          Elementwise.addScaled(cache.share(key, c), slopes.data(), slopes.start(c), slope, 0, n);
        }
      }
    } else {
      System.arraycopy(slopes.data(), slopes.start(cache.label(key)), slope, 0, n);
    }
    float factor = alpha * beta;
    int from = phi.start(key);
    for (int i = 0; i < n; i++) {
      phi.data()[from + i] *= factor * slope[i];
    }
  }
}
