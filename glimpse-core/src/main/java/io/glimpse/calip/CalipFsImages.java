package io.glimpse.calip;

import io.glimpse.feature.FeatureBatch;
import io.glimpse.matrix.Elementwise;
import io.glimpse.matrix.Matrix;
import io.glimpse.matrix.Products;
import io.glimpse.matrix.Workers;
import java.util.Arrays;

/**
 * The pictures' side of CALIP-FS's attention, for one batch.
 *
 * <p>With x the tokens of a picture behind the hidden layers, g its global feature and M, c and P
 * of {@link CalipFsTexts}:
 *
 * <pre>
 * [A B] = (x Mᵀ + [0 c]) / √d                        hw x 2k
 * At = softmax over hw (A),  As = softmax over k (B)  hw x k
 * p   = x Wvᵀ Wpᵀ g + bv · Wpᵀ g                      hw
 * g Ftaᵀ = pᵀ At + bp · g                             k
 * Fsa = As P,  Fva = mean(Fsa) + max(Fsa)             hw x d,  d
 * logits = scale (β₁ g Tᵀ + β₂ g Ftaᵀ + β₃ Fva Tᵀ)
 * </pre>
 *
 * <p>Fta, which is k x d for every picture, is never made. Matrices have a row for every token; the
 * rows of global tokens take no part and stay zero where that matters.
 */
final class CalipFsImages {

  private final CalipFsTexts texts;
  private final Matrix globals;
  private final int perImage;
  private final int k;
  private final float scale;
  private final HiddenLayers layers;
  private final Matrix input;

  /** Wpᵀ g and Wvᵀ Wpᵀ g, a row a picture. */
  private final Matrix postGlobals;

  private final Matrix valueGlobals;

  /** p, one a token. */
  private final float[] similarities;

  private final Matrix overPlaces;
  private final Matrix overClasses;

  /** pᵀ At, a row a picture. */
  private final Matrix averages;

  private final Matrix pooled;

  /** The token with the largest value of each column of Fsa, a row a picture. */
  private final int[] largest;

  /** Applies the attention to the pictures of a batch, which have spatial tokens. */
  CalipFsImages(CalipFsTexts texts, FeatureBatch batch) {
    CalipFsWeights weights = texts.weights();
    int n = batch.size();
    this.texts = texts;
    this.globals = batch.globals();
    this.perImage = batch.tokensPerImage();
    this.k = texts.size();
    this.scale = (float) (1 / Math.sqrt(batch.dimension()));
    this.layers = new HiddenLayers(weights.hidden(), batch.tokens());
    this.input = layers.output();
    this.postGlobals = Products.times(globals, weights.post().weight());
    this.valueGlobals = Products.times(postGlobals, weights.value().weight());
    this.similarities = new float[input.rows()];
    Matrix scores = Products.timesTransposed(input, texts.maps());
    this.overPlaces = scores.columns(0, k);
    this.overClasses = scores.columns(k, 2 * k);
    this.averages = new Matrix(n, k);
    Workers.shared().forEach(n, this::attend);
    Matrix blended = Products.times(overClasses, texts.blends());
    this.pooled = new Matrix(n, batch.dimension());
    this.largest = new int[pooled.data().length];
    Workers.shared().forEach(n, image -> pool(blended, image));
  }

  private int firstToken(int image) {
    return image * perImage + 1;
  }

  private int endToken(int image) {
    return (image + 1) * perImage;
  }

  private void attend(int image) {
    int from = firstToken(image);
    int to = endToken(image);
    int global = image * perImage;
    Arrays.fill(overPlaces.data(), overPlaces.start(global), overPlaces.start(global) + 2 * k, 0);
    double bias = postGlobals.dot(image, texts.weights().value().bias(), 0);
    for (int r = from; r < to; r++) {
      similarities[r] = (float) (input.dot(r, valueGlobals, image) + bias);
      for (int c = 0; c < k; c++) {
        overClasses.data()[overClasses.start(r) + c] += texts.keyBias()[c];
      }
    }
    Softmax.alongColumns(overPlaces.rows(from, to), scale);
    Softmax.alongRows(overClasses.rows(from, to), scale);
    for (int r = from; r < to; r++) {
      Elementwise.addScaled(similarities[r], overPlaces, r, averages, image);
    }
  }

  private void pool(Matrix blended, int image) {
    int d = blended.columns();
    int at = pooled.start(image);
    float[] most = new float[d];
    Arrays.fill(most, Float.NEGATIVE_INFINITY);
    float share = 1f / (perImage - 1);
    for (int r = firstToken(image); r < endToken(image); r++) {
      int from = blended.start(r);
      for (int j = 0; j < d; j++) {
        float value = blended.data()[from + j];
        pooled.data()[at + j] += share * value;
        if (value > most[j]) {
          most[j] = value;
          largest[at + j] = r;
        }
      }
    }
    for (int j = 0; j < d; j++) {
      pooled.data()[at + j] += most[j];
    }
  }

  /**
   * The terms of the logits, each n x k, multiplied by the logit scale.
   *
   * @param plain weighted by beta1
   * @param guided weighted by beta2
   * @param blended weighted by beta3
   */
  record Terms(Matrix plain, Matrix guided, Matrix blended) {

    /** {@code β₁ plain + β₂ guided + β₃ blended}. */
    Matrix sum(float beta1, float beta2, float beta3) {
      Matrix logits = new Matrix(plain.rows(), plain.columns());
      for (int i = 0; i < logits.data().length; i++) {
        logits.data()[i] =
            beta1 * plain.data()[i] + beta2 * guided.data()[i] + beta3 * blended.data()[i];
      }
      return logits;
    }
  }

  Terms terms() {
    float factor = (float) texts.logitScale();
    Matrix plain = Products.timesTransposed(globals, texts.text());
    Matrix blended = Products.timesTransposed(pooled, texts.text());
    Matrix guided = new Matrix(averages.rows(), k);
    for (int i = 0; i < guided.rows(); i++) {
      float bias = (float) globals.dot(i, texts.weights().post().bias(), 0);
      for (int c = 0; c < k; c++) {
        int at = guided.start(i) + c;
        guided.data()[at] = factor * (averages.data()[at] + bias);
        plain.data()[at] *= factor;
        blended.data()[at] *= factor;
      }
    }
    return new Terms(plain, guided, blended);
  }

  /**
   * Adds the gradient of these pictures.
   *
   * @param slopes of the loss by the logits, n x k
   * @param gradient of the weights
   */
  void addGradient(Matrix slopes, CalipFsWeights gradient) {
    CalipFsWeights weights = texts.weights();
    addBetas(slopes, gradient.betas());
    Matrix dAverages =
        Elementwise.scale(slopes.copy(), texts.logitScale() * weights.betas().get(0, 1));
    Matrix dPooled =
        Products.times(
            Elementwise.scale(slopes.copy(), texts.logitScale() * weights.betas().get(0, 2)),
            texts.text());

    Matrix dBlended = new Matrix(input.rows(), dPooled.columns());
    Workers.shared().forEach(globals.rows(), image -> unpool(dPooled, dBlended, image));
    Matrix dOverClasses = Products.timesTransposed(dBlended, texts.blends());
    Matrix dBlends = Products.transposedTimes(overClasses, dBlended);

    Matrix dScores = new Matrix(input.rows(), 2 * k);
    float[] dSimilarities = new float[input.rows()];
    Matrix dValueGlobals = new Matrix(globals.rows(), input.columns());
    Workers.shared()
        .forEach(
            globals.rows(),
            image -> {
              for (int r = firstToken(image); r < endToken(image); r++) {
                dSimilarities[r] = throughPlaces(r, image, dAverages, dScores);
                throughClasses(r, dOverClasses, dScores);
                Elementwise.addScaled(dSimilarities[r], input, r, dValueGlobals, image);
              }
            });
    addSimilarities(dSimilarities, dValueGlobals, dAverages, gradient);
    texts.addGradient(
        Products.transposedTimes(dScores, input), keyBiasSlopes(dScores), dBlends, gradient);
    if (!weights.hidden().isEmpty()) {
      Matrix dInput = Products.times(dScores, texts.maps());
      for (int r = 0; r < dInput.rows(); r++) {
        Elementwise.addScaled(dSimilarities[r], valueGlobals, r / perImage, dInput, r);
      }
      layers.addGradient(dInput, gradient.hidden());
    }
  }

  private void addBetas(Matrix slopes, Matrix dBetas) {
    Terms terms = terms();
    for (int i = 0; i < slopes.rows(); i++) {
      dBetas.data()[0] += (float) slopes.dot(i, terms.plain, i);
      dBetas.data()[1] += (float) slopes.dot(i, terms.guided, i);
      dBetas.data()[2] += (float) slopes.dot(i, terms.blended, i);
    }
  }

  /** From Fva to Fsa: an equal part for every place, and the whole for the largest. */
  private void unpool(Matrix dPooled, Matrix dBlended, int image) {
    float share = 1f / (perImage - 1);
    for (int r = firstToken(image); r < endToken(image); r++) {
      Elementwise.addScaled(share, dPooled, image, dBlended, r);
    }
    int at = dPooled.start(image);
    for (int j = 0; j < dPooled.columns(); j++) {
      dBlended.data()[dBlended.start(largest[at + j]) + j] += dPooled.data()[at + j];
    }
  }

  /** From g Ftaᵀ to A; gives the slope by p. */
  private float throughPlaces(int row, int image, Matrix dAverages, Matrix dScores) {
    int weight = overPlaces.start(row);
    int slope = dAverages.start(image);
    int at = dScores.start(row);
    float sum = 0;
    for (int c = 0; c < k; c++) {
      float share = overPlaces.data()[weight + c] * dAverages.data()[slope + c];
      sum += share;
      dScores.data()[at + c] = scale * share * (similarities[row] - averages.data()[slope + c]);
    }
    return sum;
  }

  /** From As to B. */
  private void throughClasses(int row, Matrix dOverClasses, Matrix dScores) {
    float mean = (float) overClasses.dot(row, dOverClasses, row);
    int weight = overClasses.start(row);
    int slope = dOverClasses.start(row);
    int at = dScores.start(row) + k;
    for (int c = 0; c < k; c++) {
      dScores.data()[at + c] =
          scale * overClasses.data()[weight + c] * (dOverClasses.data()[slope + c] - mean);
    }
  }

  /** From p, and from bp · g, to the value and post projections. */
  private void addSimilarities(
      float[] dSimilarities, Matrix dValueGlobals, Matrix dAverages, CalipFsWeights gradient) {
    CalipFsWeights weights = texts.weights();
    Matrix dPostGlobals = Products.timesTransposed(dValueGlobals, weights.value().weight());
    for (int image = 0; image < globals.rows(); image++) {
      float sum = 0;
      for (int r = firstToken(image); r < endToken(image); r++) {
        sum += dSimilarities[r];
      }
      Elementwise.addScaled(sum, weights.value().bias(), 0, dPostGlobals, image);
      Elementwise.addScaled(sum, postGlobals, image, gradient.value().bias(), 0);
      float bias = 0;
      for (int c = 0; c < k; c++) {
        bias += dAverages.get(image, c);
      }
      Elementwise.addScaled(bias, globals, image, gradient.post().bias(), 0);
    }
    Elementwise.addScaled(
        1, Products.transposedTimes(postGlobals, dValueGlobals), gradient.value().weight());
    Elementwise.addScaled(
        1, Products.transposedTimes(globals, dPostGlobals), gradient.post().weight());
  }

  private float[] keyBiasSlopes(Matrix dScores) {
    float[] sums = new float[k];
    for (int r = 0; r < dScores.rows(); r++) {
      int at = dScores.start(r) + k;
      for (int c = 0; c < k; c++) {
        sums[c] += dScores.data()[at + c];
      }
    }
    return sums;
  }
}
