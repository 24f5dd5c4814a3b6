package io.glimpse.method;

import io.glimpse.feature.FeatureBatch;
import io.glimpse.feature.FeatureSource;
import io.glimpse.matrix.Exp;
import io.glimpse.matrix.Gemm;
import io.glimpse.matrix.Matrix;
import io.glimpse.matrix.Products;
import io.glimpse.matrix.Rows;
import io.glimpse.matrix.Workers;
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

  private static final float LOGIT_SCALE = 100;

  /** Pictures of a part of the work: enough rows for a fast product, few enough for the caches. */
  private static final int PART = 8;

  /** Pictures that are in memory at a time when they come from a file. */
  private static final int BLOCK = 64;

  /** Above this spread of A, one shift for all exponents of a picture would lose small ones. */
  private static final float SAFE_SPREAD = 60;

  private final Rows text;
  private final Gemm.Transposed textColumns;
  private final float scale;
  private final Pooling pooling;

  CalipAttention(Matrix text, double scale, Pooling pooling) {
    this.text = Rows.of(text);
    this.textColumns = Gemm.best().transposed(text.transposed());
    this.scale = (float) scale;
    this.pooling = pooling;
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
      int parts = (batch.size() + PART - 1) / PART;
      Workers.shared()
          .forEach(
              parts,
              part -> {
                int begin = part * PART;
                int end = Math.min(batch.size(), begin + PART);
                attend(batch.read(begin, end), all.rows(first + begin, first + end));
              });
      done.accept(first + batch.size());
    }
    return all;
  }

  private void attend(FeatureBatch batch, Terms terms) {
    int perImage = batch.tokensPerImage();
    int places = perImage - 1;
    int k = text.size();
    Matrix cosines = Products.timesTransposed(batch.tokens(), text);
    Matrix overPlaces = new Matrix(batch.size() * places, k);
    Matrix overClasses = new Matrix(batch.size() * places, k);
    Matrix globals = batch.globals();
    for (int i = 0; i < batch.size(); i++) {
      copyScaled(cosines, i * perImage, terms.plain, i);
      softmaxes(
          cosines.rows(i * perImage + 1, (i + 1) * perImage),
          overPlaces.rows(i * places, (i + 1) * places),
          overClasses.rows(i * places, (i + 1) * places));
      average(batch.spatial(i), globals, i, overPlaces, terms.guided);
    }
    Matrix blended = new Matrix(batch.size() * places, batch.dimension());
    textColumns.multiply(overClasses, blended);
    Matrix pooled = new Matrix(batch.size(), batch.dimension());
    for (int i = 0; i < batch.size(); i++) {
      pool(blended.rows(i * places, (i + 1) * places), pooled, i);
    }
    Matrix product = Products.timesTransposed(pooled, text);
    for (int i = 0; i < batch.size(); i++) {
      copyScaled(product, i, terms.blended, i);
      average(batch.spatial(i), pooled, i, overPlaces, terms.both);
    }
  }

  private static void copyScaled(Matrix from, int fromRow, Matrix to, int toRow) {
    int a = from.start(fromRow);
    int b = to.start(toRow);
    for (int c = 0; c < from.columns(); c++) {
      to.data()[b + c] = LOGIT_SCALE * from.data()[a + c];
    }
  }

  /**
   * {@code 100 · weightsᵀ (S f)}: for every class, the mean similarity of the places with a
   * feature.
   *
   * @param weights of all pictures of a part; a column of one picture's rows sums to 1
   */
  private static void average(Matrix spatial, Matrix f, int row, Matrix weights, Matrix out) {
    int at = out.start(row);
    int places = spatial.rows();
    for (int h = 0; h < places; h++) {
      float similarity = (float) (LOGIT_SCALE * spatial.dot(h, f, row));
      addScaled(
          weights.data(),
          weights.start(row * places + h),
          similarity,
          out.data(),
          at,
          out.columns());
    }
  }

  private static void addScaled(float[] x, int from, float factor, float[] y, int at, int count) {
    for (int j = 0; j < count; j++) {
      y[at + j] = Math.fma(factor, x[from + j], y[at + j]);
    }
  }

  /** Both softmaxes of {@code scale · cosines}; one exponential serves them where that is exact. */
  private void softmaxes(Matrix cosines, Matrix overPlaces, Matrix overClasses) {
    float least = Float.POSITIVE_INFINITY;
    float most = Float.NEGATIVE_INFINITY;
    for (int h = 0; h < cosines.rows(); h++) {
      int at = cosines.start(h);
      for (int c = 0; c < cosines.columns(); c++) {
        least = Math.min(least, cosines.data()[at + c]);
        most = Math.max(most, cosines.data()[at + c]);
      }
    }
    boolean oneShift = scale * (most - least) < SAFE_SPREAD;
    for (int h = 0; h < cosines.rows(); h++) {
      float shift = oneShift ? most : cosines.get(h, cosines.argmax(h));
      exponentials(cosines, h, shift, overClasses);
    }
    if (oneShift) {
      for (int h = 0; h < cosines.rows(); h++) {
        System.arraycopy(
            overClasses.data(),
            overClasses.start(h),
            overPlaces.data(),
            overPlaces.start(h),
            cosines.columns());
      }
    } else {
      exponentialsByClass(cosines, overPlaces);
    }
    divideRows(overClasses);
    divideColumns(overPlaces);
  }

  private void exponentials(Matrix cosines, int row, float shift, Matrix out) {
    int from = cosines.start(row);
    int at = out.start(row);
    System.arraycopy(cosines.data(), from, out.data(), at, cosines.columns());
    Exp.expInPlace(out.data(), at, at + cosines.columns(), scale, -scale * shift);
  }

  private void exponentialsByClass(Matrix cosines, Matrix out) {
    for (int c = 0; c < cosines.columns(); c++) {
      float most = Float.NEGATIVE_INFINITY;
      for (int h = 0; h < cosines.rows(); h++) {
        most = Math.max(most, cosines.get(h, c));
      }
      for (int h = 0; h < cosines.rows(); h++) {
        out.set(h, c, Exp.exp(scale * (cosines.get(h, c) - most)));
      }
    }
  }

  private static void divideRows(Matrix m) {
    for (int h = 0; h < m.rows(); h++) {
      int at = m.start(h);
      float sum = 0;
      for (int c = 0; c < m.columns(); c++) {
        sum += m.data()[at + c];
      }
      float factor = 1 / sum;
      for (int c = 0; c < m.columns(); c++) {
        m.data()[at + c] *= factor;
      }
    }
  }

  private static void divideColumns(Matrix m) {
    float[] sums = new float[m.columns()];
    for (int h = 0; h < m.rows(); h++) {
      addScaled(m.data(), m.start(h), 1, sums, 0, sums.length);
    }
    for (int h = 0; h < m.rows(); h++) {
      int at = m.start(h);
      for (int c = 0; c < sums.length; c++) {
        m.data()[at + c] /= sums[c];
      }
    }
  }

  /** Mean, largest value, or their sum, of each column over the places. */
  private void pool(Matrix blended, Matrix pooled, int row) {
    int columns = blended.columns();
    float[] mean = new float[columns];
    float[] largest = new float[columns];
    Arrays.fill(largest, Float.NEGATIVE_INFINITY);
    for (int h = 0; h < blended.rows(); h++) {
      int at = blended.start(h);
      addScaled(blended.data(), at, 1f / blended.rows(), mean, 0, columns);
      for (int j = 0; j < columns; j++) {
        largest[j] = Math.max(largest[j], blended.data()[at + j]);
      }
    }
    int at = pooled.start(row);
    for (int j = 0; j < columns; j++) {
      pooled.data()[at + j] =
          switch (pooling) {
            case MEAN_MAX -> mean[j] + largest[j];
            case MEAN -> mean[j];
            case MAX -> largest[j];
          };
    }
  }
}
