package io.glimpse.auto;

import io.glimpse.feature.Labels;
import io.glimpse.matrix.Elementwise;
import io.glimpse.matrix.Matrix;
import io.glimpse.matrix.Products;
import io.glimpse.matrix.Rows;
import io.glimpse.matrix.Workers;
import io.glimpse.method.UnseenAnswers;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The parts of a fit, from shots and texts to one linear layer. */
final class AutoFit {

  /** Rows of a part of the work. */
  private static final int PART = 64;

  private final int[] labels;
  private final @Nullable Span span;
  private final Matrix shots;
  private final ShotSums sums;
  private final Anchors anchors;
  private final Gaussians gaussians;
  private final LeftOutScores leftOut;
  private final @Nullable ShotScores text;
  private final ShotScores gaussian;
  private final int[] several;
  private final double[] bias;
  private final Mixture mixture;

  /**
   * Fits. Where rows are much wider than they are many, all but the layer is in the coordinates of
   * their {@link Span}.
   *
   * @param keys n x d, unit rows, n at least 1
   * @param labels n classes below {@code classes}
   * @param classes k
   * @param texts k x d; null where there are none
   * @param pull how strongly the weights are held to their defaults, divided by the number of rows
   */
  AutoFit(Matrix keys, int[] labels, int classes, @Nullable Matrix texts, double pull) {
    this.labels = labels.clone();
    this.span = Span.of(keys, texts);
    this.shots = span == null ? keys : span.coordinates(keys);
    Matrix near = span == null || texts == null ? texts : span.coordinates(texts);
    this.sums = ShotSums.of(shots, labels, classes);
    this.anchors = Anchors.of(sums, near);
    this.gaussians = Gaussians.of(sums, anchors);
    this.leftOut = LeftOutScores.of(gaussians, sums, anchors, shots, labels);
    double noise = leftOut.noise();
    new Gains(noise).addTo(leftOut.scores(), labels, sums.counts(), gaussians.counts());
    this.gaussian = ShotScores.of(leftOut.scores(), labels);
    this.text = textScores(shots);
    this.several =
        IntStream.range(0, labels.length).filter(i -> sums.counts()[labels[i]] > 1).toArray();
    this.bias = anchors.bias(classes);
    this.mixture = Mixture.of(text, gaussian, bias, several, noise, pull);
  }

  private @Nullable ShotScores textScores(Matrix shots) {
    Matrix rows = anchors.textRows();
    if (rows == null) {
      return null;
    }
    Matrix scores = Elementwise.scale(Products.timesTransposed(shots, rows), Mixture.SCALE);
    return ShotScores.of(scores, labels);
  }

  ShotSums sums() {
    return sums;
  }

  Anchors anchors() {
    return anchors;
  }

  Gaussians gaussians() {
    return gaussians;
  }

  Mixture mixture() {
    return mixture;
  }

  /** Whether leave-one-out had anything to say about the weights. */
  boolean isLearned() {
    return several.length > 0;
  }

  /** Whether it was done in the coordinates of a span, in which other shots have no place. */
  boolean isSpanned() {
    return span != null;
  }

  /** How much a picture is like what is known. */
  Likeness.Fit likeness() {
    return Likeness.of(span, shots, sums, anchors, gaussians, leftOut.best());
  }

  Layer layer() {
    Layer layer = Layer.of(sums, anchors, gaussians, mixture);
    return span == null
        ? layer
        : new Layer(Rows.of(span.rows(layer.weight().toMatrix())), layer.bias());
  }

  /** What the texts add to the logits; null where there are none. */
  @Nullable TextPart textPart() {
    return text == null ? null : TextPart.of(anchors, mixture, bias.length);
  }

  /** How every shot is answered without itself, as logarithms of probabilities. */
  UnseenAnswers leaveOneOut() {
    int k = bias.length;
    Matrix answers = new Matrix(labels.length, k);
    Workers.shared()
        .forEachPart(
            labels.length,
            PART,
            (from, to) -> {
              double[] logits = new double[k];
              for (int i = from; i < to; i++) {
                answer(i, logits);
                for (int c = 0; c < k; c++) {
                  answers.set(i, c, (float) logits[c]);
                }
              }
            });
    return UnseenAnswers.ofShots(answers, Labels.of(labels));
  }

  private void answer(int shot, double[] logits) {
    double most = Double.NEGATIVE_INFINITY;
    for (int c = 0; c < logits.length; c++) {
      logits[c] = mixture.gaussian() * gaussian.values().get(shot, c);
      if (text != null) {
        logits[c] += mixture.text() * (text.values().get(shot, c) + mixture.bias() * bias[c]);
      }
      most = Math.max(most, logits[c]);
    }
    double sum = 0;
    for (double logit : logits) {
      sum += Math.exp(logit - most);
    }
    double all = most + Math.log(sum);
    for (int c = 0; c < logits.length; c++) {
      logits[c] -= all;
    }
  }
}
