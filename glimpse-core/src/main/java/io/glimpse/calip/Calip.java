package io.glimpse.calip;

import io.glimpse.feature.ClassSet;
import io.glimpse.feature.FeatureBatch;
import io.glimpse.feature.FeatureSource;
import io.glimpse.feature.LabelledFeatures;
import io.glimpse.feature.Shots;
import io.glimpse.feature.TextFeatures;
import io.glimpse.matrix.Matrix;
import io.glimpse.method.Classifier;
import io.glimpse.method.LogitFormula;
import io.glimpse.method.Method;
import io.glimpse.method.Need;
import io.glimpse.method.Parameter;
import io.glimpse.method.Parameters;
import io.glimpse.method.Selection;
import io.glimpse.method.Task;
import io.glimpse.progress.Monitor;
import io.glimpse.search.CalipSearch;
import io.glimpse.search.Grid;
import io.glimpse.search.Preference;
import io.glimpse.search.Winner;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/**
 * CALIP without parameters (Guo et al., AAAI 2023): CLIP's logits and two more terms that come from
 * attention between a picture's spatial tokens and the texts.
 *
 * <pre>logits = 100 (β₁ g Tᵀ + β₂ g Ftaᵀ + β₃ Fva Tᵀ + β₄ Fva Ftaᵀ)</pre>
 *
 * <p>See {@link CalipAttention} for Fta and Fva. The released code multiplies the attention map by
 * 2, the paper divides it by 2: {@code scale} 2 and 0.5. The fourth term is an ablation of the
 * paper and off by default.
 */
public final class Calip implements Method {

  static final Parameter BETA1 = Parameter.number("beta1", 1, "weight of CLIP's own logits");
  static final Parameter BETA2 =
      Parameter.number("beta2", 1.12, "weight of the texts guided by the picture");
  static final Parameter BETA3 =
      Parameter.number("beta3", 0.02, "weight of the picture blended from the texts");
  static final Parameter BETA4 =
      Parameter.number("beta4", 0, "weight of guided texts times blended picture (ablation)");
  static final Parameter SCALE =
      Parameter.number(
          "scale", 2, 0, 1e4, "of the attention map: 2 in the released code, 0.5 in the paper");
  static final Parameter POOLING =
      Parameter.choice("pooling", "of the blended places", "mean+max", "mean", "max");
  static final Parameter BETA2_MAX =
      Parameter.number("beta2_max", 2, 0.002, 1e6, "where the search for beta2 ends");
  static final Parameter BETA3_MAX =
      Parameter.number("beta3_max", 0.1, 0.002, 1e6, "where the search for beta3 ends");

  /** The published grids begin at 0.001 and have 200 steps each. */
  static final double LEAST = 0.001;

  static final int STEPS = 200;

  @Override
  public String name() {
    return "calip";
  }

  @Override
  public String summary() {
    return "CALIP: attention between places in the picture and the texts, without parameters;"
        + " needs no shots.";
  }

  @Override
  public List<Parameter> parameters() {
    return List.of(BETA1, BETA2, BETA3, BETA4, SCALE, POOLING, BETA2_MAX, BETA3_MAX);
  }

  @Override
  public Set<Need> needs() {
    return Set.of(Need.TEXT, Need.TOKENS);
  }

  @Override
  public Set<Selection> selections() {
    return EnumSet.allOf(Selection.class);
  }

  @Override
  public Set<String> chosen(Selection selection, Parameters used) {
    return selection == Selection.FIXED ? Set.of() : Set.of(BETA2.name(), BETA3.name());
  }

  @Override
  public Classifier fit(Task task) {
    TextFeatures text = task.requireText(this);
    Parameters parameters = task.parameters(this);
    task.monitor().phase(Monitor.Phase.FIT);
    CalipAttention attention =
        new CalipAttention(
            text.weights(),
            parameters.number(SCALE),
            pooling(parameters),
            parameters.number(BETA4) != 0);
    Selection selection = task.selection(this);
    if (selection != Selection.FIXED) {
      parameters = select(task, selection, attention, parameters);
    }
    return new Fitted(this, text.classes(), attention, parameters);
  }

  private static CalipAttention.Pooling pooling(Parameters parameters) {
    return switch (parameters.text(POOLING)) {
      case "mean" -> CalipAttention.Pooling.MEAN;
      case "max" -> CalipAttention.Pooling.MAX;
      default -> CalipAttention.Pooling.MEAN_MAX;
    };
  }

  private Parameters select(
      Task task, Selection selection, CalipAttention attention, Parameters parameters) {
    LabelledFeatures data = selectionData(task, selection);
    Monitor monitor = task.monitor();
    monitor.phase(Monitor.Phase.PREPARE);
    CalipAttention.Terms terms =
        attention.terms(data.features(), done -> monitor.progress(done, data.size()));
    monitor.phase(Monitor.Phase.SELECT);
    Matrix base = sum(terms, parameters.with(BETA2, 0).with(BETA3, 0));
    Winner winner =
        new CalipSearch(base, terms.guided(), terms.blended(), data.labels().toArray())
            .best(
                new Grid(LEAST, parameters.number(BETA2_MAX), STEPS),
                new Grid(LEAST, parameters.number(BETA3_MAX), STEPS),
                Preference.near(task.preferred(BETA2, BETA3)));
    return parameters.with(BETA2, winner.outer()).with(BETA3, winner.inner());
  }

  /** CALIP learns nothing from shots, so that each of them is an unseen picture to choose by. */
  private LabelledFeatures selectionData(Task task, Selection selection) {
    if (selection != Selection.LEAVE_ONE_OUT) {
      return task.requireValidation();
    }
    Shots shots = task.requireShots(this);
    FeatureSource view = shots.views().get(0);
    return new LabelledFeatures(view, shots.labels());
  }

  private static Matrix sum(CalipAttention.Terms terms, Parameters parameters) {
    Matrix logits = new Matrix(terms.plain().rows(), terms.plain().columns());
    add(terms.plain(), parameters.number(BETA1), logits);
    add(terms.guided(), parameters.number(BETA2), logits);
    add(terms.blended(), parameters.number(BETA3), logits);
    add(terms.both(), parameters.number(BETA4), logits);
    return logits;
  }

  private static void add(Matrix term, double weight, Matrix sum) {
    if (weight == 0) {
      return;
    }
    float factor = (float) weight;
    for (int i = 0; i < sum.data().length; i++) {
      sum.data()[i] += factor * term.data()[i];
    }
  }

  private record Fitted(
      Method method, ClassSet classes, CalipAttention attention, Parameters parameters)
      implements Classifier {

    @Override
    public Matrix logits(FeatureBatch queries) {
      return sum(attention.terms(queries, done -> {}), parameters);
    }

    @Override
    public Optional<LogitFormula> formula() {
      CalipAttention.Pooling pooling = pooling(parameters);
      return Optional.of(
          new LogitFormula.Attention(
              attention.text(),
              parameters.number(SCALE),
              pooling != CalipAttention.Pooling.MAX,
              pooling != CalipAttention.Pooling.MEAN,
              parameters.number(BETA1),
              parameters.number(BETA2),
              parameters.number(BETA3),
              parameters.number(BETA4)));
    }

    @Override
    public OptionalDouble attentionScale() {
      return OptionalDouble.of(parameters.number(SCALE));
    }
  }
}
