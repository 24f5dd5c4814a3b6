package io.glimpse.multiview;

import io.glimpse.feature.FeatureBatch;
import io.glimpse.feature.TextFeatures;
import io.glimpse.matrix.Matrix;
import java.util.Locale;

/**
 * Makes one feature of the features of V views, and one text of V copies of a text.
 *
 * <p>What comes out are ordinary features: every method of {@link io.glimpse.method.Methods} that
 * works on global features, such as Tip-Adapter and Tip-Adapter-F, takes them.
 */
public enum Fusion {
  /**
   * The views behind each other, V · d wide, to unit length. A text is repeated V times and brought
   * to unit length, as published, so that its logits are {@code 100 / √V} times what the views'
   * cosines add up to, over the length of the views together.
   */
  CONCATENATED,
  /** The mean of the views, d wide, to unit length. Texts stay as they are. */
  AVERAGED;

  /**
   * What is usual, in banks as in studies. Averaged views lose which of them said what: on meshes
   * that people made they got fewer right in 13 of 15 cases of preset and shots, though on easy
   * shapes with a single shot mostly more (docs/POINT_CLOUDS.md).
   */
  public static final Fusion USUAL = CONCATENATED;

  /**
   * One feature a thing.
   *
   * @return n x V · d, or n x d
   */
  public FeatureBatch fuse(ViewBatch batch) {
    Matrix globals = batch.features().globals();
    int d = batch.dimension();
    boolean wide = this == CONCATENATED;
    Matrix fused = new Matrix(batch.size(), wide ? batch.views() * d : d);
    for (int i = 0; i < globals.rows(); i++) {
      int at = fused.start(i / batch.views()) + (wide ? i % batch.views() * d : 0);
      int from = globals.start(i);
      for (int j = 0; j < d; j++) {
        fused.data()[at + j] += globals.data()[from + j];
      }
    }
    for (int i = 0; i < fused.rows(); i++) {
      normalise(fused, i);
    }
    return FeatureBatch.ofGlobals(fused);
  }

  /** Views that cancel each other out stay zero: nothing can be said about such a thing. */
  private static void normalise(Matrix fused, int row) {
    double norm = fused.norm(row);
    for (int j = 0; norm > 0 && j < fused.columns(); j++) {
      fused.data()[fused.start(row) + j] /= (float) norm;
    }
  }

  /** Its name for commands and files: {@code averaged} or {@code concatenated}. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * That of a {@link #label}.
   *
   * @throws IllegalArgumentException if there is none, naming both
   */
  public static Fusion of(String label) {
    for (Fusion fusion : values()) {
      if (fusion.label().equals(label)) {
        return fusion;
      }
    }
    throw new IllegalArgumentException("views are averaged or concatenated, not '" + label + "'");
  }

  /** The texts that go with fused features; the rows of their prompts, too. */
  public TextFeatures fuse(TextFeatures text, int views) {
    if (this == AVERAGED) {
      return text;
    }
    if (text.isNone()) {
      return TextFeatures.none(text.classes(), views * text.dimension());
    }
    return new TextFeatures(
        text.classes(),
        repeated(text.weights(), views),
        text.prompts().stream().map(rows -> repeated(rows, views)).toList());
  }

  /** The texts that {@link #fuse(TextFeatures, int)} made these of, for views by themselves. */
  public TextFeatures single(TextFeatures fused, int views) {
    if (this == AVERAGED) {
      return fused;
    }
    if (fused.dimension() % views != 0) {
      throw new IllegalArgumentException(
          "texts of " + fused.dimension() + " values are not those of " + views + " views");
    }
    int d = fused.dimension() / views;
    if (fused.isNone()) {
      return TextFeatures.none(fused.classes(), d);
    }
    return new TextFeatures(
        fused.classes(),
        first(fused.weights(), d),
        fused.prompts().stream().map(rows -> first(rows, d)).toList());
  }

  private static Matrix repeated(Matrix rows, int views) {
    int d = rows.columns();
    Matrix wide = new Matrix(rows.rows(), views * d);
    for (int c = 0; c < wide.rows(); c++) {
      for (int j = 0; j < wide.columns(); j++) {
        wide.set(c, j, rows.get(c, j % d));
      }
    }
    return wide.normalizeRows();
  }

  private static Matrix first(Matrix rows, int width) {
    Matrix narrow = new Matrix(rows.rows(), width);
    for (int c = 0; c < narrow.rows(); c++) {
      for (int j = 0; j < width; j++) {
        narrow.set(c, j, rows.get(c, j));
      }
    }
    return narrow.normalizeRows();
  }
}
