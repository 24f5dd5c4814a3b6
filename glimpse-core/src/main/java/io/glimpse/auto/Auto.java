package io.glimpse.auto;

import io.glimpse.feature.Cache;
import io.glimpse.feature.Shots;
import io.glimpse.feature.TextFeatures;
import io.glimpse.matrix.Matrix;
import io.glimpse.matrix.Rows;
import io.glimpse.method.Classifier;
import io.glimpse.method.Method;
import io.glimpse.method.Need;
import io.glimpse.method.Parameter;
import io.glimpse.method.Parameters;
import io.glimpse.method.Selection;
import io.glimpse.method.Task;
import io.glimpse.method.TrainedWeights;
import io.glimpse.progress.Monitor;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Gaussians of one covariance whose means are drawn towards the texts, and zero-shot without its
 * class bias, in one linear layer:
 *
 * <pre>logits = w_t 100 (f - θ g)·t_c + w_l (gain_c - N/2 (f - μ_c)ᵀ P (f - μ_c))</pre>
 *
 * <p>The Gaussians are those of GDA (Wang et al., ICLR 2024), with means and covariance shrunk
 * towards anchors that the texts give; a query costs what it costs zero-shot. Both weights are
 * those of the greatest likelihood of the shots, each answered exactly without itself, so that
 * nothing is searched or drawn, no validation data are needed, and the softmax of the logits is
 * meant as a probability. See {@link Anchors}, {@link Gaussians}, {@link LeftOutScores}, {@link
 * Gains} and {@link Mixture}.
 *
 * <p>It does without texts, and with texts without shots of some classes. A class of one shot says
 * nothing about the weights; where all are such, they are defaults.
 */
public final class Auto implements Method {

  /** How strongly few shots hold the weights to their defaults; hardly anything depends on it. */
  static final Parameter PULL =
      Parameter.number(
          "pull", 1, "how strongly the weights of texts and shots are held to defaults");

  /** How far a row may be from unit length, as 16 bits round it. */
  private static final double OFF_UNIT = 1e-2;

  @Override
  public String name() {
    return "auto";
  }

  @Override
  public String summary() {
    return "Gaussians anchored at the texts, and zero-shot, weighed by leave-one-out; nothing to"
        + " tune, and as fast as zero-shot.";
  }

  @Override
  public List<Parameter> parameters() {
    return List.of(PULL);
  }

  @Override
  public Set<Need> needs() {
    return Set.of(Need.SHOTS);
  }

  /** Its weights come from leave-one-out always, whether somebody asks for it or not. */
  @Override
  public Set<Selection> selections() {
    return Set.of(Selection.FIXED, Selection.LEAVE_ONE_OUT);
  }

  @Override
  public boolean isClosedForm() {
    return true;
  }

  @Override
  public boolean leavesOneOut() {
    return true;
  }

  @Override
  public Classifier fit(Task task) {
    Shots shots = task.requireShots(this);
    Parameters parameters = task.parameters(this);
    Monitor monitor = task.monitor();
    monitor.phase(Monitor.Phase.FIT);
    task.selection(this);
    Cache cache = shots.cache();
    Matrix keys = cache.keys().toMatrix();
    Matrix text = checked(task, cache, keys);
    int k = task.classes().size();
    AutoFit fit = new AutoFit(keys, cache.labels(), k, text, parameters.number(PULL));
    if (fit.isLearned()) {
      monitor.phase(Monitor.Phase.SELECT);
    }
    warn(monitor, fit, NearCopies.count(keys, cache.labels(), k));
    return new AutoClassifier(
        this,
        task.classes(),
        parameters,
        cache,
        text,
        fit.layer(),
        fit.textPart(),
        fit.isSpanned() ? null : new AutoClassifier.Kept(fit.sums(), fit.mixture(), cache.size()));
  }

  private static void warn(Monitor monitor, AutoFit fit, int copies) {
    if (!fit.isLearned()) {
      monitor.warn(
          "every class has one shot only, so leaving it out says nothing: texts and shots are"
              + " weighed by default");
    }
    if (copies > 0) {
      monitor.warn(
          copies
              + (copies == 1 ? " shot is" : " shots are")
              + " all but a copy of another of the same class, which makes probabilities too sure;"
              + " leave copies out");
    }
  }

  /** The rows of the texts, or null, when all is as it should be. */
  private @Nullable Matrix checked(Task task, Cache cache, Matrix keys) {
    if (cache.isSoft()) {
      throw new IllegalArgumentException(
          "method 'auto' needs one class a shot; these labels share shots among classes");
    }
    int k = task.classes().size();
    if ((long) cache.size() * k > Integer.MAX_VALUE - 8) {
      throw new IllegalArgumentException(
          "method 'auto' scores every shot by every class, and "
              + cache.size()
              + " shots by "
              + k
              + " classes are too many; give fewer shots a class");
    }
    keys.requireFinite("the shots");
    for (int i = 0; i < keys.rows(); i++) {
      double norm = keys.norm(i);
      if (Math.abs(norm - 1) > OFF_UNIT) {
        throw new IllegalArgumentException(
            String.format(
                "the shots, row %d has the norm %.4g, but method 'auto' needs unit rows; normalise"
                    + " the features",
                i, norm));
      }
    }
    TextFeatures text = task.text();
    if (text == null) {
      task.requireEveryClass(cache);
      return null;
    }
    return text.weights().requireFinite("the texts");
  }

  @Override
  public Classifier restore(Task task, Map<String, Matrix> weights) {
    if (weights.isEmpty()) {
      return Method.super.restore(task, weights);
    }
    Cache cache = task.requireShots(this).cache();
    int k = task.classes().size();
    TextFeatures text = task.text();
    Layer layer =
        new Layer(
            Rows.of(
                TrainedWeights.require(this, weights, AutoClassifier.WEIGHT, k, cache.dimension())),
            TrainedWeights.require(this, weights, AutoClassifier.BIAS, 1, k));
    return new AutoClassifier(
        this,
        task.classes(),
        task.parameters(this),
        cache,
        text == null ? null : text.weights(),
        layer,
        text == null ? null : textPart(weights, k),
        null);
  }

  /** Null in banks of older versions, which did not keep it. */
  private @Nullable TextPart textPart(Map<String, Matrix> weights, int classes) {
    return weights.containsKey(AutoClassifier.TEXT_SCALE)
        ? new TextPart(
            TrainedWeights.require(this, weights, AutoClassifier.TEXT_SCALE, 1, 1),
            TrainedWeights.require(this, weights, AutoClassifier.TEXT_BIAS, 1, classes))
        : null;
  }
}
