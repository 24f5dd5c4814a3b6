package io.glimpse.method;

import static org.assertj.core.api.Assertions.assertThat;

import io.glimpse.adapter.ClipAdapter;
import io.glimpse.auto.Auto;
import io.glimpse.calip.CalipFs;
import io.glimpse.feature.ClassSet;
import io.glimpse.feature.FeatureBatch;
import io.glimpse.feature.Labels;
import io.glimpse.feature.Shots;
import io.glimpse.feature.TextFeatures;
import io.glimpse.matrix.Matrix;
import io.glimpse.matrix.Workers;
import io.glimpse.probe.LinearProbe;
import io.glimpse.tip.TipAdapterF;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** The number of threads is that of a process, so that each number gets a process of its own. */
class ThreadCountTest {

  @Test
  void oneThreadAndSeveralTrainToTheSameBits() throws IOException, InterruptedException {
    String one = trainWith(1);
    assertThat(one.lines()).hasSize(5);
    assertThat(trainWith(3)).isEqualTo(one);
  }

  private static String trainWith(int threads) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-D" + Workers.THREADS_PROPERTY + "=" + threads,
                "-cp",
                System.getProperty("java.class.path"),
                Training.class.getName())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(said).isZero();
    return said;
  }

  /** Prints a hash of what each method learns. */
  static final class Training {

    private Training() {}

    public static void main(String[] args) {
      Matrix tokens = random(150 * 5, 2);
      Labels labels = Labels.of(new Random(3).ints(150, 0, 10).toArray());
      Shots shots = Shots.of(FeatureBatch.ofTokens(tokens, 5), labels);
      for (Method method :
          List.of(
              new TipAdapterF(), new ClipAdapter(), new CalipFs(), new LinearProbe(), new Auto())) {
        Map<String, String> values =
            method instanceof LinearProbe || method instanceof Auto
                ? Map.of()
                : Map.of("epochs", "3", "batch", "70", "lr", "0.001");
        Task task =
            Task.of(TextFeatures.ofWeights(ClassSet.numbered(10), random(10, 1)))
                .shots(shots)
                .parameters(Parameters.of(method, values))
                .build();
        int hash = 0;
        for (Matrix tensor : new TreeMap<>(method.fit(task).weights()).values()) {
          hash = 31 * hash + Arrays.hashCode(tensor.data());
        }
        System.out.println(method.name() + " " + hash);
      }
    }

    private static Matrix random(int rows, long seed) {
      Random random = new Random(seed);
      Matrix m = new Matrix(rows, 96);
      for (int i = 0; i < m.data().length; i++) {
        m.data()[i] = (float) random.nextGaussian();
      }
      return m.normalizeRows();
    }
  }
}
