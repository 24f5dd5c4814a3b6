package io.glimpse.tip;

import io.glimpse.feature.Cache;
import io.glimpse.feature.FeatureBatch;
import io.glimpse.feature.GroupedCache;
import io.glimpse.feature.LabelledFeatures;
import io.glimpse.feature.Labels;
import io.glimpse.feature.Shots;
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
import io.glimpse.train.BatchOrder;
import io.glimpse.train.DrawnAugmentations;
import io.glimpse.train.LearningRates;
import io.glimpse.train.TrainingLoop;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Tip-Adapter-F (Zhang et al., ECCV 2022): {@link TipAdapter} with trained keys.
 *
 * <p>The keys F of the cache learn, the labels L do not, and alpha and beta stay at their given
 * values meanwhile. AdamW, a cosine per step to zero, cross-entropy of the full logits; the keys
 * are never normalised again. Of several cached views of a shot one is drawn an epoch; with a
 * single view, training sees that one.
 *
 * <p>With {@code votes}, which banks set, every class has as many: 14 keys of one class would
 * outvote the only one of another, however training moves them.
 *
 * <p>How alpha and beta are chosen:
 *
 * <ul>
 *   <li>{@code val}: searched on the validation data after training.
 *   <li>{@code loo}: searched on the shots <em>before</em> training. The trained keys have seen
 *       every shot, so leaving a shot out of them afterwards would only pretend.
 *   <li>{@code reference}: the epoch and then alpha and beta that are best on the test data, as in
 *       the published scripts; the better of both is kept.
 * </ul>
 */
public final class TipAdapterF implements Method {

  static final Parameter LR = Parameter.number("lr", 1e-3, "learning rate of the first step");
  static final Parameter EPS =
      Parameter.number("eps", 1e-4, "AdamW's epsilon, added to the root of the second moment");
  static final Parameter WEIGHT_DECAY =
      Parameter.number("weight_decay", 0.01, "AdamW's decoupled weight decay");
  public static final Parameter EPOCHS =
      Parameter.wholeNumber("epochs", 20, 0, 1_000_000, "how often training sees every shot");
  static final Parameter BATCH =
      Parameter.wholeNumber("batch", 256, 1, 1 << 20, "shots a training step");

  static final Parameter ORDER =
      Parameter.choice(
          "order",
          "how batches are drawn: by the seed, or as any language can repeat",
          "shuffled",
          "portable");

  private static final String KEYS = "keys";

  /** The method, which has no state. */
  public TipAdapterF() {}

  @Override
  public String name() {
    return "tip-f";
  }

  @Override
  public String summary() {
    return "Tip-Adapter-F: texts and a cache of shots whose keys are trained.";
  }

  @Override
  public List<Parameter> parameters() {
    List<Parameter> all = new ArrayList<>(new TipAdapter().parameters());
    all.replaceAll(p -> p.equals(TipAdapter.VOTES) ? p.toldIfSet() : p);
    all.addAll(List.of(LR, EPS, WEIGHT_DECAY, EPOCHS, BATCH, ORDER));
    return List.copyOf(all);
  }

  /**
   * As many votes for every class as the fullest has keys. The loss needs no balance then: AdamW's
   * steps do not depend on how much a class weighs in it.
   */
  @Override
  public Map<String, String> balanced(int[] shots, Parameters asked) {
    return new TipAdapter().balanced(shots, asked);
  }

  @Override
  public Set<Need> needs() {
    return Set.of(Need.SHOTS);
  }

  @Override
  public Set<Selection> selections() {
    return EnumSet.allOf(Selection.class);
  }

  @Override
  public Set<String> chosen(Selection selection, Parameters used) {
    return selection == Selection.FIXED
        ? Set.of()
        : Set.of(TipAdapter.ALPHA.name(), TipAdapter.BETA.name());
  }

  @Override
  public TipClassifier fit(Task task) {
    Parameters parameters = task.parameters(this);
    TextLogits text = TipAdapter.text(task, parameters);
    GroupedCache grouped = TipAdapter.cache(this, task, parameters);
    Cache cache = grouped.cache();
    Selection selection = task.selection(this);
    if (selection == Selection.LEAVE_ONE_OUT) {
      task.monitor()
          .warn(
              "trained keys have seen every shot: alpha and beta are chosen by leave-one-out on"
                  + " the untrained cache, before training");
      Cache voting = TipAdapter.voting(cache, task, parameters);
      parameters = TipAdapter.select(task, selection, text, voting, parameters);
    }
    task.monitor().phase(Monitor.Phase.FIT);
    TipTrainer trainer =
        new TipTrainer(
            TipAdapter.voting(cache, task, parameters),
            parameters.number(TipAdapter.ALPHA),
            parameters.number(TipAdapter.BETA),
            parameters.number(WEIGHT_DECAY),
            parameters.number(EPS));
    if (selection == Selection.REFERENCE) {
      return fitLikePublished(task, trainer, text, grouped, parameters);
    }
    train(task, trainer, text, parameters, task.monitor());
    GroupedCache trained = grouped.withKeys(trainer.keys());
    if (selection == Selection.VALIDATION) {
      Cache voting = TipAdapter.voting(trained.cache(), task, parameters);
      parameters = TipAdapter.select(task, selection, text, voting, parameters);
    }
    return classifier(task, text, trained, parameters);
  }

  private void train(
      Task task,
      TipTrainer trainer,
      @Nullable TextLogits text,
      Parameters parameters,
      Monitor monitor) {
    Shots shots = task.requireShots(this);
    Labels labels = shots.labels();
    DrawnAugmentations views = new DrawnAugmentations(shots, task.seed());
    double rate = parameters.number(LR);
    TrainingLoop loop =
        new TrainingLoop(
            shots.size(),
            parameters.wholeNumber(EPOCHS),
            parameters.wholeNumber(BATCH),
            parameters.text(ORDER).equals("portable") ? BatchOrder.PORTABLE : BatchOrder.SHUFFLED,
            task.seed());
    loop.run(
        (rows, epoch, step) -> {
          Matrix features = views.globals(rows, epoch);
          Matrix logits = TipAdapter.base(text, features, task);
          return trainer.step(
              features, logits, labels, rows, LearningRates.cosine(rate, step, loop.steps()));
        },
        monitor);
  }

  /** The published scripts' choices, all of them made on the test data. */
  private TipClassifier fitLikePublished(
      Task task,
      TipTrainer trainer,
      @Nullable TextLogits text,
      GroupedCache cache,
      Parameters parameters) {
    BestEpoch best = new BestEpoch(task, trainer, text, cache, parameters);
    train(task, trainer, text, parameters, best);
    GroupedCache keys = cache.withKeys(best.keys);
    TipClassifier atBestEpoch = classifier(task, text, keys, parameters);
    Parameters searched =
        TipAdapter.select(
            task,
            Selection.REFERENCE,
            text,
            TipAdapter.voting(keys.cache(), task, parameters),
            parameters);
    TipClassifier atSearched = classifier(task, text, keys, searched);
    return correct(atSearched, task.requireValidation()) > best.correct ? atSearched : atBestEpoch;
  }

  private TipClassifier classifier(
      Task task, @Nullable TextLogits text, GroupedCache cache, Parameters parameters) {
    ClassVotes votes = TipAdapter.votes(cache.cache(), task, parameters);
    return new TipClassifier(
        this, task.classes(), text, cache, parameters, votes, Map.of(KEYS, cache.cache().keys()));
  }

  private static int correct(Classifier classifier, LabelledFeatures data) {
    Matrix logits = classifier.logits(FeatureBatch.ofGlobals(data.features().globals()));
    return Answers.right(logits, data.labels());
  }

  /** Keeps the keys of the epoch with the most right answers on the test data. */
  private final class BestEpoch implements Monitor {
    private final Task task;
    private final TipTrainer trainer;
    private final @Nullable TextLogits text;
    private final GroupedCache cache;
    private final Parameters parameters;
    private Matrix keys;
    private int correct = -1;

    BestEpoch(
        Task task,
        TipTrainer trainer,
        @Nullable TextLogits text,
        GroupedCache cache,
        Parameters parameters) {
      this.task = task;
      this.trainer = trainer;
      this.text = text;
      this.cache = cache;
      this.parameters = parameters;
      this.keys = trainer.keys().copy();
    }

    @Override
    public void progress(long done, long total) {
      task.monitor().progress(done, total);
    }

    @Override
    public void epoch(int epoch, double loss, double accuracy) {
      task.monitor().epoch(epoch, loss, accuracy);
      TipClassifier now = classifier(task, text, cache.withKeys(trainer.keys()), parameters);
      int right = correct(now, task.requireValidation());
      if (right > correct) {
        correct = right;
        keys = trainer.keys().copy();
      }
    }
  }

  /**
   * Rebuilds a classifier from its trained keys.
   *
   * @param task with the shots that it was trained on, for their labels
   */
  @Override
  public TipClassifier restore(Task task, Map<String, Matrix> weights) {
    Parameters parameters = task.parameters(this);
    GroupedCache cache = TipAdapter.cache(this, task, parameters);
    Matrix keys =
        TrainedWeights.require(
            this, weights, KEYS, cache.cache().size(), cache.cache().dimension());
    return classifier(task, TipAdapter.text(task, parameters), cache.withKeys(keys), parameters);
  }
}
