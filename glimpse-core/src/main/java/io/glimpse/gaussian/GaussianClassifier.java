package io.glimpse.gaussian;

import io.glimpse.feature.ClassSet;
import io.glimpse.feature.FeatureBatch;
import io.glimpse.matrix.Elementwise;
import io.glimpse.matrix.Matrix;
import io.glimpse.method.Classifier;
import io.glimpse.method.Method;
import io.glimpse.method.Parameters;
import io.glimpse.method.TextLogits;
import org.jspecify.annotations.Nullable;

/**
 * What texts say and what Gaussians of the shots say, added up.
 *
 * @param text null where the shots alone answer
 * @param weight of the Gaussians
 */
record GaussianClassifier(
    Method method,
    ClassSet classes,
    @Nullable TextLogits text,
    GaussianDiscriminant gaussians,
    double weight,
    Parameters parameters)
    implements Classifier {

  @Override
  public Matrix logits(FeatureBatch queries) {
    Matrix features = queries.globals();
    Matrix ofShots = gaussians.logits(features);
    if (text == null) {
      return Elementwise.scale(ofShots, weight);
    }
    Matrix logits = text.of(features);
    Elementwise.addScaled(weight, ofShots, logits);
    return logits;
  }
}
