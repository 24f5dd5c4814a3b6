package io.glimpse.gaussian;

import io.glimpse.feature.Cache;
import io.glimpse.feature.LabelledFeatures;
import io.glimpse.matrix.Matrix;
import io.glimpse.matrix.Rows;
import io.glimpse.method.Answers;
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
import io.glimpse.search.Preference;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/**
 * TIMO (Li et al., AAAI 2025), without training: texts that the images guide, and Gaussians that
 * the texts guide.
 *
 * <pre>logits = α f Tᵀ + f wᵀ + b,  T_c = unit(Σ_p softmax(γ m_c / |m_c|)_p t_cp)</pre>
 *
 * <p>t_cp is the row of prompt p of class c and m_c its cosines with the mean of the class's shots.
 * w and b are those of {@link GaussianDiscriminant}, fitted to the shots and, as further samples of
 * their class, to the prompts t_cp m_cp that match best.
 *
 * <p>{@code val} searches as TIMO-S: gamma among 5, 10 ... 100 by the answers of T alone, then the
 * number of text samples among ten from 1 to twice the prompts, with alpha among 1e-4, 1e-3 ...
 * 1e4. With {@code search=alpha} it chooses alpha only, which is plain TIMO.
 */
public final class Timo implements Method {

  static final Parameter ALPHA =
      Parameter.number("alpha", 100, "weight of the texts beside the Gaussians");
  static final Parameter GAMMA =
      Parameter.number(
          "gamma", 50, "how much a text is that of the prompts that match the shots best");
  static final Parameter TEXT_SAMPLES =
      Parameter.wholeNumber(
          "text_samples",
          0,
          0,
          1_000_000,
          "prompts of a class among the samples of its Gaussian, at most twice all; 0 takes each"
              + " once");
  static final Parameter SEARCH =
      Parameter.choice(
          "search", "what selection chooses: all three, or alpha alone", "all", "alpha");

  private static final int GAMMA_STEP = 5;
  private static final int GAMMA_STEPS = 20;
  private static final int SAMPLE_STEPS = 10;

  @Override
  public String name() {
    return "timo";
  }

  @Override
  public String summary() {
    return "TIMO: Gaussians of shots and prompts, and texts of the prompts that match the shots"
        + " best; without training.";
  }

  @Override
  public List<Parameter> parameters() {
    return List.of(ALPHA, GAMMA, TEXT_SAMPLES, SEARCH);
  }

  @Override
  public Set<Need> needs() {
    return Set.of(Need.TEXT, Need.PROMPTS, Need.SHOTS);
  }

  @Override
  public Set<Selection> selections() {
    return Set.of(Selection.FIXED, Selection.VALIDATION, Selection.REFERENCE);
  }

  @Override
  public Set<String> chosen(Selection selection, Parameters used) {
    if (selection == Selection.FIXED) {
      return Set.of();
    }
    return used.text(SEARCH).equals("all")
        ? Set.of(ALPHA.name(), GAMMA.name(), TEXT_SAMPLES.name())
        : Set.of(ALPHA.name());
  }

  @Override
  public Classifier fit(Task task) {
    List<Matrix> prompts = task.requirePrompts(this);
    Cache shots = task.requireWholeShots(this);
    Parameters parameters = task.parameters(this);
    task.monitor().phase(Monitor.Phase.FIT);
    Guided guided = guided(task, prompts, shots);
    if (task.selection(this) != Selection.FIXED) {
      parameters = guided.select(task, parameters);
    }
    return new GaussianClassifier(
        this,
        task.classes(),
        new TextLogits(guided.texts(parameters.number(GAMMA)), parameters.number(ALPHA)),
        guided.gaussians(parameters.wholeNumber(TEXT_SAMPLES)),
        1,
        parameters,
        null);
  }

  private static Guided guided(Task task, List<Matrix> prompts, Cache shots) {
    double[][] samples = Samples.of(shots.keys().toMatrix());
    double[][] means = Samples.means(samples, shots.labels(), prompts.size());
    List<PromptMatch> matches = new ArrayList<>();
    for (int c = 0; c < means.length; c++) {
      if (Arrays.stream(means[c]).allMatch(x -> x == 0)) {
        throw new IllegalArgumentException(
            "the shots of class '" + task.classes().name(c) + "' cancel each other out");
      }
      matches.add(PromptMatch.of(task.classes().name(c), prompts.get(c), means[c]));
    }
    return new Guided(matches, samples, shots.labels());
  }

  /** The classes' prompts with how well they match, and the shots that they are matched with. */
  private static final class Guided {
    private final List<PromptMatch> matches;
    private final double[][] shots;
    private final int[] labels;

    Guided(List<PromptMatch> matches, double[][] shots, int[] labels) {
      this.matches = matches;
      this.shots = shots;
      this.labels = labels;
    }

    /** T, k x d. */
    Rows texts(double gamma) {
      Matrix texts = new Matrix(matches.size(), shots[0].length);
      for (int c = 0; c < texts.rows(); c++) {
        double[] text = matches.get(c).guidedText(gamma);
        for (int j = 0; j < text.length; j++) {
          texts.set(c, j, (float) text[j]);
        }
      }
      return Rows.of(texts);
    }

    /** Those of the shots and some prompts of each class, or all of them where it says 0. */
    GaussianDiscriminant gaussians(int textSamples) {
      List<double[]> samples = new ArrayList<>();
      List<Integer> classes = new ArrayList<>();
      for (int c = 0; c < matches.size(); c++) {
        PromptMatch match = matches.get(c);
        for (double[] row : match.samples(textSamples == 0 ? match.size() : textSamples)) {
          samples.add(row);
          classes.add(c);
        }
      }
      for (int i = 0; i < shots.length; i++) {
        samples.add(shots[i]);
        classes.add(labels[i]);
      }
      return GaussianDiscriminant.of(
          samples.toArray(double[][]::new),
          classes.stream().mapToInt(Integer::intValue).toArray(),
          matches.size());
    }

    Parameters select(Task task, Parameters parameters) {
      LabelledFeatures data = task.requireValidation();
      task.monitor().phase(Monitor.Phase.SELECT);
      Matrix features = data.features().globals();
      boolean all = parameters.text(SEARCH).equals("all");
      Parameters chosen =
          all ? parameters.with(GAMMA, bestGamma(task, features, parameters)) : parameters;
      Matrix ofTexts = new TextLogits(texts(chosen.number(GAMMA)), 1).of(features);
      int[] sizes = all ? sampleSizes() : new int[] {chosen.wholeNumber(TEXT_SAMPLES)};
      int most = 0;
      double nearest = 0;
      Preference ofAlpha = BlendSearch.near(task.preferred(ALPHA));
      Preference ofSize = Preference.near(task.preferred(TEXT_SAMPLES));
      for (int i = 0; i < sizes.length; i++) {
        BlendSearch.Best best =
            BlendSearch.best(
                gaussians(sizes[i]).logits(features), ofTexts, data.labels().toArray(), ofAlpha);
        double away = ofSize.away(0, sizes[i], 1);
        if (best.correct() > most || (best.correct() == most && away < nearest)) {
          most = best.correct();
          nearest = away;
          chosen = chosen.with(ALPHA, best.alpha()).with(TEXT_SAMPLES, sizes[i]);
        }
        task.monitor().progress(i + 1, sizes.length);
      }
      return chosen;
    }

    private double bestGamma(Task task, Matrix features, Parameters parameters) {
      LabelledFeatures data = task.requireValidation();
      Preference preference = Preference.near(task.preferred(GAMMA));
      double best = parameters.number(GAMMA);
      int most = 0;
      double nearest = 0;
      for (int i = 1; i <= GAMMA_STEPS; i++) {
        double gamma = i * GAMMA_STEP;
        int right = Answers.right(new TextLogits(texts(gamma), 1).of(features), data.labels());
        double away = preference.away(0, gamma, 1);
        if (right > most || (right == most && away < nearest)) {
          most = right;
          nearest = away;
          best = gamma;
        }
      }
      return best;
    }

    /** Ten numbers evenly spaced from 1 to twice the prompts, in float32 and then cut. */
    private int[] sampleSizes() {
      int most = 2 * matches.stream().mapToInt(PromptMatch::size).max().orElse(1);
      int[] sizes = new int[SAMPLE_STEPS];
      for (int i = 0; i < SAMPLE_STEPS; i++) {
        sizes[i] = (int) (float) (1 + i * ((most - 1) / (SAMPLE_STEPS - 1.0)));
      }
      return Arrays.stream(sizes).distinct().toArray();
    }
  }
}
