package io.glimpse.cli.answers;

import io.glimpse.cli.console.Console;
import io.glimpse.cli.console.UsageException;
import io.glimpse.encoder.EncodedImage;
import io.glimpse.feature.FeatureBatch;
import io.glimpse.feature.Labels;
import io.glimpse.file.Input;
import io.glimpse.image.ImageException;
import io.glimpse.inference.Predictor;
import io.glimpse.matrix.Matrix;
import io.glimpse.method.Prediction;
import io.glimpse.method.Selection;
import io.glimpse.metric.Evaluation;
import io.glimpse.multiview.SummedViews;
import io.glimpse.multiview.ViewWeightSearch;
import io.glimpse.multiview.ViewWeights;
import io.glimpse.progress.Monitor;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The published protocol of PointCLIP: weights of views that are chosen on the clouds they judge.
 */
final class TestChosenWeights {

  /** What is wrong with the figure. */
  static final String LEAK = "the weights of the views were chosen on these test clouds themselves";

  private final Predictor opened;
  private final List<Matrix> perCloud = new ArrayList<>();
  private final List<Input> inputs = new ArrayList<>();
  private final List<Integer> labels = new ArrayList<>();

  private TestChosenWeights(Predictor opened) {
    this.opened = opened;
  }

  /**
   * For a classifier that answers views one by one.
   *
   * @throws UsageException if it does not
   */
  static TestChosenWeights of(Predictor opened) {
    if (!opened.answersViewByView()) {
      throw new UsageException(
          "--protocol reference chooses the weights of views for zero-shot and calip; '"
              + opened.classifier().method().name()
              + "' compares clouds with shots, all views at a time");
    }
    return new TestChosenWeights(opened);
  }

  /** Takes in one cloud of a known class. */
  void add(int truth, EncodedImage image) throws ImageException {
    FeatureBatch features = image.features();
    if (features.size() == 1) {
      throw new ImageException(
          image.input().name() + ": this is one picture; --protocol reference is for point clouds",
          null);
    }
    perCloud.add(opened.logitsOfViews(image));
    inputs.add(image.input());
    labels.add(truth);
  }

  /** Chooses the weights on all clouds and judges the same clouds by them; null without any. */
  @Nullable ViewWeights judge(Evaluation evaluation, WrongAnswers wrong, Console console) {
    if (perCloud.isEmpty()) {
      return null;
    }
    int views = perCloud.get(0).rows();
    Matrix perView = new Matrix(perCloud.size() * views, evaluation.classes().size());
    for (int i = 0; i < perView.rows(); i++) {
      perView.setRow(i, perCloud.get(i / views), i % views);
    }
    Monitor warnings =
        new Monitor() {
          @Override
          public void warn(String message) {
            console.note(message);
          }
        };
    ViewWeights weights =
        ViewWeightSearch.reference(
            perView,
            views,
            Labels.of(labels.stream().mapToInt(Integer::intValue).toArray()),
            Selection.REFERENCE,
            warnings);
    Matrix logits = SummedViews.sum(perView, views, weights);
    for (int i = 0; i < logits.rows(); i++) {
      Prediction prediction = Prediction.of(evaluation.classes(), logits.rows(i, i + 1), 0);
      evaluation.add(labels.get(i), prediction);
      wrong.add(inputs.get(i), labels.get(i), prediction);
    }
    return weights;
  }
}
