package io.glimpse.bench;

import io.glimpse.matrix.Gemm;
import io.glimpse.matrix.Matrix;
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

/** The product {@code a bᵀ} on one thread, b prepared, by either implementation. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(
    value = 1,
    jvmArgsAppend = {"-Xmx4g", "-XX:+UseParallelGC"})
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class ProductBenchmark {

  /** Rows of a x width x rows of b: a search, an attention, a batch of queries, awkward sizes. */
  @Param({"1166x512x1056", "64x512x1000", "256x1024x16000", "17x1021x1021"})
  public String size = "";

  /** Whether the best implementation at hand multiplies, or plain Java. */
  @Param({"true", "false"})
  public boolean best;

  private Gemm.Prepared right = Gemm.plain().transposed(new Matrix(0, 1));
  private Matrix left = new Matrix(0, 1);
  private Matrix product = new Matrix(0, 0);

  /** Makes both sides. */
  @Setup
  public void fill() {
    String[] parts = size.split("x", -1);
    int width = Integer.parseInt(parts[1]);
    left = new RandomFeatures(1).rows(Integer.parseInt(parts[0]), width);
    Matrix b = new RandomFeatures(2).rows(Integer.parseInt(parts[2]), width);
    right = (best ? Gemm.best() : Gemm.plain()).transposed(b);
    product = new Matrix(left.rows(), b.rows());
  }

  @Benchmark
  public Matrix multiply() {
    right.multiply(left, product);
    return product;
  }
}
