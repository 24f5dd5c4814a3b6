package io.glimpse.study;

import io.glimpse.calibration.Calibration;
import io.glimpse.calibration.Lack;
import io.glimpse.feature.LabelledFeatures;
import io.glimpse.matrix.Matrix;
import io.glimpse.method.Classifier;
import io.glimpse.method.Method;
import io.glimpse.method.Need;
import io.glimpse.method.UnseenAnswers;
import org.jspecify.annotations.Nullable;

/**
 * Finds out how far a classifier's answers can be trusted. None of it counts in what the experiment
 * costs.
 *
 * @param task what the classifier was made of
 * @param single whether every thing is one picture
 */
record TrustTrial(CellTask task, Classifier classifier, Calibration calibration, boolean single) {

  /**
   * Calibrates the classifier: not where soft labels say no class, or a thing's pictures are
   * answered one by one, which the shots are not.
   *
   * @param each pictures that show one thing
   */
  static TrustTrial of(CellTask task, Classifier classifier, int each) {
    boolean single = each == 1;
    Calibration calibration =
        single && task.isHard()
            ? task.calibration(classifier)
            : Calibration.none(
                classifier.method().needs(Need.SHOTS) ? Lack.NOTHING_UNSEEN : Lack.NO_EXAMPLES);
    return new TrustTrial(task, classifier, calibration, single);
  }

  /** Counts answers; see {@link TestScore}. */
  TestScore score(int... columns) {
    return new TestScore(
        calibration, columns.length == 0 ? adaptive() : null, task.classes(), task.text(), columns);
  }

  private @Nullable AdaptiveSets adaptive() {
    if (!calibration.allowsSets(Trust.COVERAGE) || classifier.method().needs(Need.TOKENS)) {
      return null;
    }
    LabelledFeatures validation = task.validation();
    UnseenAnswers unseen =
        validation == null ? classifier.leaveOneOut().orElse(null) : answers(validation);
    return unseen == null
        ? null
        : AdaptiveSets.of(task.classes(), unseen, calibration.temperature());
  }

  private UnseenAnswers answers(LabelledFeatures validation) {
    Matrix all = new Matrix(validation.size(), task.classes().size());
    int[] next = {0};
    new TestBlocks(validation, 1)
        .ask(
            classifier,
            (pictures, logits, truths) -> {
              all.setRows(next[0], logits);
              next[0] += truths.length;
            });
    return UnseenAnswers.ofPictures(all, validation.labels());
  }

  /**
   * Tells pictures of other classes from those of these.
   *
   * @param test of the classifier's classes
   * @return null where that would take much, or cannot be tried
   */
  Trust.@Nullable Unknown unknown(LabelledFeatures test) {
    return single && isCheap() ? UnknownTrial.of(task, test) : null;
  }

  /** Asked for only where the calibration does not tell, since it may cost several fits. */
  private boolean leavesOut() {
    if (task.validation() == null && calibration.isCalibrated()) {
      return true;
    }
    return calibration.lack() != Lack.NOTHING_UNSEEN && classifier.leaveOneOut().isPresent();
  }

  /** Whether a second fit costs little: nothing is trained, and no attention is paid. */
  private boolean isCheap() {
    Method method = classifier.method();
    return task.isHard()
        && !method.needs(Need.TOKENS)
        && (!method.needs(Need.SHOTS) || leavesOut());
  }
}
