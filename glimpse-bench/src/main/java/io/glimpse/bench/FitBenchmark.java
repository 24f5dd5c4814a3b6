package io.glimpse.bench;

import io.glimpse.feature.ClassSet;
import io.glimpse.feature.FeatureBatch;
import io.glimpse.feature.LabelledFeatures;
import io.glimpse.feature.Labels;
import io.glimpse.feature.Shots;
import io.glimpse.feature.TextFeatures;
import io.glimpse.matrix.Matrix;
import io.glimpse.method.Classifier;
import io.glimpse.method.Method;
import io.glimpse.method.Methods;
import io.glimpse.method.Parameters;
import io.glimpse.method.Selection;
import io.glimpse.method.Task;
import io.glimpse.tensor.NpyFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Searches and training in a JVM that is warm, on the features that {@code bench/side-by-side}
 * gives to the Python scripts too.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(
    value = 1,
    jvmArgsAppend = {"-Xmx4g", "-XX:+UseParallelGC"})
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 1)
public class FitBenchmark {

  /** Caltech101's classes with a text row, 16 shots each. */
  @State(Scope.Benchmark)
  public static class Caltech66 {
    /** Where scripts/caltech66_subset.py has put them. */
    @Param("out/caltech66")
    public String folder = "";

    private TextFeatures texts = TextFeatures.ofWeights(ClassSet.of("none"), new Matrix(1, 1));
    private Shots shots = Shots.of(FeatureBatch.ofGlobals(new Matrix(1, 1)), Labels.of(0));
    private LabelledFeatures validation =
        new LabelledFeatures(FeatureBatch.ofGlobals(new Matrix(1, 1)), Labels.of(0));

    @Setup
    public void read() throws IOException {
      Path from = Path.of(folder);
      texts = texts(from.resolve("text.npy"));
      shots =
          Shots.of(
              FeatureBatch.ofGlobals(NpyFile.readMatrix(from.resolve("shots_16_features.npy"))),
              labels(from.resolve("shots_16_labels.npy")));
      validation =
          new LabelledFeatures(
              FeatureBatch.ofGlobals(NpyFile.readMatrix(from.resolve("val_features.npy"))),
              labels(from.resolve("val_labels.npy")));
    }
  }

  /** Pictures of noise with all their tokens. */
  @State(Scope.Benchmark)
  public static class Tokens {
    private static final int PICTURES = 256;
    private static final int TOKENS = 1 + 49;
    private static final int WIDTH = 512;
    private static final int CLASSES = 1000;

    private final TextFeatures texts =
        TextFeatures.ofWeights(
            ClassSet.numbered(CLASSES), new RandomFeatures(1).rows(CLASSES, WIDTH));
    private final LabelledFeatures validation =
        new LabelledFeatures(
            FeatureBatch.ofTokens(new RandomFeatures(2).rows(PICTURES * TOKENS, WIDTH), TOKENS),
            everyFourthClass());

    private static Labels everyFourthClass() {
      int[] labels = new int[PICTURES];
      for (int i = 0; i < PICTURES; i++) {
        labels[i] = i * CLASSES / PICTURES;
      }
      return Labels.of(labels);
    }
  }

  private static TextFeatures texts(Path file) throws IOException {
    Matrix rows = NpyFile.readMatrix(file);
    return TextFeatures.ofWeights(ClassSet.numbered(rows.rows()), rows);
  }

  private static Labels labels(Path file) throws IOException {
    return Labels.of(NpyFile.readLabels(file));
  }

  private static Classifier fit(String name, Map<String, String> settings, Task.Builder task) {
    Method method = Methods.of(name);
    return method.fit(task.parameters(Parameters.of(method, settings)).build());
  }

  /** Tip-Adapter's 200 x 20 search with all that it needs. */
  @Benchmark
  public Classifier tipSearch(Caltech66 data) {
    return fit(
        "tip",
        Map.of("alpha_max", "5", "beta_max", "12"),
        Task.of(data.texts)
            .shots(data.shots)
            .validation(data.validation)
            .selection(Selection.VALIDATION));
  }

  /** Tip-Adapter-F's 20 epochs. */
  @Benchmark
  public Classifier tipTraining(Caltech66 data) {
    return fit("tip-f", Map.of("alpha", "3", "beta", "1"), Task.of(data.texts).shots(data.shots));
  }

  /** CALIP's 200 x 200 search of 256 pictures and 1,000 classes, the attention included. */
  @Benchmark
  public Classifier calipSearch(Tokens data) {
    return fit(
        "calip",
        Map.of(),
        Task.of(data.texts).validation(data.validation).selection(Selection.VALIDATION));
  }
}
