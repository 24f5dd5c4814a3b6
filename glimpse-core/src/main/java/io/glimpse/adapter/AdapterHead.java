package io.glimpse.adapter;

import io.glimpse.feature.Labels;
import io.glimpse.matrix.Elementwise;
import io.glimpse.matrix.Matrix;
import io.glimpse.matrix.Products;
import io.glimpse.train.SoftmaxCrossEntropy;
import io.glimpse.train.SoftmaxCrossEntropy.Loss;
import org.jspecify.annotations.Nullable;

/**
 * The two sides of CLIP-Adapter: {@code logits = scale u tᵀ}, u a picture behind its adapter and t
 * the texts, which may have one of their own.
 */
final class AdapterHead {

  private final ResidualAdapter image;
  private final @Nullable ResidualAdapter textAdapter;
  private final Matrix text;
  private final Matrix unitText;
  private final float logitScale;

  /**
   * A head of adapters that may still be trained.
   *
   * @param text the rows of the classes, k x d; not modified
   */
  AdapterHead(
      ResidualAdapter image,
      @Nullable ResidualAdapter textAdapter,
      Matrix text,
      double logitScale) {
    this.logitScale = (float) logitScale;
    this.image = image;
    this.textAdapter = textAdapter;
    this.text = text;
    this.unitText = text.copy().normalizeRows();
  }

  ResidualAdapter image() {
    return image;
  }

  @Nullable ResidualAdapter textAdapter() {
    return textAdapter;
  }

  /** The texts behind their adapter, if they have one: unit rows, k x d. */
  Matrix adaptedText() {
    return textAdapter == null ? unitText : textAdapter.apply(text).unit();
  }

  /**
   * Logits of some features.
   *
   * @param features n x d, not normalised
   * @param adaptedText see {@link #adaptedText()}
   */
  Matrix logits(Matrix features, Matrix adaptedText) {
    return Elementwise.scale(
        Products.timesTransposed(image.apply(features).unit(), adaptedText), logitScale);
  }

  /** Takes one step with a batch of shots; {@code rows} says where their labels are. */
  Loss step(Matrix features, Labels labels, int[] rows, double learningRate) {
    ResidualAdapter.Pass pictures = image.apply(features);
    ResidualAdapter.Pass texts = textAdapter == null ? null : textAdapter.apply(text);
    Matrix t = texts == null ? unitText : texts.unit();
    Matrix slopes = Elementwise.scale(Products.timesTransposed(pictures.unit(), t), logitScale);
    Loss loss = SoftmaxCrossEntropy.gradient(slopes, labels, rows);
    Elementwise.scale(slopes, logitScale);
    if (textAdapter != null && texts != null) {
      textAdapter.step(texts, Products.transposedTimes(slopes, pictures.unit()), learningRate);
    }
    image.step(pictures, Products.times(slopes, t), learningRate);
    return loss;
  }
}
