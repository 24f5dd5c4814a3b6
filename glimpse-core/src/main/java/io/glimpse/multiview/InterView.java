package io.glimpse.multiview;

import io.glimpse.feature.ClassSet;
import io.glimpse.feature.FeatureBatch;
import io.glimpse.feature.Shots;
import io.glimpse.feature.TextFeatures;
import io.glimpse.matrix.Matrix;
import io.glimpse.method.Classifier;
import io.glimpse.method.Method;
import io.glimpse.method.Need;
import io.glimpse.method.Parameter;
import io.glimpse.method.Parameters;
import io.glimpse.method.Selection;
import io.glimpse.method.Task;
import io.glimpse.method.TrainedWeights;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * PointCLIP's few-shot head as a method: {@link InterViewAdapter} on {@link Fusion#CONCATENATED
 * concatenated} views, V · d wide, with the texts that go with them.
 */
public final class InterView implements Method {

  static final Parameter VIEWS =
      Parameter.wholeNumber("views", 10, 1, 1000, "how many views a feature consists of");
  static final Parameter LR = Parameter.number("lr", 0.01, "learning rate after the warm-up");
  static final Parameter EPOCHS =
      Parameter.wholeNumber("epochs", 250, 1, 1_000_000, "how often training sees every shot");
  static final Parameter BATCH =
      Parameter.wholeNumber("batch", 32, 2, 1 << 20, "shots a training step");
  static final Parameter DROPOUT =
      Parameter.number("dropout", 0.075, 0, 0.99, "share of values that training drops");
  static final Parameter SMOOTHING =
      Parameter.number("smoothing", 0.2, 0, 0.99, "share of a label that the other classes get");

  /** The method, which has no state. */
  public InterView() {}

  @Override
  public String name() {
    return "inter-view";
  }

  @Override
  public String summary() {
    return "PointCLIP's inter-view adapter: a small trained network that sees all views of a point"
        + " cloud together; needs shots of clouds.";
  }

  @Override
  public List<Parameter> parameters() {
    return List.of(VIEWS, LR, EPOCHS, BATCH, DROPOUT, SMOOTHING);
  }

  @Override
  public Map<String, String> parametersFor(int views) {
    return Map.of(VIEWS.name(), Integer.toString(views));
  }

  @Override
  public Set<Need> needs() {
    return Set.of(Need.TEXT, Need.SHOTS, Need.VIEWS);
  }

  @Override
  public Set<Selection> selections() {
    return Set.of(Selection.FIXED);
  }

  @Override
  public Classifier fit(Task task) {
    TextFeatures text = task.requireText(this);
    Shots shots = task.requireShots(this);
    Parameters parameters = task.parameters(this);
    task.selection(this);
    int views = parameters.wholeNumber(VIEWS);
    requireWidth(text, views);
    InterViewAdapter adapter =
        InterViewAdapter.train(
            views(shots.views().get(0).globals(), views),
            shots.labels(),
            Fusion.CONCATENATED.single(text, views),
            new InterViewAdapter.Settings(
                parameters.wholeNumber(EPOCHS),
                parameters.number(LR),
                parameters.wholeNumber(BATCH),
                parameters.number(DROPOUT),
                parameters.number(SMOOTHING),
                task.seed()),
            task.monitor());
    return new Fitted(this, text.classes(), adapter, views, parameters);
  }

  @Override
  public Classifier restore(Task task, Map<String, Matrix> weights) {
    TextFeatures text = task.requireText(this);
    Parameters parameters = task.parameters(this);
    int views = parameters.wholeNumber(VIEWS);
    requireWidth(text, views);
    InterViewAdapter adapter =
        InterViewAdapter.restore(
            views,
            Fusion.CONCATENATED.single(text, views),
            (name, rows, columns) -> TrainedWeights.require(this, weights, name, rows, columns));
    return new Fitted(this, text.classes(), adapter, views, parameters);
  }

  private static void requireWidth(TextFeatures text, int views) {
    if (text.dimension() % views != 0) {
      throw new IllegalArgumentException(
          "method 'inter-view' takes the features of "
              + views
              + " views behind each other, but features of "
              + text.dimension()
              + " values are not a whole number for each; set views");
    }
  }

  /** The views that concatenated features consist of, as long as they were before. */
  private static ViewBatch views(Matrix fused, int views) {
    Matrix wide = fused.copy();
    float length = (float) Math.sqrt(views);
    for (int i = 0; i < wide.data().length; i++) {
      wide.data()[i] *= length;
    }
    return new ViewBatch(
        FeatureBatch.ofGlobals(
            Matrix.wrap(wide.data(), wide.rows() * views, wide.columns() / views)),
        views);
  }

  private record Fitted(
      Method method, ClassSet classes, InterViewAdapter adapter, int count, Parameters parameters)
      implements Classifier {

    @Override
    public Matrix logits(FeatureBatch queries) {
      return adapter.logits(views(queries.globals(), count));
    }

    @Override
    public Map<String, Matrix> weights() {
      Map<String, Matrix> weights = new LinkedHashMap<>();
      adapter.state().forEach((name, m) -> weights.put(name, m.copy()));
      return weights;
    }
  }
}
