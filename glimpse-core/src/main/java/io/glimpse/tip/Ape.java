package io.glimpse.tip;

import io.glimpse.feature.Cache;
import io.glimpse.feature.LabelledFeatures;
import io.glimpse.feature.Labels;
import io.glimpse.matrix.Matrix;
import io.glimpse.matrix.Products;
import io.glimpse.matrix.Rows;
import io.glimpse.method.Classifier;
import io.glimpse.method.Method;
import io.glimpse.method.Need;
import io.glimpse.method.Parameter;
import io.glimpse.method.ParameterException;
import io.glimpse.method.Parameters;
import io.glimpse.method.Selection;
import io.glimpse.method.Task;
import io.glimpse.method.TextLogits;
import io.glimpse.progress.Monitor;
import io.glimpse.search.Preference;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * APE (Zhu et al., ICCV 2023), without training: {@link TipAdapter} whose cache looks at the
 * channels that tell classes apart, and trusts the shots that the texts do not.
 *
 * <pre>logits = 100 f Wᵀ + α exp(-β (1 - f' F'ᵀ)) diag(r) L,  r_i = exp(γ log₂(1 / p_i))</pre>
 *
 * <p>f', F' and W' are unit rows of the channels of {@link ApeChannels}; p_i is the share of shot
 * i's class in {@code softmax(F'_i W'ᵀ)}, so that log₂ 1/p is the divergence of what the texts say
 * from what is true.
 *
 * <p>{@code val} searches 200 betas, 20 alphas and 20 gammas; {@code loo} does so on the shots,
 * each answered without itself by channels that were chosen with all.
 */
public final class Ape implements Method {

  static final Parameter CHANNELS =
      Parameter.wholeNumber(
          "channels", 0, 0, Integer.MAX_VALUE, "channels kept; 0 keeps 500 of 1,024, as published");
  static final Parameter MIX =
      Parameter.number(
          "mix", 0.7, 0, 1, "how much unlike classes count in a channel, against varied texts");
  static final Parameter GAMMA =
      Parameter.number("gamma", 0.1, 0, 1e3, "how much more a shot counts that the texts mistake");
  static final Parameter ALPHA_MAX =
      Parameter.number("alpha_max", 7, 0.2, 1e6, "where the search for alpha ends");
  static final Parameter GAMMA_MAX =
      Parameter.number("gamma_max", 1, 0.001, 1e3, "where the search for gamma ends");

  /** Keeps a logarithm finite, as published. */
  private static final double SMALL = 1e-6;

  @Override
  public String name() {
    return "ape";
  }

  @Override
  public String summary() {
    return "APE: Tip-Adapter on the channels that tell classes apart, with a weight a shot;"
        + " without training.";
  }

  @Override
  public List<Parameter> parameters() {
    return List.of(
        TipAdapter.ALPHA,
        TipAdapter.BETA,
        GAMMA,
        CHANNELS,
        MIX,
        ALPHA_MAX,
        TipAdapter.BETA_MAX,
        GAMMA_MAX);
  }

  @Override
  public Set<Need> needs() {
    return Set.of(Need.TEXT, Need.SHOTS);
  }

  @Override
  public Set<Selection> selections() {
    return EnumSet.allOf(Selection.class);
  }

  @Override
  public Set<String> chosen(Selection selection, Parameters used) {
    return selection == Selection.FIXED
        ? Set.of()
        : Set.of(TipAdapter.ALPHA.name(), TipAdapter.BETA.name(), GAMMA.name());
  }

  @Override
  public Classifier fit(Task task) {
    Matrix texts = task.requireText(this).weights();
    Cache shots = task.requireWholeShots(this);
    Parameters parameters = task.parameters(this);
    task.monitor().phase(Monitor.Phase.FIT);
    ApeChannels channels =
        ApeChannels.of(texts, shots, count(parameters, texts.columns()), parameters.number(MIX));
    TextLogits text = new TextLogits(Rows.of(texts), TextLogits.SCALE);
    Cache refined = Cache.of(channels.of(shots.keys().toMatrix()), Labels.of(shots.labels()));
    double[] divergences = divergences(refined, channels.of(texts));
    Selection selection = task.selection(this);
    if (selection == Selection.LEAVE_ONE_OUT && !TipAdapter.canLeaveOneOut(refined, task)) {
      selection = Selection.FIXED;
    }
    if (selection != Selection.FIXED) {
      task.monitor().phase(Monitor.Phase.SELECT);
      boolean leaveOneOut = selection == Selection.LEAVE_ONE_OUT;
      LabelledFeatures data = leaveOneOut ? null : task.requireValidation();
      Matrix features = data == null ? shots.keys().toMatrix() : data.features().globals();
      Labels truth = data == null ? Labels.of(shots.labels()) : data.labels();
      ApeSearch search =
          new ApeSearch(
              text.of(features),
              TipAdapter.affinities(channels.of(features), refined),
              truth.toArray(),
              leaveOneOut);
      parameters =
          search.best(
              refined,
              divergences,
              parameters,
              Preference.near(task.preferred(TipAdapter.BETA, TipAdapter.ALPHA, GAMMA)),
              task.monitor());
    }
    return new ApeClassifier(
        this,
        task.classes(),
        text,
        channels,
        refined,
        weights(divergences, parameters.number(GAMMA)),
        parameters);
  }

  private static int count(Parameters parameters, int dimension) {
    int channels = parameters.wholeNumber(CHANNELS);
    if (channels > dimension) {
      throw new ParameterException(
          "channels=" + channels + " is too many: features are " + dimension + " wide");
    }
    return channels == 0 ? (int) Math.max(1, Math.round(dimension * 500 / 1024.0)) : channels;
  }

  /** log₂ 1/p of every shot. */
  static double[] divergences(Cache refined, Matrix texts) {
    Matrix cosines = Products.timesTransposed(refined.keys().toMatrix(), texts);
    double[] divergences = new double[cosines.rows()];
    for (int i = 0; i < divergences.length; i++) {
      double most = cosines.get(i, cosines.argmax(i));
      double sum = 0;
      for (int c = 0; c < cosines.columns(); c++) {
        sum += Math.exp(cosines.get(i, c) - most);
      }
      double p = Math.exp(cosines.get(i, refined.label(i)) - most) / sum;
      divergences[i] = Math.log((1 + SMALL) / (p + SMALL)) / Math.log(2);
    }
    return divergences;
  }

  /** r, a weight a shot, 1 x n. */
  static Matrix weights(double[] divergences, double gamma) {
    Matrix weights = new Matrix(1, divergences.length);
    for (int i = 0; i < divergences.length; i++) {
      weights.set(0, i, (float) Math.exp(gamma * divergences[i]));
      if (Float.isInfinite(weights.get(0, i))) {
        throw new ParameterException(
            "gamma="
                + Parameters.format(gamma)
                + " is too large: the weight of shot "
                + i
                + " is infinite");
      }
    }
    return weights;
  }
}
