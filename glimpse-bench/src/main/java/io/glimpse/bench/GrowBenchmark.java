package io.glimpse.bench;

import io.glimpse.matrix.Matrix;
import io.glimpse.tip.TipClassifier;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** A bank in memory that gets shots and classes: the time is that of one change. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(
    value = 1,
    jvmArgsAppend = {"-Xmx4g", "-XX:+UseParallelGC"})
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class GrowBenchmark {

  private static final int CHANGES = 64;
  private static final int SHOTS = 4;

  /** Keys x width x classes. */
  @Param({"1600x512x100", "16000x512x1000", "160000x512x1000"})
  public String cache = "";

  private TipClassifier bank = new RandomFeatures(0).tip(1, 1, 1, false);
  private Matrix shots = new Matrix(0, 1);

  /** Makes the bank, without texts. */
  @Setup
  public void fill() {
    CacheSize size = CacheSize.of(cache);
    bank = new RandomFeatures(1).tip(size.keys(), size.width(), size.classes(), false);
    shots = new RandomFeatures(2).rows(SHOTS, size.width());
  }

  /** One change after the other, each of the snapshot before. */
  @Benchmark
  @OperationsPerInvocation(CHANGES)
  public TipClassifier withShots() {
    TipClassifier grown = bank;
    for (int i = 0; i < CHANGES; i++) {
      grown = grown.withShots("0", shots);
    }
    return grown;
  }

  /** One new class after the other. */
  @Benchmark
  @OperationsPerInvocation(CHANGES)
  public TipClassifier withClass() {
    TipClassifier grown = bank;
    for (int i = 0; i < CHANGES; i++) {
      grown = grown.withClass("new " + i, null, shots);
    }
    return grown;
  }

  /** The same old snapshot changed again and again, whose spare room somebody else has taken. */
  @Benchmark
  public TipClassifier withShotsOfAnOldSnapshot() {
    return bank.withShots("0", shots);
  }
}
