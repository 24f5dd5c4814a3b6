package io.glimpse.cli;

import io.glimpse.encoder.Encoder;
import io.glimpse.feature.FeatureBatch;
import io.glimpse.matrix.Matrix;
import io.glimpse.method.Calip;
import io.glimpse.method.Classifier;
import io.glimpse.method.PlaceAttention;
import io.glimpse.method.Prediction;
import io.glimpse.method.TipClassifier;
import io.glimpse.page.Attention;
import io.glimpse.page.Crop;
import io.glimpse.report.Answer;
import io.glimpse.report.NearestShot;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** Gathers why a classifier answered as it did. */
final class AnswerEvidence {

  /** Shots and classes to show. */
  private static final int SHOTS = 5;

  private static final int CLASSES = 3;

  private AnswerEvidence() {}

  /**
   * An answer with its evidence: nearest shots where there is a cache, attention where there are
   * texts and spatial tokens.
   *
   * @param title what the page calls the method
   * @param text the texts, k x d; null to leave the attention out
   * @param sources where each shot came from
   * @param crops the picture of each shot, or null where it is gone
   */
  static Answer of(
      String title,
      Classifier classifier,
      FeatureBatch image,
      Prediction prediction,
      Encoder encoder,
      @Nullable Matrix text,
      IntFunction<String> sources,
      IntFunction<@Nullable Crop> crops) {
    List<NearestShot> shots = new ArrayList<>();
    if (classifier instanceof TipClassifier tip) {
      for (TipClassifier.Vote vote : tip.nearestShots(image, SHOTS)) {
        shots.add(
            new NearestShot(
                classifier.classes().name(vote.label()),
                sources.apply(vote.shot()),
                vote.similarity(),
                vote.share(),
                crops.apply(vote.shot())));
      }
    }
    List<Attention> attention = new ArrayList<>();
    if (text != null && image.isSpatial()) {
      for (Prediction.Ranked one : prediction.top(CLASSES)) {
        attention.add(
            new Attention(
                one.name(),
                PlaceAttention.of(
                    image.unit(),
                    encoder.gridHeight(),
                    text,
                    one.index(),
                    Calip.scaleOf(classifier))));
      }
    }
    return new Answer(title, prediction, shots, attention);
  }
}
