package io.glimpse.bench;

import io.glimpse.matrix.Exp;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Exponentials of cosines on one thread; the time is that of one value. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(value = 1, jvmArgsAppend = "-XX:+UseParallelGC")
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class ExpBenchmark {

  private static final int VALUES = 16_384;
  private static final float BETA = 5.5f;

  private final float[] cosines = new float[VALUES];
  private final float[] results = new float[VALUES];

  /** Draws cosines from -1 to 1. */
  @Setup
  public void fill() {
    Random random = new Random(1);
    for (int i = 0; i < VALUES; i++) {
      cosines[i] = 2 * random.nextFloat() - 1;
    }
  }

  @Benchmark
  @OperationsPerInvocation(VALUES)
  public float[] expInPlace() {
    System.arraycopy(cosines, 0, results, 0, VALUES);
    Exp.expInPlace(results, 0, VALUES, BETA, -BETA);
    return results;
  }

  @Benchmark
  @OperationsPerInvocation(VALUES)
  public float[] mathExp() {
    for (int i = 0; i < VALUES; i++) {
      results[i] = (float) Math.exp(BETA * cosines[i] - BETA);
    }
    return results;
  }
}
