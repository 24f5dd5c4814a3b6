package io.glimpse.train;

import io.glimpse.progress.Monitor;
import io.glimpse.train.SoftmaxCrossEntropy.Loss;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Goes through the shots again and again, in batches.
 *
 * @param rows number of shots
 * @param epochs how often all shots are seen
 * @param batch shots a step; the last batch of an epoch may have fewer
 * @param order the order of an epoch
 * @param seed what shuffles
 */
public record TrainingLoop(int rows, int epochs, int batch, BatchOrder order, long seed) {

  /** Trains on one batch. */
  @FunctionalInterface
  public interface Step {

    /**
     * Takes one step, or leaves the batch out.
     *
     * @param rows the shots of the batch
     * @param epoch from 0
     * @param step from 0, counted through all epochs
     * @return how the batch was answered; null if it was left out
     */
    @Nullable Loss take(int[] rows, int epoch, int step);
  }

  /** Steps of all epochs together. */
  public int steps() {
    return epochs * ((rows + batch - 1) / batch);
  }

  /**
   * Runs all epochs and tells the monitor of each.
   *
   * @throws IllegalArgumentException if the loss is no longer a finite number
   * @throws TrainingInterruptedException when the thread is interrupted, before the next step
   */
  public void run(Step step, Monitor monitor) {
    int done = 0;
    for (int epoch = 0; epoch < epochs; epoch++) {
      int[] shuffled = order.order(rows, epoch, seed);
      double loss = 0;
      int correct = 0;
      int batches = 0;
      for (int from = 0; from < rows; from += batch) {
        TrainingInterruptedException.check();
        int[] some = Arrays.copyOfRange(shuffled, from, Math.min(rows, from + batch));
        @Nullable Loss result = step.take(some, epoch, done++);
        if (result != null) {
          requireFinite(result, epoch);
          loss += result.mean();
          correct += result.correct();
          batches++;
        }
        monitor.progress(done, steps());
      }
      monitor.epoch(epoch + 1, loss / Math.max(1, batches), (double) correct / rows);
    }
  }

  private static void requireFinite(Loss loss, int epoch) {
    if (!Double.isFinite(loss.mean())) {
      throw lost("in epoch " + (epoch + 1) + ": the loss is " + loss.mean());
    }
  }

  /** No parameter is wrong by itself: with other data the same learning rate may do. */
  public static IllegalArgumentException lost(String how) {
    return new IllegalArgumentException("training lost its way " + how + "; choose a smaller lr");
  }
}
