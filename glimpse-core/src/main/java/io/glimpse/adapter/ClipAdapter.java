package io.glimpse.adapter;

import io.glimpse.feature.ClassSet;
import io.glimpse.feature.FeatureBatch;
import io.glimpse.feature.LabelledFeatures;
import io.glimpse.feature.Shots;
import io.glimpse.feature.TextFeatures;
import io.glimpse.matrix.Matrix;
import io.glimpse.method.Answers;
import io.glimpse.method.Classifier;
import io.glimpse.method.Method;
import io.glimpse.method.Need;
import io.glimpse.method.Parameter;
import io.glimpse.method.Parameters;
import io.glimpse.method.Selection;
import io.glimpse.method.Task;
import io.glimpse.method.TextLogits;
import io.glimpse.method.TrainedWeights;
import io.glimpse.progress.Monitor;
import io.glimpse.search.Preference;
import io.glimpse.train.BatchOrder;
import io.glimpse.train.DrawnAugmentations;
import io.glimpse.train.LearningRates;
import io.glimpse.train.TrainingLoop;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;

/**
 * CLIP-Adapter (Gao et al., IJCV 2024): a small network behind the picture's feature, blended with
 * it.
 *
 * <pre>logits = 100 norm(r A(f) + (1 - r) f) norm(W)ᵀ,  A(f) = ReLU(ReLU(f W1ᵀ) W2ᵀ)</pre>
 *
 * <p>f is the picture's feature as the encoder gives it, not normalised. With {@code text_ratio}
 * above 0 the texts have an adapter of the same shape. Training is CoOp's: SGD with momentum 0.9
 * and weight decay 5e-4, one epoch of warm-up, then a cosine per epoch.
 *
 * <p>{@code val} trains anew for each ratio of 0.1, 0.2 ... 1 and keeps the one that answers the
 * validation data best, which costs ten times the training: a ratio that is changed behind the
 * training belongs to an adapter that was not trained for it.
 */
public final class ClipAdapter implements Method {

  static final Parameter RATIO =
      Parameter.number("ratio", 0.2, 0, 1, "share of the adapter in the picture's feature");
  static final Parameter TEXT_RATIO =
      Parameter.number("text_ratio", 0, 0, 1, "share of an adapter in the texts; 0 has none");
  static final Parameter REDUCTION =
      Parameter.wholeNumber(
          "reduction", 4, 1, 1 << 16, "how much narrower the adapter's middle is");
  static final Parameter LR = Parameter.number("lr", 2e-3, "learning rate after the warm-up");
  static final Parameter EPOCHS =
      Parameter.wholeNumber("epochs", 200, 0, 1_000_000, "how often training sees every shot");
  static final Parameter BATCH =
      Parameter.wholeNumber("batch", 32, 1, 1 << 20, "shots a training step");

  private static final String IMAGE = "image";
  private static final String TEXT = "text";
  private static final int WARM_UP_EPOCHS = 1;
  private static final int RATIOS = 10;
  private static final double UNIT_TOLERANCE = 1e-3;

  private final BatchOrder order;

  /** The method as it is; shots are shuffled by the task's seed. */
  public ClipAdapter() {
    this(BatchOrder.SHUFFLED);
  }

  ClipAdapter(BatchOrder order) {
    this.order = order;
  }

  @Override
  public String name() {
    return "clip-adapter";
  }

  @Override
  public String summary() {
    return "CLIP-Adapter: a small trained network behind the feature of a picture; needs features"
        + " that are not normalised.";
  }

  @Override
  public List<Parameter> parameters() {
    return List.of(RATIO, TEXT_RATIO, REDUCTION, LR, EPOCHS, BATCH);
  }

  @Override
  public Set<Need> needs() {
    return Set.of(Need.TEXT, Need.SHOTS, Need.RAW);
  }

  @Override
  public Set<Selection> selections() {
    return Set.of(Selection.FIXED, Selection.VALIDATION, Selection.REFERENCE);
  }

  @Override
  public Set<String> chosen(Selection selection, Parameters used) {
    return selection == Selection.FIXED ? Set.of() : Set.of(RATIO.name());
  }

  @Override
  public Classifier fit(Task task) {
    TextFeatures text = task.requireText(this);
    Shots shots = task.requireShots(this);
    Monitor monitor = task.monitor();
    warnOfUnitRows(shots, monitor);
    Parameters parameters = task.parameters(this);
    if (task.selection(this) != Selection.FIXED) {
      return bestRatio(task, text, shots, parameters);
    }
    monitor.phase(Monitor.Phase.FIT);
    return train(task, text, shots, parameters, monitor);
  }

  private static void warnOfUnitRows(Shots shots, Monitor monitor) {
    Matrix features = shots.views().get(0).globals();
    for (int i = 0; i < features.rows(); i++) {
      if (Math.abs(features.norm(i) - 1) > UNIT_TOLERANCE) {
        return;
      }
    }
    monitor.warn(
        "clip-adapter expects features as the encoder gives them, but all of these are unit rows;"
            + " if the encoder gives others, encode them raw");
  }

  private Fitted bestRatio(Task task, TextFeatures text, Shots shots, Parameters parameters) {
    LabelledFeatures data = task.requireValidation();
    FeatureBatch queries = FeatureBatch.ofGlobals(data.features().globals());
    Monitor monitor = task.monitor();
    Monitor epochs = new EpochsAlone(monitor);
    monitor.phase(Monitor.Phase.SELECT);
    Fitted best = null;
    int most = -1;
    double nearest = 0;
    Preference preference = Preference.near(task.preferred(RATIO));
    int kept = 0;
    for (int i = 1; i <= RATIOS; i++) {
      monitor.candidate(i);
      Fitted other = train(task, text, shots, parameters.with(RATIO, ratio(i)), epochs);
      int right = Answers.right(other.logits(queries), data.labels());
      double away = preference.away(0, ratio(i), 1);
      if (best == null || right > most || (right == most && away < nearest)) {
        most = right;
        nearest = away;
        best = other;
        kept = i;
      }
      monitor.progress(i, RATIOS);
    }
    monitor.kept(kept);
    return Objects.requireNonNull(best, "there are ratios to try");
  }

  /** Passes epochs on; the progress of one training is not that of the search. */
  private record EpochsAlone(Monitor to) implements Monitor {

    @Override
    public void epoch(int epoch, double loss, double accuracy) {
      to.epoch(epoch, loss, accuracy);
    }
  }

  private static double ratio(int i) {
    return (double) i / RATIOS;
  }

  private Fitted train(
      Task task, TextFeatures text, Shots shots, Parameters parameters, Monitor monitor) {
    Random random = new Random(task.seed());
    int d = text.dimension();
    int hidden = hidden(d, parameters);
    double textRatio = parameters.number(TEXT_RATIO);
    ResidualAdapter image = ResidualAdapter.random(d, hidden, parameters.number(RATIO), random);
    AdapterHead head =
        new AdapterHead(
            image,
            textRatio == 0 ? null : ResidualAdapter.random(d, hidden, textRatio, random),
            text.weights(),
            TextLogits.SCALE);
    train(task, head, shots, parameters, monitor);
    return new Fitted(this, text.classes(), head, head.adaptedText(), parameters);
  }

  private void train(
      Task task, AdapterHead head, Shots shots, Parameters parameters, Monitor monitor) {
    DrawnAugmentations views = new DrawnAugmentations(shots, task.seed());
    int epochs = parameters.wholeNumber(EPOCHS);
    double base = parameters.number(LR);
    new TrainingLoop(shots.size(), epochs, parameters.wholeNumber(BATCH), order, task.seed())
        .run(
            (rows, epoch, step) ->
                head.step(
                    views.globals(rows, epoch),
                    shots.labels(),
                    rows,
                    LearningRates.warmUpThenCosine(base, epoch, epochs, WARM_UP_EPOCHS)),
            monitor);
  }

  private static int hidden(int dimension, Parameters parameters) {
    return Math.max(1, dimension / parameters.wholeNumber(REDUCTION));
  }

  @Override
  public Classifier restore(Task task, Map<String, Matrix> weights) {
    TextFeatures text = task.requireText(this);
    Parameters parameters = task.parameters(this);
    double textRatio = parameters.number(TEXT_RATIO);
    AdapterHead head =
        new AdapterHead(
            adapter(IMAGE, text, parameters, parameters.number(RATIO), weights),
            textRatio == 0 ? null : adapter(TEXT, text, parameters, textRatio, weights),
            text.weights(),
            TextLogits.SCALE);
    return new Fitted(this, text.classes(), head, head.adaptedText(), parameters);
  }

  private ResidualAdapter adapter(
      String side,
      TextFeatures text,
      Parameters parameters,
      double ratio,
      Map<String, Matrix> weights) {
    int d = text.dimension();
    int hidden = hidden(d, parameters);
    return new ResidualAdapter(
        TrainedWeights.require(this, weights, side + ".1.weight", hidden, d).copy(),
        TrainedWeights.require(this, weights, side + ".2.weight", d, hidden).copy(),
        ratio);
  }

  private record Fitted(
      Method method, ClassSet classes, AdapterHead head, Matrix text, Parameters parameters)
      implements Classifier {

    @Override
    public Matrix logits(FeatureBatch queries) {
      return head.logits(queries.globals(), text);
    }

    @Override
    public Map<String, Matrix> weights() {
      Map<String, Matrix> weights = new LinkedHashMap<>();
      put(weights, IMAGE, head.image());
      ResidualAdapter text = head.textAdapter();
      if (text != null) {
        put(weights, TEXT, text);
      }
      return weights;
    }

    private static void put(Map<String, Matrix> weights, String side, ResidualAdapter adapter) {
      weights.put(side + ".1.weight", adapter.first().copy());
      weights.put(side + ".2.weight", adapter.second().copy());
    }
  }
}
