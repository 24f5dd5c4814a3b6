package io.glimpse.auto;

import io.glimpse.feature.Labels;
import io.glimpse.matrix.Elementwise;
import io.glimpse.matrix.Matrix;
import io.glimpse.matrix.Products;
import io.glimpse.matrix.Workers;
import io.glimpse.method.LeaveOneOut;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The parts of a fit, from shots and texts to one linear layer. */
final class AutoFit {

  /** Rows of a part of the work. */
  private static final int PART = 64;

  private final int[] labels;
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
   * Fits.
   *
   * @param keys n x d, unit rows, n at least 1
   * @param labels n classes below {@code classes}
   * @param classes k
   * @param texts k x d; null where there are none
   */
  AutoFit(Matrix keys, int[] labels, int classes, @Nullable Matrix texts) {
    this.labels = labels.clone();
    this.sums = ShotSums.of(keys, labels, classes);
    this.anchors = Anchors.of(sums, texts);
    this.gaussians = Gaussians.of(sums, anchors);
    this.leftOut = LeftOutScores.of(gaussians, sums, anchors, keys, labels);
    double noise = leftOut.noise();
    new Gains(noise).addTo(leftOut.scores(), labels, sums.counts(), gaussians.counts());
    this.gaussian = ShotScores.of(leftOut.scores(), labels);
    Matrix rows = anchors.textRows();
    this.text =
        rows == null
            ? null
            : ShotScores.of(
                Elementwise.scale(Products.timesTransposed(keys, rows), Mixture.SCALE), labels);
    this.several =
        IntStream.range(0, labels.length).filter(i -> sums.counts()[labels[i]] > 1).toArray();
    this.bias = anchors.bias(classes);
    this.mixture = Mixture.of(text, gaussian, bias, several, noise);
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

  Layer layer() {
    return Layer.of(sums, anchors, gaussians, mixture);
  }

  /** How every shot is answered without itself. */
  LeaveOneOut leaveOneOut() {
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
    return new LeaveOneOut(answers, Labels.of(labels), leftOut.best());
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
