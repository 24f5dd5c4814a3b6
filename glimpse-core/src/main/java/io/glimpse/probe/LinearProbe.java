package io.glimpse.probe;

import io.glimpse.feature.Cache;
import io.glimpse.feature.ClassSet;
import io.glimpse.feature.FeatureBatch;
import io.glimpse.feature.LabelledFeatures;
import io.glimpse.feature.Labels;
import io.glimpse.feature.Shots;
import io.glimpse.matrix.Elementwise;
import io.glimpse.matrix.Matrix;
import io.glimpse.matrix.Products;
import io.glimpse.matrix.Rows;
import io.glimpse.method.Answers;
import io.glimpse.method.Classifier;
import io.glimpse.method.LogitFormula;
import io.glimpse.method.Method;
import io.glimpse.method.Need;
import io.glimpse.method.Parameter;
import io.glimpse.method.Parameters;
import io.glimpse.method.Selection;
import io.glimpse.method.Task;
import io.glimpse.method.TrainedWeights;
import io.glimpse.method.UnseenAnswers;
import io.glimpse.progress.Monitor;
import io.glimpse.train.LogisticRegression;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Logistic regression on the features of the shots, without texts: the baseline of the CLIP and
 * CoOp papers.
 *
 * <p>It minimises {@code C Σ cross-entropy + |W|² / 2}; the biases are not penalised. Features are
 * as the encoder gives them, as CoOp's extractor stores them: those of a CLIP model have a length
 * of about 10, so that the same C weighs the shots a hundred times as much as it does with unit
 * rows. Encoders whose rows are unit rows, as those of {@code lite}, and features from files are
 * taken as they are. Shots of several views give the mean of these; that of unit rows is
 * normalised.
 *
 * <p>With {@code balance=classes} the shots of each class together count as much, so that a class
 * of one shot is found beside larger ones.
 *
 * <p>{@code val} chooses C as CoOp does: of 1e6, 1e4 ... 1e-6 the best on the validation data, then
 * eight times the better end of an interval around it, whose other end moves to the middle (of the
 * exponents). Leaving single shots out would train anew for each, so that there is no {@code loo};
 * how sure it may be is learned by leaving out a fifth at a time.
 */
public final class LinearProbe implements Method {

  static final Parameter C =
      Parameter.number("C", 1, 1e-9, 1e9, "strength of the shots against the penalty on weights");

  private static final String OF_CLASSES = "classes";

  static final Parameter BALANCE =
      Parameter.choice(
              "balance",
              "what counts as much in the loss: every shot, as published, or every class",
              "shots",
              OF_CLASSES)
          .toldIfSet();

  private static final String WEIGHT = "weight";
  private static final String BIAS = "bias";
  private static final String LENGTHS = "lengths";

  @Override
  public String name() {
    return "linear-probe";
  }

  @Override
  public String summary() {
    return "Logistic regression on the features of the shots; uses no texts.";
  }

  @Override
  public List<Parameter> parameters() {
    return List.of(C, BALANCE);
  }

  /** Every class counts as much in the loss, where some have more shots than others. */
  @Override
  public Map<String, String> balanced(int[] shots, Parameters asked) {
    boolean even = Arrays.stream(shots).distinct().count() < 2;
    return even ? Map.of() : Map.of(BALANCE.name(), OF_CLASSES);
  }

  /** The labels that the loss is taken of. */
  static Labels balanced(Labels labels, Parameters parameters, int classes) {
    return parameters.text(BALANCE).equals(OF_CLASSES) ? labels.balanced(classes) : labels;
  }

  @Override
  public Set<Need> needs() {
    return Set.of(Need.SHOTS, Need.RAW);
  }

  @Override
  public Set<Selection> selections() {
    return Set.of(Selection.FIXED, Selection.VALIDATION, Selection.REFERENCE);
  }

  @Override
  public Set<String> chosen(Selection selection, Parameters used) {
    return selection == Selection.FIXED ? Set.of() : Set.of(C.name());
  }

  @Override
  public boolean leavesOneOut() {
    return true;
  }

  @Override
  public Classifier fit(Task task) {
    Shots shots = task.requireShots(this);
    Parameters parameters = task.parameters(this);
    task.monitor().phase(Monitor.Phase.FIT);
    Cache cache = shots.cache();
    task.requireEveryClass(cache);
    int classes = task.classes().size();
    LogisticRegression problem =
        new LogisticRegression(
            cache.keys().toMatrix(), balanced(shots.labels(), parameters, classes), classes);
    if (task.selection(this) != Selection.FIXED) {
      return new StrengthSearch(task, problem, parameters, cache).best();
    }
    double[] solution =
        problem.solve(
            parameters.number(C),
            problem.start(),
            i -> task.monitor().progress(i, LogisticRegression.iterations()));
    return new Fitted(
        this,
        task.classes(),
        Rows.of(problem.weights(solution)),
        problem.biases(solution),
        parameters,
        cache,
        false);
  }

  @Override
  public Classifier restore(Task task, Map<String, Matrix> weights) {
    int k = task.classes().size();
    Cache cache = task.requireShots(this).cache();
    // Older versions trained on unit rows, and kept no lengths.
    boolean unit = !weights.containsKey(LENGTHS);
    return new Fitted(
        this,
        task.classes(),
        Rows.of(TrainedWeights.require(this, weights, WEIGHT, k, cache.dimension())),
        TrainedWeights.require(this, weights, BIAS, 1, k),
        task.parameters(this),
        unit
            ? cache
            : RowLengths.restored(
                cache, TrainedWeights.require(this, weights, LENGTHS, 1, cache.size())),
        unit);
  }

  /** CoOp's search for C. */
  private final class StrengthSearch {
    private static final double[] COARSE = {1e6, 1e4, 1e2, 1, 1e-2, 1e-4, 1e-6};
    private static final int STEPS = 8;

    private final Task task;
    private final LogisticRegression problem;
    private final Parameters parameters;
    private final Cache cache;
    private final FeatureBatch features;
    private final LabelledFeatures data;
    private double[] nearest;
    private int tried;

    StrengthSearch(Task task, LogisticRegression problem, Parameters parameters, Cache cache) {
      this.task = task;
      this.problem = problem;
      this.parameters = parameters;
      this.cache = cache;
      this.data = task.requireValidation();
      this.features = FeatureBatch.ofGlobals(data.features().globals());
      this.nearest = problem.start();
    }

    private record Candidate(double exponent, Fitted classifier, int right) {}

    Classifier best() {
      task.monitor().phase(Monitor.Phase.SELECT);
      Candidate[] coarse = new Candidate[COARSE.length];
      // From weak to strong, each starting where the one before it ended.
      for (int i = COARSE.length - 1; i >= 0; i--) {
        coarse[i] = candidate(Math.log10(COARSE[i]));
      }
      Candidate peak = coarse[0];
      for (Candidate c : coarse) {
        peak = c.right > peak.right ? c : peak;
      }
      Candidate low = candidate(peak.exponent - 1);
      Candidate high = candidate(peak.exponent + 1);
      Candidate better = low;
      for (int step = 0; step < STEPS; step++) {
        double middle = (low.exponent + high.exponent) / 2;
        boolean last = step == STEPS - 1;
        if (low.right < high.right) {
          better = high;
          low = last ? low : candidate(middle);
        } else {
          better = low;
          high = last ? high : candidate(middle);
        }
      }
      return better.classifier;
    }

    private Candidate candidate(double exponent) {
      Parameters here = parameters.with(C, Math.pow(10, exponent));
      nearest = problem.solve(here.number(C), nearest, i -> {});
      Fitted classifier =
          new Fitted(
              LinearProbe.this,
              task.classes(),
              Rows.of(problem.weights(nearest)),
              problem.biases(nearest),
              here,
              cache,
              false);
      int right = Answers.right(classifier.logits(features), data.labels());
      task.monitor().progress(++tried, COARSE.length + STEPS + 1);
      return new Candidate(exponent, classifier, right);
    }
  }

  /**
   * A probe.
   *
   * @param shots the rows that it was trained on
   * @param unit whether pictures are to be normalised
   */
  private record Fitted(
      Method method,
      ClassSet classes,
      Rows weight,
      Matrix bias,
      Parameters parameters,
      Cache shots,
      boolean unit)
      implements Classifier {

    @Override
    public Matrix logits(FeatureBatch queries) {
      Matrix features = queries.globals();
      Matrix rows = unit ? features.copy().normalizeRows() : features;
      Matrix logits = Products.timesTransposed(rows, weight);
      Elementwise.addToEveryRow(bias, logits);
      return logits;
    }

    @Override
    public Optional<LogitFormula> formula() {
      LogitFormula layer = new LogitFormula.Linear(weight.toMatrix(), bias);
      return Optional.of(unit ? new LogitFormula.OfUnitRow(layer) : layer);
    }

    @Override
    public Map<String, Matrix> weights() {
      Map<String, Matrix> weights = new HashMap<>();
      weights.put(WEIGHT, weight.toMatrix());
      weights.put(BIAS, bias);
      if (!unit) {
        weights.put(LENGTHS, RowLengths.of(shots));
      }
      return weights;
    }

    /** By folds, see {@link ProbeFolds}: up to five fits. */
    @Override
    public Optional<UnseenAnswers> leaveOneOut() {
      if (shots.isSoft()) {
        return Optional.empty();
      }
      // A class of one shot is never left out, and its row says nothing.
      UnseenAnswers answers = new ProbeFolds(shots, weight, bias, parameters).answers();
      return answers.isAnyFair() ? Optional.of(answers) : Optional.empty();
    }
  }
}
