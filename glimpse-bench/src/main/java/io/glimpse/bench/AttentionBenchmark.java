package io.glimpse.bench;

import io.glimpse.calip.Calip;
import io.glimpse.feature.ClassSet;
import io.glimpse.feature.FeatureBatch;
import io.glimpse.feature.TextFeatures;
import io.glimpse.matrix.Matrix;
import io.glimpse.method.Classifier;
import io.glimpse.method.Task;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** CALIP's attention over a batch of pictures, in pictures a second. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(
    value = 1,
    jvmArgsAppend = {"-Xmx4g", "-XX:+UseParallelGC"})
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class AttentionBenchmark {

  private static final int PICTURES = 64;
  private static final int TOKENS = 1 + 49;
  private static final int WIDTH = 512;
  private static final int CLASSES = 1000;

  private final Classifier calip =
      new Calip()
          .fit(
              Task.of(
                      TextFeatures.ofWeights(
                          ClassSet.numbered(CLASSES), new RandomFeatures(1).rows(CLASSES, WIDTH)))
                  .build());
  private final FeatureBatch pictures =
      FeatureBatch.ofTokens(new RandomFeatures(2).rows(PICTURES * TOKENS, WIDTH), TOKENS);

  @Benchmark
  @OperationsPerInvocation(PICTURES)
  public Matrix logits() {
    return calip.logits(pictures);
  }
}
