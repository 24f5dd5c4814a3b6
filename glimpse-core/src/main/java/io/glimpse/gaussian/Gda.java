package io.glimpse.gaussian;

import io.glimpse.feature.Cache;
import io.glimpse.feature.LabelledFeatures;
import io.glimpse.matrix.Matrix;
import io.glimpse.matrix.Rows;
import io.glimpse.method.Classifier;
import io.glimpse.method.Method;
import io.glimpse.method.Need;
import io.glimpse.method.Parameter;
import io.glimpse.method.Parameters;
import io.glimpse.method.Selection;
import io.glimpse.method.Task;
import io.glimpse.method.TextLogits;
import io.glimpse.progress.Monitor;
import io.glimpse.search.BlendSearch;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Gaussian discriminant analysis (GDA-CLIP; Wang et al., ICLR 2024), without training:
 *
 * <pre>logits = 100 f Wᵀ + α (f wᵀ + b)</pre>
 *
 * <p>w and b are those of Gaussians of the shots with one shrunk covariance, {@code w_c = P μ_c}
 * and {@code b_c = -log k - μ_cᵀ P μ_c / 2}; see {@link GaussianDiscriminant}. With one shot a
 * class there is no covariance, P is 0 and the texts alone answer.
 *
 * <p>{@code val} chooses alpha among 1e-4, 1e-3 ... 1e4, as the published script does. The default
 * is ours, a careful one: with few shots a larger one can be worse than the texts alone. Where
 * there are no texts, the Gaussians alone answer, and every alpha gives the same answers.
 */
public final class Gda implements Method {

  static final Parameter ALPHA =
      Parameter.number("alpha", 0.01, "weight of the Gaussians beside the texts");

  @Override
  public String name() {
    return "gda";
  }

  @Override
  public String summary() {
    return "GDA: texts and a Gaussian a class, with one covariance for all; without training.";
  }

  @Override
  public List<Parameter> parameters() {
    return List.of(ALPHA);
  }

  @Override
  public Set<Need> needs() {
    return Set.of(Need.SHOTS);
  }

  @Override
  public Set<Selection> selections() {
    return Set.of(Selection.FIXED, Selection.VALIDATION, Selection.REFERENCE);
  }

  @Override
  public Set<String> chosen(Selection selection, Parameters used) {
    return selection == Selection.FIXED ? Set.of() : Set.of(ALPHA.name());
  }

  @Override
  public boolean leavesOneOut() {
    return true;
  }

  @Override
  public Classifier fit(Task task) {
    Cache shots = task.requireWholeShots(this);
    Parameters parameters = task.parameters(this);
    task.monitor().phase(Monitor.Phase.FIT);
    TextLogits text =
        task.text() == null
            ? null
            : new TextLogits(Rows.of(task.text().weights()), TextLogits.SCALE);
    GaussianDiscriminant gaussians =
        GaussianDiscriminant.of(
            Samples.of(shots.keys().toMatrix()), shots.labels(), task.classes().size());
    if (task.selection(this) != Selection.FIXED) {
      parameters = select(task, text, gaussians, parameters);
    }
    return new GaussianClassifier(
        this, task.classes(), text, gaussians, parameters.number(ALPHA), parameters, shots);
  }

  private static Parameters select(
      Task task, @Nullable TextLogits text, GaussianDiscriminant gaussians, Parameters parameters) {
    LabelledFeatures data = task.requireValidation();
    if (text == null) {
      return parameters;
    }
    task.monitor().phase(Monitor.Phase.SELECT);
    Matrix features = data.features().globals();
    BlendSearch.Best best =
        BlendSearch.best(
            text.of(features),
            gaussians.logits(features),
            data.labels().toArray(),
            BlendSearch.near(task.preferred(ALPHA)));
    return parameters.with(ALPHA, best.alpha());
  }
}
