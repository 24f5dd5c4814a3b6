package io.glimpse.probe;

import io.glimpse.feature.Cache;
import io.glimpse.feature.ClassSet;
import io.glimpse.feature.FeatureBatch;
import io.glimpse.feature.Labels;
import io.glimpse.matrix.Elementwise;
import io.glimpse.matrix.Matrix;
import io.glimpse.matrix.Products;
import io.glimpse.matrix.Rows;
import io.glimpse.method.Classifier;
import io.glimpse.method.LogitFormula;
import io.glimpse.method.Method;
import io.glimpse.method.Need;
import io.glimpse.method.Parameter;
import io.glimpse.method.Parameters;
import io.glimpse.method.Selection;
import io.glimpse.method.Task;
import io.glimpse.method.TrainedWeights;
import io.glimpse.progress.Monitor;
import io.glimpse.train.Sgd;
import io.glimpse.train.SoftmaxCrossEntropy;
import io.glimpse.train.TrainingLoop;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * LP++ (Huang et al., CVPR 2024), a linear probe that blends the texts in, a weight α_c a class:
 *
 * <pre>logits_c = f · (w_c + α_c t_c)</pre>
 *
 * <p>w and α are trained on all shots at once, by cross-entropy, and nothing is left to choose: w
 * begins at the sum of each class's shots and goes down its gradient, with momentum 0.9, at the
 * rate {@code 4 n / λ_max(FᵀF)}, which the loss's curvature allows. All α begin at 250 times the
 * mean over classes of how near their shots are to their texts, and take a step of {@code n / (4
 * max_c Σ_i (f_i · t_c)²)} every tenth iteration. There are no biases and no random numbers.
 *
 * <p>The released code never clears the gradient of α, so that each step is by the sum over all
 * iterations so far; {@code alpha_gradient=fresh} steps by the last one's alone.
 */
public final class TextBlendedProbe implements Method {

  static final Parameter ITERATIONS =
      Parameter.wholeNumber("iterations", 300, 0, 1_000_000, "how often all shots are seen");
  static final Parameter ALPHA_EVERY =
      Parameter.wholeNumber(
          "alpha_every",
          10,
          1,
          1_000_000,
          "iterations from one step of the texts' weights to the" + " next");
  static final Parameter ALPHA_GRADIENT =
      Parameter.choice(
          "alpha_gradient",
          "of the texts' weights: summed over all iterations, as released, or fresh",
          "summed",
          "fresh");

  private static final double MOMENTUM = 0.9;
  private static final double FIRST_ALPHA = 250;

  private static final String WEIGHT = "weight";
  private static final String ALPHA = "alpha";

  @Override
  public String name() {
    return "lpp";
  }

  @Override
  public String summary() {
    return "LP++: a linear probe blended with the texts, a weight a class; trained without anything"
        + " to choose.";
  }

  @Override
  public List<Parameter> parameters() {
    return List.of(ITERATIONS, ALPHA_EVERY, ALPHA_GRADIENT);
  }

  @Override
  public Set<Need> needs() {
    return Set.of(Need.TEXT, Need.SHOTS);
  }

  @Override
  public Set<Selection> selections() {
    return Set.of(Selection.FIXED);
  }

  @Override
  public Classifier fit(Task task) {
    Matrix texts = task.requireText(this).weights();
    Cache shots = task.requireWholeShots(this);
    Parameters parameters = task.parameters(this);
    task.selection(this);
    task.monitor().phase(Monitor.Phase.FIT);
    Trainer trainer = new Trainer(shots, texts, parameters);
    int n = shots.size();
    new TrainingLoop(
            n,
            parameters.wholeNumber(ITERATIONS),
            n,
            (rows, epoch, seed) -> IntStream.range(0, rows).toArray(),
            task.seed())
        .run((rows, epoch, step) -> trainer.step(rows, step + 1), task.monitor());
    return new Fitted(this, task.classes(), trainer.w, trainer.alphas(), texts, parameters);
  }

  @Override
  public Classifier restore(Task task, Map<String, Matrix> weights) {
    Matrix texts = task.requireText(this).weights();
    return new Fitted(
        this,
        task.classes(),
        TrainedWeights.require(this, weights, WEIGHT, texts.rows(), texts.columns()),
        TrainedWeights.require(this, weights, ALPHA, 1, texts.rows()),
        texts,
        task.parameters(this));
  }

  /** {@code F wᵀ + α (F Tᵀ)}, its gradients and the steps along them. */
  private static final class Trainer {
    private final Matrix features;
    private final Labels labels;

    /** {@code F Tᵀ}, n x k. */
    private final Matrix ofTexts;

    private final Matrix w;
    private final double[] alpha;
    private final double[] alphaGradient;
    private final Sgd sgd;
    private final double rate;
    private final double alphaRate;
    private final int alphaEvery;
    private final boolean summed;

    Trainer(Cache shots, Matrix texts, Parameters parameters) {
      this.features = shots.keys().toMatrix();
      this.labels = Labels.of(shots.labels());
      this.ofTexts = Products.timesTransposed(features, texts);
      this.w = new Matrix(texts.rows(), texts.columns());
      for (int i = 0; i < features.rows(); i++) {
        Elementwise.addScaled(1, features, i, w, labels.label(i));
      }
      this.alpha = new double[texts.rows()];
      Arrays.fill(alpha, FIRST_ALPHA * meanCosine());
      this.alphaGradient = new double[alpha.length];
      this.sgd = new Sgd(w.data().length, MOMENTUM, 0);
      this.rate = rate(4.0 * features.rows(), LargestEigenvalue.of(features));
      this.alphaRate = rate(features.rows() / 4.0, mostOfATextSquared());
      this.alphaEvery = parameters.wholeNumber(ALPHA_EVERY);
      this.summed = parameters.text(ALPHA_GRADIENT).equals("summed");
    }

    /** Where there is no curvature there is no gradient either. */
    private static double rate(double of, double curvature) {
      return curvature == 0 ? 0 : of / curvature;
    }

    /** The mean over classes of the mean {@code f · t} of their shots. */
    private double meanCosine() {
      int[] counts = labels.counts(alpha.length);
      double sum = 0;
      for (int i = 0; i < features.rows(); i++) {
        int label = labels.label(i);
        sum += (double) ofTexts.get(i, label) / counts[label];
      }
      return sum / alpha.length;
    }

    private double mostOfATextSquared() {
      double most = 0;
      for (int c = 0; c < alpha.length; c++) {
        double sum = 0;
        for (int i = 0; i < features.rows(); i++) {
          sum += (double) ofTexts.get(i, c) * ofTexts.get(i, c);
        }
        most = Math.max(most, sum);
      }
      return most;
    }

    /** Takes one step on all shots, the {@code step}-th, from 1. */
    SoftmaxCrossEntropy.Loss step(int[] rows, int step) {
      Matrix logits = Products.timesTransposed(features, w);
      for (int i = 0; i < logits.rows(); i++) {
        for (int c = 0; c < alpha.length; c++) {
          logits.set(i, c, (float) (logits.get(i, c) + alpha[c] * ofTexts.get(i, c)));
        }
      }
      SoftmaxCrossEntropy.Loss loss = SoftmaxCrossEntropy.gradient(logits, labels, rows);
      if (!summed) {
        Arrays.fill(alphaGradient, 0);
      }
      for (int i = 0; i < logits.rows(); i++) {
        for (int c = 0; c < alpha.length; c++) {
          alphaGradient[c] += (double) logits.get(i, c) * ofTexts.get(i, c);
        }
      }
      sgd.step(w.data(), Products.transposedTimes(logits, features).data(), rate);
      for (int c = 0; c < alpha.length && step % alphaEvery == 0; c++) {
        alpha[c] -= alphaRate * alphaGradient[c];
      }
      return loss;
    }

    Matrix alphas() {
      Matrix alphas = new Matrix(1, alpha.length);
      for (int c = 0; c < alpha.length; c++) {
        alphas.set(0, c, (float) alpha[c]);
      }
      return alphas;
    }
  }

  /** A classifier, which answers by one matrix: w_c + α_c t_c. */
  private static final class Fitted implements Classifier {
    private final Method method;
    private final ClassSet classes;
    private final Matrix w;
    private final Matrix alpha;
    private final Rows blended;
    private final Parameters parameters;

    Fitted(
        Method method,
        ClassSet classes,
        Matrix w,
        Matrix alpha,
        Matrix texts,
        Parameters parameters) {
      this.method = method;
      this.classes = classes;
      this.w = w;
      this.alpha = alpha;
      this.parameters = parameters;
      Matrix sum = w.copy();
      for (int c = 0; c < sum.rows(); c++) {
        Elementwise.addScaled(alpha.get(0, c), texts, c, sum, c);
      }
      this.blended = Rows.of(sum);
    }

    @Override
    public ClassSet classes() {
      return classes;
    }

    @Override
    public Method method() {
      return method;
    }

    @Override
    public Parameters parameters() {
      return parameters;
    }

    @Override
    public Matrix logits(FeatureBatch queries) {
      return Products.timesTransposed(queries.globals(), blended);
    }

    @Override
    public Optional<LogitFormula> formula() {
      return Optional.of(new LogitFormula.Linear(blended.toMatrix(), null));
    }

    @Override
    public Map<String, Matrix> weights() {
      return Map.of(WEIGHT, w.copy(), ALPHA, alpha.copy());
    }
  }
}
