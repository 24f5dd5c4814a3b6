package io.glimpse.train;

import io.glimpse.feature.FeatureBatch;
import io.glimpse.feature.FeatureSource;
import io.glimpse.feature.Shots;
import io.glimpse.matrix.Matrix;
import java.util.List;
import java.util.Random;

/** The shots as training sees them: of several cached views of a shot, one is drawn an epoch. */
public final class DrawnAugmentations {

  private final List<FeatureSource> views;
  private final int shots;
  private final long seed;
  private int drawnEpoch = -1;
  private int[] drawn = new int[0];

  public DrawnAugmentations(Shots shots, long seed) {
    this.views = shots.views();
    this.shots = shots.size();
    this.seed = seed;
  }

  /** The global features of some shots, n x d; a copy. */
  public Matrix globals(int[] rows, int epoch) {
    Matrix features = new Matrix(rows.length, views.get(0).dimension());
    for (int i = 0; i < rows.length; i++) {
      features.setRow(i, view(rows[i], epoch).globals(), 0);
    }
    return features;
  }

  /** All tokens of some shots; a copy. */
  public FeatureBatch tokens(int[] rows, int epoch) {
    int perImage = views.get(0).tokensPerImage();
    Matrix tokens = new Matrix(rows.length * perImage, views.get(0).dimension());
    for (int i = 0; i < rows.length; i++) {
      tokens.setRows(i * perImage, view(rows[i], epoch).tokens());
    }
    return FeatureBatch.ofTokens(tokens, perImage);
  }

  private FeatureBatch view(int shot, int epoch) {
    if (epoch != drawnEpoch) {
      draw(epoch);
    }
    return views.get(drawn[shot]).read(shot, shot + 1);
  }

  private void draw(int epoch) {
    Random random = BatchOrder.random(~seed, epoch);
    drawn = new int[shots];
    for (int i = 0; i < shots; i++) {
      drawn[i] = views.size() == 1 ? 0 : random.nextInt(views.size());
    }
    drawnEpoch = epoch;
  }
}
