package io.glimpse.inference;

import io.glimpse.calip.PlaceAttention;
import io.glimpse.encoder.Encoder;
import io.glimpse.feature.FeatureBatch;
import io.glimpse.matrix.Matrix;
import io.glimpse.method.Classifier;
import io.glimpse.method.Prediction;
import io.glimpse.method.Vote;
import io.glimpse.page.Attention;
import io.glimpse.page.Crop;
import io.glimpse.report.Answer;
import io.glimpse.report.NearestShot;
import io.glimpse.report.ViewAttention;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** Gathers why a classifier answered as it did. */
public final class AnswerEvidence {

  /** Shots and classes to show. */
  private static final int SHOTS = 5;

  private static final int CLASSES = 3;

  /** A point cloud has many views to compare already. */
  private static final int CLASSES_OF_VIEWS = 1;

  private AnswerEvidence() {}

  /**
   * An answer with its evidence: nearest shots where there is a cache, attention where there are
   * texts and spatial tokens. Views that became one feature have no places any more, so a point
   * cloud has attention only where it was answered view by view.
   *
   * @param title what the page calls the method
   * @param asked what the classifier was asked with: a picture, the views of a cloud, or these as
   *     one
   * @param text the texts, k x d; null to leave the attention out
   * @param sources where each shot came from
   * @param crops the picture of each shot, or null where it is gone
   */
  public static Answer of(
      String title,
      Classifier classifier,
      FeatureBatch asked,
      Prediction prediction,
      Encoder encoder,
      @Nullable Matrix text,
      IntFunction<String> sources,
      IntFunction<@Nullable Crop> crops) {
    List<NearestShot> shots = new ArrayList<>();
    for (Vote vote : classifier.nearestShots(asked, SHOTS)) {
      shots.add(
          new NearestShot(
              classifier.classes().name(vote.label()),
              sources.apply(vote.shot()),
              vote.similarity(),
              vote.share(),
              crops.apply(vote.shot())));
    }
    List<ViewAttention> attention = new ArrayList<>();
    if (text != null && asked.isSpatial()) {
      int classes = asked.size() == 1 ? CLASSES : CLASSES_OF_VIEWS;
      for (Prediction.Ranked one : prediction.top(classes)) {
        for (int view = 0; view < asked.size(); view++) {
          Matrix weights =
              PlaceAttention.of(
                  asked.read(view, view + 1).unit(),
                  encoder.gridHeight(),
                  text,
                  one.index(),
                  classifier.attentionScale().orElse(PlaceAttention.SCALE));
          attention.add(new ViewAttention(view, new Attention(one.name(), weights)));
        }
      }
    }
    return new Answer(title, prediction, shots, attention);
  }
}
