package io.glimpse.method;

import static org.assertj.core.api.Assertions.assertThat;

import io.glimpse.feature.ClassSet;
import io.glimpse.feature.FeatureBatch;
import io.glimpse.feature.Labels;
import io.glimpse.feature.Shots;
import io.glimpse.feature.TextFeatures;
import io.glimpse.matrix.Matrix;
import io.glimpse.matrix.Workers;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The number of threads is that of a process, so that each number gets a process of its own. */
class ThreadCountTest {

  @Test
  void oneThreadAndSeveralFitAndAnswerToTheSameBits() throws IOException, InterruptedException {
    String one = trainWith(1);
    assertThat(one.lines()).hasSize(11);
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

  /** Prints a hash of what each method learns and answers. */
  static final class Training {

    private Training() {}

    public static void main(String[] args) {
      Matrix tokens = random(150 * 5, 2);
      Labels labels = Labels.of(new Random(3).ints(150, 0, 10).toArray());
      Shots shots = Shots.of(FeatureBatch.ofTokens(tokens, 5), labels);
      Matrix prompts = random(20, 1);
      TextFeatures texts =
          TextFeatures.ofPrompts(
              ClassSet.numbered(10),
              IntStream.range(0, 10).mapToObj(c -> prompts.rows(2 * c, 2 * c + 2)).toList());
      FeatureBatch queries = FeatureBatch.ofTokens(random(300 * 5, 4), 5);
      for (String name :
          List.of(
              "tip",
              "tip-f",
              "auto",
              "clip-adapter",
              "calip-fs",
              "linear-probe",
              "ape",
              "gda",
              "timo",
              "proker",
              "lpp")) {
        Method method = Methods.of(name);
        Map<String, String> values =
            method.parameters().stream().anyMatch(p -> p.name().equals("epochs"))
                ? Map.of("epochs", "3", "batch", "70", "lr", "0.001")
                : Map.of();
        Task task = Task.of(texts).shots(shots).parameters(Parameters.of(method, values)).build();
        Classifier fitted = method.fit(task);
        int hash = Arrays.hashCode(fitted.logits(queries).data());
        for (Matrix tensor : new TreeMap<>(fitted.weights()).values()) {
          hash = 31 * hash + Arrays.hashCode(tensor.data());
        }
        UnseenAnswers unseen = fitted.leaveOneOut().orElse(null);
        hash = 31 * hash + (unseen == null ? 0 : Arrays.hashCode(unseen.logits().data()));
        LogitParts parts = fitted.parts(queries).orElse(null);
        hash = 31 * hash + (parts == null ? 0 : Arrays.hashCode(parts.shots().data()));
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
