package io.glimpse.bench;

import io.glimpse.feature.FeatureBatch;
import io.glimpse.matrix.Matrix;
import io.glimpse.tip.TipClassifier;
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

/** Tip-Adapter's logits of one picture, and of a batch, against caches of two sizes. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(
    value = 1,
    jvmArgsAppend = {"-Xmx4g", "-XX:+UseParallelGC"})
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 8, time = 1)
public class QueryBenchmark {

  /** Keys x width x classes. */
  @Param({"1600x512x100", "16000x1024x1000"})
  public String cache = "";

  @Param({"1", "256"})
  public int queries;

  /** Whether there are texts beside the cache. */
  @Param({"false", "true"})
  public boolean text;

  private TipClassifier classifier = new RandomFeatures(0).tip(1, 1, 1, false);
  private FeatureBatch batch = FeatureBatch.ofGlobals(new Matrix(0, 1));

  /** Makes the cache and the queries. */
  @Setup
  public void fill() {
    CacheSize size = CacheSize.of(cache);
    classifier = new RandomFeatures(1).tip(size.keys(), size.width(), size.classes(), text);
    batch = FeatureBatch.ofGlobals(new RandomFeatures(2).rows(queries, size.width()));
  }

  @Benchmark
  public Matrix logits() {
    return classifier.logits(batch);
  }
}
