package io.glimpse.gaussian;

import io.glimpse.feature.Cache;
import io.glimpse.feature.ClassSet;
import io.glimpse.feature.FeatureBatch;
import io.glimpse.feature.Labels;
import io.glimpse.matrix.Elementwise;
import io.glimpse.matrix.Matrix;
import io.glimpse.method.Classifier;
import io.glimpse.method.LogitFormula;
import io.glimpse.method.LogitParts;
import io.glimpse.method.Method;
import io.glimpse.method.Parameters;
import io.glimpse.method.TextLogits;
import io.glimpse.method.UnseenAnswers;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What texts say and what Gaussians of the shots say, added up.
 *
 * @param text null where the shots alone answer
 * @param weight of the Gaussians
 * @param shots which the Gaussians alone were made of, so that each can be left out; null where
 *     they were made of more
 */
record GaussianClassifier(
    Method method,
    ClassSet classes,
    @Nullable TextLogits text,
    GaussianDiscriminant gaussians,
    double weight,
    Parameters parameters,
    @Nullable Cache shots)
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

  /** The sum of two linear layers. */
  @Override
  public Optional<LogitFormula> formula() {
    Matrix layer = Elementwise.scale(gaussians.weights().toMatrix(), weight);
    if (text != null) {
      Elementwise.addScaled(1, text.scaled(), layer);
    }
    Matrix bias = Elementwise.scale(gaussians.biases().copy(), weight);
    return Optional.of(new LogitFormula.Linear(layer, bias));
  }

  @Override
  public Optional<LogitParts> parts(FeatureBatch queries) {
    if (text == null) {
      return Optional.empty();
    }
    Matrix features = queries.globals();
    Matrix ofShots = Elementwise.scale(gaussians.logits(features), weight);
    return Optional.of(new LogitParts(text.of(features), ofShots));
  }

  /** Exactly, but for the ridge, which stays that of all shots. */
  @Override
  public Optional<UnseenAnswers> leaveOneOut() {
    if (shots == null) {
      return Optional.empty();
    }
    Matrix keys = shots.keys().toMatrix();
    Matrix answers = LeftOutGaussians.of(Samples.of(keys), shots.labels(), classes.size());
    Elementwise.scale(answers, weight);
    if (text != null) {
      Elementwise.addScaled(1, text.of(keys), answers);
    }
    return Optional.of(UnseenAnswers.ofShots(answers, Labels.of(shots.labels())));
  }
}
