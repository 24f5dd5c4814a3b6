package io.glimpse.calip;

import io.glimpse.feature.FeatureBatch;
import io.glimpse.feature.FeatureSource;
import io.glimpse.matrix.Elementwise;
import io.glimpse.matrix.Exp;
import io.glimpse.matrix.Gemm;
import io.glimpse.matrix.Matrix;
import io.glimpse.matrix.Products;
import io.glimpse.matrix.Rows;
import io.glimpse.matrix.Workers;
import io.glimpse.method.TextLogits;
import java.util.Arrays;
import java.util.function.IntConsumer;

/**
 * CALIP's attention between the spatial tokens of a picture and the texts of the classes (Guo et
 * al., AAAI 2023), as the released code computes it.
 *
 * <p>With S the spatial tokens (hw x d), g the global token, T the text rows (k x d), s the scale:
 *
 * <pre>
 * A   = s S Tᵀ                        hw x k
 * Fta = softmax over hw (A)ᵀ S        k x d    texts, guided by the picture
 * Fsa = softmax over k (A) T          hw x d   places, blended from the texts
 * Fva = mean(Fsa) + max(Fsa)          d        pooled over the places
 * </pre>
 *
 * <p>Nothing is normalised again. Fta itself is never made: its product with g needs only the
 * numbers S g.
 */
final class CalipAttention {

  /** How the blended places become one feature. */
  enum Pooling {
    MEAN_MAX,
    MEAN,
    MAX
  }

  /**
   * The terms of the logits, each n x k, multiplied by 100.
   *
   * @param plain g Tᵀ, CLIP's own
   * @param guided g Ftaᵀ, weighted by beta2
   * @param blended Fva Tᵀ, weighted by beta3
   * @param both Fva Ftaᵀ, weighted by beta4
   */
  record Terms(Matrix plain, Matrix guided, Matrix blended, Matrix both) {
    Terms(int n, int k) {
      this(new Matrix(n, k), new Matrix(n, k), new Matrix(n, k), new Matrix(n, k));
    }

    private Terms rows(int from, int to) {
      return new Terms(
          plain.rows(from, to), guided.rows(from, to), blended.rows(from, to), both.rows(from, to));
    }
  }

  private static final float LOGIT_SCALE = (float) TextLogits.SCALE;

  /** Pictures of a part of the work: enough rows for a fast product, few enough for the caches. */
  private static final int PART = 8;

  /** Pictures that are in memory at a time when they come from a file. */
  private static final int BLOCK = 64;

  private final Rows text;
  private final Gemm.Prepared textColumns;
  private final float scale;
  private final Pooling pooling;
  private final boolean withBoth;

  /**
   * Attention to some texts.
   *
   * @param text a row a class, k x d
   * @param scale s, of the attention map
   * @param withBoth whether the fourth term is wanted; it stays 0 otherwise
   */
  CalipAttention(Matrix text, double scale, Pooling pooling, boolean withBoth) {
    this.text = Rows.of(text);
    this.textColumns = Gemm.best().untransposed(text);
    this.scale = (float) scale;
    this.pooling = pooling;
    this.withBoth = withBoth;
  }

  Matrix text() {
    return text.toMatrix();
  }

  int classes() {
    return text.size();
  }

  /** The terms of all pictures of a source, read block by block. */
  Terms terms(FeatureSource source, IntConsumer done) {
    if (!source.isSpatial()) {
      throw new IllegalArgumentException(
          "CALIP needs the spatial tokens of the pictures, not only their global features");
    }
    Terms all = new Terms(source.size(), text.size());
    for (int from = 0; from < source.size(); from += BLOCK) {
      int first = from;
      FeatureBatch batch = source.read(from, Math.min(source.size(), from + BLOCK));
      Workers.shared()
          .forEachPart(
              batch.size(),
              PART,
              (begin, end) -> attend(batch.read(begin, end), all.rows(first + begin, first + end)));
      done.accept(first + batch.size());
    }
    return all;
  }

  private void attend(FeatureBatch batch, Terms terms) {
    int perImage = batch.tokensPerImage();
    Matrix globals = batch.globals();
    // Exponentials replace the cosines in place. The global rows stay among them, for a product
    // with 2 % too many rows costs less than copying all others together.
    Matrix exponentials = Products.timesTransposed(batch.tokens(), text);
    PlaceWeights[] weights = new PlaceWeights[batch.size()];
    float[] rowSums = new float[exponentials.rows()];
    for (int i = 0; i < batch.size(); i++) {
      int global = i * perImage;
      copyScaled(exponentials, global, terms.plain, i);
      weights[i] = weights(exponentials, global + 1, global + perImage, rowSums);
      weights[i].average(batch.spatial(i), globals, i, terms.guided);
    }
    Matrix blended = new Matrix(exponentials.rows(), batch.dimension());
    textColumns.multiply(exponentials, blended);
    Matrix pooled = new Matrix(batch.size(), batch.dimension());
    for (int i = 0; i < batch.size(); i++) {
      pool(blended, i * perImage + 1, (i + 1) * perImage, rowSums, pooled, i);
    }
    Matrix product = Products.timesTransposed(pooled, text);
    for (int i = 0; i < batch.size(); i++) {
      copyScaled(product, i, terms.blended, i);
      if (withBoth) {
        weights[i].average(batch.spatial(i), pooled, i, terms.both);
      }
    }
  }

  private static void copyScaled(Matrix from, int fromRow, Matrix to, int toRow) {
    int a = from.start(fromRow);
    int b = to.start(toRow);
    for (int c = 0; c < from.columns(); c++) {
      to.data()[b + c] = LOGIT_SCALE * from.data()[a + c];
    }
  }

  /** The softmax over the places of one picture, before the division. */
  private static final class PlaceWeights {

    private final Matrix exponentials;
    private final float[] sums;

    /** Takes exponentials, hw x k, as they are, and sums their columns. */
    PlaceWeights(Matrix exponentials) {
      this.exponentials = exponentials;
      this.sums = new float[exponentials.columns()];
      for (int h = 0; h < exponentials.rows(); h++) {
        Elementwise.addScaled(1, exponentials.data(), exponentials.start(h), sums, 0, sums.length);
      }
    }

    /** For every class, 100 times the mean similarity of the places with row {@code row} of f. */
    void average(Matrix spatial, Matrix f, int row, Matrix out) {
      int at = out.start(row);
      Matrix similarities = Products.timesTransposed(f.rows(row, row + 1), spatial);
      for (int h = 0; h < spatial.rows(); h++) {
        Elementwise.addScaled(LOGIT_SCALE * similarities.get(0, h), exponentials, h, out, row);
      }
      for (int c = 0; c < sums.length; c++) {
        out.data()[at + c] /= sums[c];
      }
    }
  }

  /**
   * Replaces the cosines of one picture's places by their exponentials, and sums their rows.
   *
   * <p>One exponential serves both softmaxes where no cosine is large, as those of unit rows are
   * not; elsewhere each softmax is taken by itself, with its own shifts.
   */
  private PlaceWeights weights(Matrix cosines, int from, int to, float[] rowSums) {
    Matrix places = cosines.rows(from, to);
    Matrix overPlaces = places;
    if (scale * largest(places) <= Exp.NEAR) {
      for (int h = 0; h < places.rows(); h++) {
        int at = places.start(h);
        Exp.expNearZeroInPlace(places.data(), at, at + places.columns(), scale);
      }
    } else {
      overPlaces = places.copy();
      Softmax.alongColumns(overPlaces, scale);
      Softmax.alongRows(places, scale);
    }
    for (int h = 0; h < places.rows(); h++) {
      rowSums[from + h] = sum(places, h);
    }
    return new PlaceWeights(overPlaces);
  }

  /** The largest absolute value; NaN if there is one. */
  private static float largest(Matrix m) {
    float[] line = new float[m.columns()];
    float[] largest = new float[m.columns()];
    for (int i = 0; i < m.rows(); i++) {
      System.arraycopy(m.data(), m.start(i), line, 0, line.length);
      for (int j = 0; j < line.length; j++) {
        largest[j] = Math.max(largest[j], Math.abs(line[j]));
      }
    }
    float most = 0;
    for (float value : largest) {
      most = Math.max(most, value);
    }
    return most;
  }

  private static float sum(Matrix m, int row) {
    float[] data = m.data();
    int end = m.start(row) + m.columns();
    int i = m.start(row);
    // Four sums, for each addition waits for the one before it.
    float s0 = 0;
    float s1 = 0;
    float s2 = 0;
    float s3 = 0;
    for (; i + 3 < end; i += 4) {
      s0 += data[i];
      s1 += data[i + 1];
      s2 += data[i + 2];
      s3 += data[i + 3];
    }
    for (; i < end; i++) {
      s0 += data[i];
    }
    return s0 + s1 + (s2 + s3);
  }

  /**
   * Pools the blended places of one picture: mean, largest value, or their sum, of each column.
   * Each row is copied first: the JDK's compiler takes several values at a time only where all
   * arrays are read at the same place.
   *
   * @param blended a row a token, each still to be divided by its sum of weights
   */
  private void pool(Matrix blended, int from, int to, float[] rowSums, Matrix pooled, int row) {
    int columns = blended.columns();
    float[] mean = new float[columns];
    float[] largest = new float[columns];
    float[] line = new float[columns];
    Arrays.fill(largest, Float.NEGATIVE_INFINITY);
    for (int h = from; h < to; h++) {
      System.arraycopy(blended.data(), blended.start(h), line, 0, columns);
      float factor = 1 / rowSums[h];
      for (int j = 0; j < columns; j++) {
        float value = factor * line[j];
        mean[j] += value;
        largest[j] = Math.max(largest[j], value);
      }
    }
    int at = pooled.start(row);
    for (int j = 0; j < columns; j++) {
      mean[j] /= to - from;
      pooled.data()[at + j] =
          switch (pooling) {
            case MEAN_MAX -> mean[j] + largest[j];
            case MEAN -> mean[j];
            case MAX -> largest[j];
          };
    }
  }
}
