package io.glimpse.study;

import io.glimpse.calibration.AnswerRules;
import io.glimpse.calibration.CalibratedAnswers;
import io.glimpse.calibration.Calibration;
import io.glimpse.feature.ClassSet;
import io.glimpse.feature.FeatureBatch;
import io.glimpse.feature.TextFeatures;
import io.glimpse.matrix.Matrix;
import io.glimpse.method.Prediction;
import io.glimpse.metric.Evaluation;
import io.glimpse.metric.SetCoverage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Counts the answers to a test set. */
final class TestScore implements TestBlocks.Reader {

  /** Kinds of mistakes that are written down; a data set of many classes has more. */
  private static final int MOST_CONFUSIONS = 2000;

  private final int[] columns;
  private final Calibration calibration;
  private final CalibratedAnswers answers;
  private final @Nullable AdaptiveSets adaptive;
  private final Evaluation evaluation;

  /**
   * @param calibration of the classifier
   * @param adaptive sets to hold the classifier's to; null for none
   * @param classes of the classifier
   * @param text theirs; null where there are none
   * @param columns of the logits that stand for the classes of the test set, and by which alone it
   *     is answered then; empty where all do, in order
   */
  TestScore(
      Calibration calibration,
      @Nullable AdaptiveSets adaptive,
      ClassSet classes,
      @Nullable TextFeatures text,
      int... columns) {
    this.columns = columns;
    this.calibration = calibration;
    this.adaptive = adaptive;
    boolean all = columns.length == 0;
    ClassSet tested =
        all ? classes : ClassSet.of(Arrays.stream(columns).mapToObj(classes::name).toList());
    Matrix rows = text == null ? null : text.weights();
    AnswerRules usual = AnswerRules.usual();
    this.answers =
        new CalibratedAnswers(
            tested,
            calibration,
            rows == null || all ? rows : rows.select(columns),
            calibration.allowsSets(Trust.COVERAGE) ? usual.withCoverage(Trust.COVERAGE) : usual);
    this.evaluation = new Evaluation(tested);
  }

  /** Counts answers; of equal logits the first class wins. */
  @Override
  public void read(FeatureBatch pictures, Matrix logits, int... truths) {
    List<Prediction> predictions =
        answers.of(columns.length == 0 ? logits : tested(logits), pictures);
    for (int i = 0; i < truths.length; i++) {
      evaluation.add(truths[i], predictions.get(i));
    }
    if (adaptive != null) {
      adaptive.add(predictions, truths);
    }
  }

  private Matrix tested(Matrix logits) {
    Matrix some = new Matrix(logits.rows(), columns.length);
    for (int i = 0; i < some.rows(); i++) {
      for (int c = 0; c < columns.length; c++) {
        some.set(i, c, logits.get(i, columns[c]));
      }
    }
    return some;
  }

  /**
   * What came out.
   *
   * @param unknown of pictures of no class; null where that was not tried
   */
  CellResult.Score toScore(Trust.@Nullable Unknown unknown) {
    int[][] counts = evaluation.confusion();
    List<Integer> right = new ArrayList<>();
    List<Integer> all = new ArrayList<>();
    List<List<Integer>> confusions = new ArrayList<>();
    for (int truth = 0; truth < counts.length; truth++) {
      right.add(counts[truth][truth]);
      all.add(evaluation.total(truth));
      for (int answer = 0; answer < counts.length; answer++) {
        if (answer != truth && counts[truth][answer] > 0) {
          confusions.add(List.of(truth, answer, counts[truth][answer]));
        }
      }
    }
    confusions.sort(Comparator.comparingInt(confused -> -confused.get(2)));
    return new CellResult.Score(
        evaluation.correct(),
        evaluation.total(),
        evaluation.accuracy(),
        evaluation.meanOfClasses(),
        right,
        all,
        List.copyOf(confusions.subList(0, Math.min(MOST_CONFUSIONS, confusions.size()))),
        trust(unknown));
  }

  private Trust trust(Trust.@Nullable Unknown unknown) {
    return new Trust(
        evaluation.expectedCalibrationError(),
        evaluation.negativeLogLikelihood(),
        evaluation.brier(),
        calibration.isCalibrated(),
        calibration.sentence(),
        calibration.temperature(),
        sets(),
        unknown,
        evaluation.reliability().bins().stream()
            .map(
                bin ->
                    bin.count() == 0
                        ? new Trust.Bin(0, 0, 0)
                        : new Trust.Bin(
                            bin.count(),
                            bin.probability() * bin.count(),
                            (int) Math.round(bin.accuracy() * bin.count())))
            .toList());
  }

  private Trust.@Nullable Sets sets() {
    SetCoverage given = evaluation.sets();
    return given.total() == 0
        ? null
        : new Trust.Sets(
            given.coverage(),
            given.meanSize(),
            adaptive == null ? null : (Double) adaptive.coverage(),
            adaptive == null ? null : (Double) adaptive.size());
  }
}
