package io.glimpse.calip;

import io.glimpse.feature.ClassSet;
import io.glimpse.feature.FeatureBatch;
import io.glimpse.feature.FeatureSource;
import io.glimpse.feature.LabelledFeatures;
import io.glimpse.feature.Shots;
import io.glimpse.feature.TextFeatures;
import io.glimpse.matrix.Matrix;
import io.glimpse.method.Classifier;
import io.glimpse.method.Method;
import io.glimpse.method.Need;
import io.glimpse.method.Parameter;
import io.glimpse.method.ParameterException;
import io.glimpse.method.Parameters;
import io.glimpse.method.Selection;
import io.glimpse.method.Task;
import io.glimpse.method.TextLogits;
import io.glimpse.method.TrainedWeights;
import io.glimpse.progress.Monitor;
import io.glimpse.search.CalipSearch;
import io.glimpse.search.Grid;
import io.glimpse.search.Preference;
import io.glimpse.search.Winner;
import io.glimpse.train.BatchOrder;
import io.glimpse.train.DrawnAugmentations;
import io.glimpse.train.LearningRates;
import io.glimpse.train.TrainingLoop;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/**
 * CALIP-FS, few-shot CALIP (Guo et al., AAAI 2023): the attention of {@link Calip} with trained
 * projections in front of it and behind it. See {@link CalipFsImages} for the equations.
 *
 * <p>The paper's code was never released; what it leaves open is settled here as follows. The
 * projections are shared by pictures and texts; {@code pre=mlp} puts two hidden layers of 128 in
 * front of them. {@code init=identity}, which needs {@code pre=linear}, starts as {@link Calip}
 * does with a scale of {@code q_gain / √d}, at scale 2 unless said; {@code init=default} starts as
 * PyTorch's layers do. Training is CoOp's: SGD with momentum 0.9 and weight decay 5e-4, a warm-up
 * at 1e-5, then a cosine per epoch; the last epoch's weights are kept. Of several cached views of a
 * shot one is drawn an epoch.
 *
 * <p>{@code val} searches beta2 and beta3 on the validation data after training. The trained
 * weights have seen every shot, so that there is no {@code loo}.
 */
public final class CalipFs implements Method {

  private static final double MOST_BETA = 1e6;

  static final Parameter PRE =
      Parameter.choice("pre", "what is in front of the attention", "linear", "mlp");
  static final Parameter POST = Parameter.choice("post", "what is behind the attention", "linear");
  static final Parameter INIT =
      Parameter.choice("init", "how training starts", "identity", "default");
  static final Parameter Q_GAIN =
      Parameter.number(
          "q_gain", 0, "what queries are multiplied by at first; 0 starts at CALIP's scale 2");
  static final Parameter BETA1 = beta("beta1", 1, "weight of CLIP's own logits");
  static final Parameter BETA2 = beta("beta2", 1.12, "weight of the texts guided by the picture");
  static final Parameter BETA3 =
      beta("beta3", 0.02, "weight of the picture blended from the texts");
  static final Parameter LEARN_BETAS =
      Parameter.choice("learn_betas", "whether training changes the betas", "false", "true");
  static final Parameter LR = Parameter.number("lr", 2e-3, "learning rate after the warm-up");
  static final Parameter EPOCHS =
      Parameter.wholeNumber("epochs", 200, 0, 1_000_000, "how often training sees every shot");
  static final Parameter WARM_UP =
      Parameter.wholeNumber("warmup", 1, 0, 1_000_000, "epochs at a rate of 1e-5");
  static final Parameter BATCH =
      Parameter.wholeNumber("batch", 32, 1, 1 << 20, "shots a training step");

  /** CALIP's scale in the released code. */
  private static final double START_SCALE = 2;

  /** Pictures that are in memory at a time when they are answered. */
  private static final int BLOCK = 32;

  private final BatchOrder order;

  /** The method as it is; shots are shuffled by the task's seed. */
  public CalipFs() {
    this(BatchOrder.SHUFFLED);
  }

  CalipFs(BatchOrder order) {
    this.order = order;
  }

  private static Parameter beta(String name, double value, String meaning) {
    return Parameter.number(name, value, -MOST_BETA, MOST_BETA, meaning);
  }

  @Override
  public String name() {
    return "calip-fs";
  }

  @Override
  public String summary() {
    return "CALIP-FS: CALIP with trained projections around its attention; needs the spatial tokens"
        + " of the shots.";
  }

  @Override
  public List<Parameter> parameters() {
    return List.of(
        PRE,
        POST,
        INIT,
        Q_GAIN,
        BETA1,
        BETA2,
        BETA3,
        LEARN_BETAS,
        LR,
        EPOCHS,
        WARM_UP,
        BATCH,
        Calip.BETA2_MAX,
        Calip.BETA3_MAX);
  }

  @Override
  public Set<Need> needs() {
    return Set.of(Need.TEXT, Need.SHOTS, Need.TOKENS, Need.SHOT_TOKENS);
  }

  @Override
  public Set<Selection> selections() {
    return Set.of(Selection.FIXED, Selection.VALIDATION, Selection.REFERENCE);
  }

  @Override
  public Set<String> chosen(Selection selection, Parameters used) {
    if (used.text(LEARN_BETAS).equals("true")) {
      return Set.of(BETA1.name(), BETA2.name(), BETA3.name());
    }
    return selection == Selection.FIXED ? Set.of() : Set.of(BETA2.name(), BETA3.name());
  }

  @Override
  public Classifier fit(Task task) {
    TextFeatures text = task.requireText(this);
    Shots shots = task.requireShots(this);
    requireTokens(shots.views().get(0));
    Parameters parameters = task.parameters(this);
    Selection selection = task.selection(this);
    CalipFsWeights weights = start(text.dimension(), task.seed(), parameters);
    task.monitor().phase(Monitor.Phase.FIT);
    train(task, weights, text, shots, parameters);
    if (parameters.text(LEARN_BETAS).equals("true")) {
      float[] betas = weights.betas().data();
      for (float beta : betas) {
        if (!(Math.abs(beta) <= MOST_BETA)) {
          throw TrainingLoop.lost("when a beta became " + beta);
        }
      }
      parameters = parameters.with(BETA1, betas[0]).with(BETA2, betas[1]).with(BETA3, betas[2]);
    }
    Fitted trained = fitted(text, weights, parameters);
    return selection == Selection.FIXED ? trained : fitted(text, weights, select(task, trained));
  }

  private static void requireTokens(FeatureSource features) {
    if (!features.isSpatial()) {
      throw new IllegalArgumentException(
          "method 'calip-fs' needs the spatial tokens of the shots, not only their global features");
    }
  }

  /** The weights before training. */
  static CalipFsWeights start(int d, long seed, Parameters parameters) {
    Matrix betas =
        Matrix.of(
            new float[] {
              (float) parameters.number(BETA1),
              (float) parameters.number(BETA2),
              (float) parameters.number(BETA3)
            });
    boolean mlp = parameters.text(PRE).equals("mlp");
    if (parameters.text(INIT).equals("default")) {
      return CalipFsWeights.random(d, mlp, betas, new Random(seed));
    }
    if (mlp) {
      throw new ParameterException("pre=mlp cannot start as an identity; set init=default");
    }
    double gain = parameters.number(Q_GAIN);
    return CalipFsWeights.identity(d, gain == 0 ? START_SCALE * Math.sqrt(d) : gain, betas);
  }

  private void train(
      Task task, CalipFsWeights weights, TextFeatures text, Shots shots, Parameters parameters) {
    CalipFsTrainer trainer =
        new CalipFsTrainer(
            weights, text.weights(), TextLogits.SCALE, parameters.text(LEARN_BETAS).equals("true"));
    DrawnAugmentations views = new DrawnAugmentations(shots, task.seed());
    int epochs = parameters.wholeNumber(EPOCHS);
    int warmUp = parameters.wholeNumber(WARM_UP);
    double base = parameters.number(LR);
    new TrainingLoop(shots.size(), epochs, parameters.wholeNumber(BATCH), order, task.seed())
        .run(
            (rows, epoch, step) ->
                trainer.step(
                    views.tokens(rows, epoch),
                    shots.labels(),
                    rows,
                    LearningRates.warmUpThenCosine(base, epoch, epochs, warmUp)),
            task.monitor());
  }

  private Fitted fitted(TextFeatures text, CalipFsWeights weights, Parameters parameters) {
    CalipFsTexts texts = new CalipFsTexts(weights, text.weights(), TextLogits.SCALE);
    return new Fitted(this, text.classes(), texts, parameters);
  }

  private static Parameters select(Task task, Fitted trained) {
    LabelledFeatures data = task.requireValidation();
    requireTokens(data.features());
    task.monitor().phase(Monitor.Phase.PREPARE);
    CalipFsImages.Terms terms = trained.terms(data.features(), task.monitor());
    task.monitor().phase(Monitor.Phase.SELECT);
    Parameters parameters = trained.parameters();
    Matrix base = terms.sum((float) parameters.number(BETA1), 0, 0);
    Winner winner =
        new CalipSearch(base, terms.guided(), terms.blended(), data.labels().toArray())
            .best(
                new Grid(Calip.LEAST, parameters.number(Calip.BETA2_MAX), Calip.STEPS),
                new Grid(Calip.LEAST, parameters.number(Calip.BETA3_MAX), Calip.STEPS),
                Preference.near(task.preferred(BETA2, BETA3)));
    return parameters.with(BETA2, winner.outer()).with(BETA3, winner.inner());
  }

  @Override
  public Classifier restore(Task task, Map<String, Matrix> weights) {
    TextFeatures text = task.requireText(this);
    Parameters parameters = task.parameters(this);
    CalipFsWeights shape = start(text.dimension(), task.seed(), parameters);
    shape
        .tensors()
        .forEach(
            (name, tensor) -> {
              Matrix saved =
                  TrainedWeights.require(this, weights, name, tensor.rows(), tensor.columns());
              tensor.setRows(0, saved);
            });
    return fitted(text, shape, parameters);
  }

  private record Fitted(Method method, ClassSet classes, CalipFsTexts texts, Parameters parameters)
      implements Classifier {

    @Override
    public Matrix logits(FeatureBatch queries) {
      requireTokens(queries);
      return terms(queries, Monitor.NONE)
          .sum(
              (float) parameters.number(BETA1),
              (float) parameters.number(BETA2),
              (float) parameters.number(BETA3));
    }

    CalipFsImages.Terms terms(FeatureSource source, Monitor monitor) {
      int n = source.size();
      Matrix plain = new Matrix(n, classes.size());
      Matrix guided = new Matrix(n, classes.size());
      Matrix blended = new Matrix(n, classes.size());
      for (int from = 0; from < n; from += BLOCK) {
        FeatureBatch batch = source.read(from, Math.min(n, from + BLOCK));
        var terms = new CalipFsImages(texts, batch).terms();
        plain.setRows(from, terms.plain());
        guided.setRows(from, terms.guided());
        blended.setRows(from, terms.blended());
        monitor.progress(from + batch.size(), n);
      }
      return new CalipFsImages.Terms(plain, guided, blended);
    }

    @Override
    public Map<String, Matrix> weights() {
      Map<String, Matrix> copies = new LinkedHashMap<>();
      texts.weights().tensors().forEach((name, tensor) -> copies.put(name, tensor.copy()));
      return copies;
    }
  }
}
