package io.glimpse.multiview;

import io.glimpse.feature.Labels;
import io.glimpse.feature.TextFeatures;
import io.glimpse.matrix.Matrix;
import io.glimpse.matrix.Products;
import io.glimpse.method.TextLogits;
import io.glimpse.progress.Monitor;
import io.glimpse.train.BatchOrder;
import io.glimpse.train.LearningRates;
import io.glimpse.train.Sgd;
import io.glimpse.train.SoftmaxCrossEntropy;
import io.glimpse.train.TrainingLoop;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * PointCLIP's few-shot head: an adapter that sees all views of a thing together, and the texts.
 *
 * <pre>logits = 100 u Wᵀ</pre>
 *
 * <p>u is what the adapter makes of the V views, W the texts, repeated V times and normalised.
 * Trained with SGD (momentum 0.9, weight decay 5e-4), one epoch at 1e-5 and then a cosine, and with
 * labels of which the other classes share {@link Settings#smoothing}. The published run picks its
 * best epoch on the test set; here the last one counts.
 *
 * <p>Immutable once trained; many threads may share one.
 */
public final class InterViewAdapter {

  private static final double MOMENTUM = 0.9;
  private static final double WEIGHT_DECAY = 5e-4;
  private static final int WARM_UP_EPOCHS = 1;

  /**
   * How to train.
   *
   * @param epochs the published number is 250
   * @param learningRate 0.01
   * @param batch 32
   * @param dropout share of values that are dropped, 0.075
   * @param smoothing share of a label that the other classes get, 0.2
   * @param seed what draws weights, order and what is dropped
   */
  public record Settings(
      int epochs, double learningRate, int batch, double dropout, double smoothing, long seed) {

    public Settings {
      if (epochs < 1 || batch < 2 || !(learningRate > 0)) {
        throw new IllegalArgumentException(
            "training needs at least 1 epoch, 2 things a batch and a learning rate above 0");
      }
      if (!(dropout >= 0 && dropout < 1) || !(smoothing >= 0 && smoothing < 1)) {
        throw new IllegalArgumentException("dropout and smoothing are from 0 to below 1");
      }
    }

    /** Those of the paper's code. */
    public static Settings published() {
      return new Settings(250, 0.01, 32, 0.075, 0.2, 2);
    }
  }

  private final InterViewNetwork network;
  private final Matrix text;
  private final int views;

  private InterViewAdapter(InterViewNetwork network, Matrix text, int views) {
    this.network = network;
    this.text = text;
    this.views = views;
  }

  /**
   * Trains on some things.
   *
   * @param shots at least two things
   * @param labels their classes, not soft
   */
  public static InterViewAdapter train(
      ViewBatch shots, Labels labels, TextFeatures text, Settings settings, Monitor monitor) {
    if (shots.size() != labels.size() || shots.size() < 2) {
      throw new IllegalArgumentException(
          shots.size() + " things and " + labels.size() + " labels; at least 2 are needed");
    }
    labels.requireBelow(text.classes().size());
    Random random = new Random(settings.seed());
    int width = shots.dimension();
    InterViewNetwork network = new InterViewNetwork(shots.views(), width, random);
    Matrix repeated = Fusion.CONCATENATED.fuse(text, shots.views()).weights();
    InterViewAdapter adapter = new InterViewAdapter(network, repeated, shots.views());
    adapter.run(
        rows(shots), smooth(labels, text.classes().size(), settings), settings, random, monitor);
    return adapter;
  }

  /** All that training made, by name; see {@link #restore}. */
  Map<String, Matrix> state() {
    return network.state();
  }

  /**
   * An adapter that was trained before.
   *
   * @param views V
   * @param tensor gives, for a name, rows and columns, what {@link #state} held under that name
   */
  static InterViewAdapter restore(int views, TextFeatures text, StoredTensor tensor) {
    InterViewNetwork network = new InterViewNetwork(views, text.dimension(), new Random(0));
    network
        .state()
        .forEach(
            (name, room) -> {
              Matrix stored = tensor.get(name, room.rows(), room.columns());
              for (int i = 0; i < room.rows(); i++) {
                room.setRow(i, stored, i);
              }
            });
    return new InterViewAdapter(network, Fusion.CONCATENATED.fuse(text, views).weights(), views);
  }

  /** Gives a tensor of a name and a shape. */
  interface StoredTensor {
    Matrix get(String name, int rows, int columns);
  }

  /**
   * The logits of some things.
   *
   * @return n x k
   */
  public Matrix logits(ViewBatch batch) {
    if (batch.views() != views) {
      throw new IllegalArgumentException(
          batch.views() + " views for an adapter of " + views + " views");
    }
    return scaled(Products.timesTransposed(network.apply(rows(batch)), text));
  }

  private void run(Matrix rows, Labels labels, Settings settings, Random random, Monitor monitor) {
    List<Sgd> optimisers = new ArrayList<>();
    for (Matrix parameter : network.parameters()) {
      optimisers.add(new Sgd(parameter.data().length, MOMENTUM, WEIGHT_DECAY));
    }
    monitor.phase(Monitor.Phase.FIT);
    new TrainingLoop(
            rows.rows(), settings.epochs(), settings.batch(), BatchOrder.SHUFFLED, settings.seed())
        .run(
            (some, epoch, step) ->
                // A batch of one has no variance.
                some.length < 2
                    ? null
                    : step(
                        rows.select(some),
                        labels,
                        some,
                        LearningRates.warmUpThenCosine(
                            settings.learningRate(), epoch, settings.epochs(), WARM_UP_EPOCHS),
                        settings,
                        optimisers,
                        random),
            monitor);
  }

  private SoftmaxCrossEntropy.Loss step(
      Matrix input,
      Labels labels,
      int[] rows,
      double rate,
      Settings settings,
      List<Sgd> optimisers,
      Random random) {
    int width = input.columns() / views;
    InterViewNetwork.Pass pass =
        network.train(
            input,
            Dropout.draw(input.data().length, settings.dropout(), random),
            Dropout.draw(input.rows() * width, settings.dropout(), random),
            true);
    Matrix logits = scaled(Products.timesTransposed(pass.unit(), text));
    SoftmaxCrossEntropy.Loss loss = SoftmaxCrossEntropy.gradient(logits, labels, rows);
    List<Matrix> gradient = network.gradient(pass, Products.times(scaled(logits), text));
    List<Matrix> parameters = network.parameters();
    for (int p = 0; p < parameters.size(); p++) {
      optimisers.get(p).step(parameters.get(p).data(), gradient.get(p).data(), rate);
    }
    return loss;
  }

  /** The other classes share {@code smoothing}, and the own class keeps the rest. */
  private static Labels smooth(Labels labels, int classes, Settings settings) {
    if (settings.smoothing() == 0 || classes < 2) {
      return labels;
    }
    Matrix shares = new Matrix(labels.size(), classes);
    Arrays.fill(shares.data(), (float) (settings.smoothing() / (classes - 1)));
    for (int i = 0; i < labels.size(); i++) {
      shares.set(i, labels.label(i), (float) (1 - settings.smoothing()));
    }
    return Labels.soft(shares);
  }

  /** The views of a thing behind each other, n x V · d. */
  private static Matrix rows(ViewBatch batch) {
    Matrix globals = batch.features().globals().copy();
    return Matrix.wrap(globals.data(), batch.size(), batch.views() * batch.dimension());
  }

  private static Matrix scaled(Matrix m) {
    for (int i = 0; i < m.data().length; i++) {
      m.data()[i] *= (float) TextLogits.SCALE;
    }
    return m;
  }
}
