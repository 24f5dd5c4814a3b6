package io.glimpse.multiview;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.glimpse.feature.ClassSet;
import io.glimpse.feature.FeatureBatch;
import io.glimpse.feature.Labels;
import io.glimpse.feature.TextFeatures;
import io.glimpse.matrix.Matrix;
import io.glimpse.progress.Monitor;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class InterViewAdapterTest {

  private static final int SEEDS = 8;
  private static final int VIEWS = 3;
  private static final int WIDTH = 5;

  @Test
  void theGradientIsThatOfFiniteDifferences() {
    Random random = new Random(4);
    InterViewNetwork network = new InterViewNetwork(VIEWS, WIDTH, random);
    Matrix input = random(7, VIEWS * WIDTH, random);
    Matrix slopes = random(7, VIEWS * WIDTH, random);
    Dropout first = Dropout.draw(7 * VIEWS * WIDTH, 0.2, random);
    Dropout second = Dropout.draw(7 * WIDTH, 0.2, random);

    List<Matrix> gradient =
        network.gradient(network.train(input, first, second, false), slopes.copy());

    for (int p = 0; p < gradient.size(); p++) {
      float[] values = network.parameters().get(p).data();
      int close = 0;
      for (int i = 0; i < values.length; i++) {
        float before = values[i];
        float step = 2e-3f;
        values[i] = before + step;
        double above = loss(network.train(input, first, second, false).unit(), slopes);
        values[i] = before - step;
        double below = loss(network.train(input, first, second, false).unit(), slopes);
        values[i] = before;
        double expected = (above - below) / (2 * step);
        close +=
            Math.abs(gradient.get(p).data()[i] - expected) < 5e-3 + 0.02 * Math.abs(expected)
                ? 1
                : 0;
      }
      // Where a step crosses the bend of a ReLU the difference is not the slope.
      assertThat(close).as("parameter %d", p).isGreaterThanOrEqualTo(values.length * 9 / 10);
    }
  }

  @Test
  void afterTrainingMostShotsAreKnown() {
    Random random = new Random(5);
    TextFeatures text =
        TextFeatures.ofWeights(ClassSet.of("a", "b"), random(2, WIDTH, random).normalizeRows());
    Matrix rows = random(16 * VIEWS, WIDTH, random);
    int[] labels = new int[16];
    for (int i = 0; i < 16; i++) {
      labels[i] = i % 2;
      for (int v = 0; v < VIEWS; v++) {
        rows.set(i * VIEWS + v, 0, i % 2 == 0 ? 3 : -3);
      }
    }
    ViewBatch shots = new ViewBatch(FeatureBatch.ofGlobals(rows.normalizeRows()), VIEWS);

    // Which shots dropout leaves out decides much with so few: what counts is the sum over seeds.
    int right = 0;
    for (int seed = 1; seed <= SEEDS; seed++) {
      Matrix logits = train(shots, labels, text, seed).logits(shots);
      for (int i = 0; i < 16; i++) {
        right += logits.argmax(i) == labels[i] ? 1 : 0;
      }
    }
    assertThat(right).isGreaterThan(16 * SEEDS * 3 / 4);
    InterViewAdapter adapter = train(shots, labels, text, 1);
    assertThat(train(shots, labels, text, 1).logits(shots).data())
        .isEqualTo(adapter.logits(shots).data());
    assertThatThrownBy(() -> adapter.logits(new ViewBatch(shots.features(), 2)))
        .hasMessageContaining("2 views for an adapter of 3");
  }

  private static InterViewAdapter train(
      ViewBatch shots, int[] labels, TextFeatures text, long seed) {
    var settings = new InterViewAdapter.Settings(60, 0.01, 8, 0.075, 0.2, seed);
    return InterViewAdapter.train(shots, Labels.of(labels), text, settings, Monitor.NONE);
  }

  @Test
  void batchNormalisationGivesMeanZeroAndVarianceOne() {
    BatchNorm norm = new BatchNorm(1);
    Matrix x = Matrix.of(new float[] {1}, new float[] {3}, new float[] {5}, new float[] {7});

    Matrix y = norm.train(x, true).output();

    assertThat(y.get(0, 0)).isCloseTo(-1.3416406f, within(1e-4f));
    assertThat(y.get(3, 0)).isCloseTo(1.3416406f, within(1e-4f));
    // Running averages: mean 0.1 * 4, variance 0.9 + 0.1 * 20 / 3.
    float applied = (float) ((1 - 0.4) / Math.sqrt(0.9 + 2.0 / 3));
    assertThat(norm.apply(x).get(0, 0)).isCloseTo(applied, within(1e-4f));
  }

  private static double loss(Matrix unit, Matrix slopes) {
    double loss = 0;
    for (int i = 0; i < unit.data().length; i++) {
      loss += (double) unit.data()[i] * slopes.data()[i];
    }
    return loss;
  }

  private static Matrix random(int rows, int columns, Random random) {
    Matrix m = new Matrix(rows, columns);
    for (int i = 0; i < m.data().length; i++) {
      m.data()[i] = (float) random.nextGaussian();
    }
    return m;
  }
}
