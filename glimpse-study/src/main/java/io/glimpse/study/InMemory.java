package io.glimpse.study;

import io.glimpse.feature.FeatureBatch;
import io.glimpse.feature.FeatureSource;
import io.glimpse.feature.Shots;
import io.glimpse.matrix.Matrix;
import java.util.List;

/**
 * Features that training goes through again and again, held in memory: reading each shot from disk
 * in every epoch would take longer than training.
 *
 * @param tokens of all pictures
 */
record InMemory(Matrix tokens, int tokensPerImage) implements FeatureSource {

  private static final int BLOCK = 64;

  /** Of several sources together, what part of the largest heap they may take. */
  private static final int HEAP_SHARE = 3;

  /** All views in memory, or as they are where they would take too much of it. */
  static Shots hold(Shots shots) {
    FeatureSource first = shots.views().get(0);
    long bytes =
        (long) Float.BYTES
            * shots.size()
            * shots.views().size()
            * first.tokensPerImage()
            * first.dimension();
    long rowsOfOne = (long) shots.size() * first.tokensPerImage() * first.dimension();
    if (bytes > Runtime.getRuntime().maxMemory() / HEAP_SHARE
        || rowsOfOne > Integer.MAX_VALUE - 8) {
      return shots;
    }
    List<FeatureSource> views = shots.views().stream().map(InMemory::hold).toList();
    return shots.withViews(views);
  }

  private static FeatureSource hold(FeatureSource source) {
    int perImage = source.tokensPerImage();
    Matrix all = new Matrix(source.size() * perImage, source.dimension());
    for (int from = 0; from < source.size(); from += BLOCK) {
      int to = Math.min(source.size(), from + BLOCK);
      Matrix some = source.read(from, to).tokens();
      for (int row = 0; row < some.rows(); row++) {
        all.setRow(from * perImage + row, some, row);
      }
    }
    return new InMemory(all, perImage);
  }

  /** Global features alone. */
  static FeatureSource ofGlobals(Matrix globals) {
    return new InMemory(globals, 1);
  }

  @Override
  public int size() {
    return tokens.rows() / tokensPerImage;
  }

  @Override
  public int dimension() {
    return tokens.columns();
  }

  @Override
  public FeatureBatch read(int from, int to) {
    Matrix some = tokens.rows(from * tokensPerImage, to * tokensPerImage);
    return tokensPerImage == 1
        ? FeatureBatch.ofGlobals(some)
        : FeatureBatch.ofTokens(some, tokensPerImage);
  }
}
