package io.glimpse.bench;

import io.glimpse.matrix.Gemm;
import io.glimpse.matrix.Matrix;
import io.glimpse.matrix.Workers;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What the machine can do at most with all threads, for others to be compared with: bytes read in a
 * second, and multiplications in a large product.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(
    value = 1,
    jvmArgsAppend = {"-Xmx4g", "-XX:+UseParallelGC"})
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 8, time = 1)
public class LimitBenchmark {

  /** Bytes that one call of {@link #readMemory} reads. */
  static final long BYTES = 1L << 28;

  /** Floating-point operations, two a multiplication, of one call of a product. */
  static final double OPERATIONS =
      2.0 * LargeProduct.QUERIES * LargeProduct.WIDTH * LargeProduct.KEYS;

  /** More than any cache holds. */
  @State(Scope.Benchmark)
  public static class LargeArray {
    private static final int PARTS = 32;

    private final float[] values = new float[(int) (BYTES / Float.BYTES)];

    @Setup
    public void touch() {
      Arrays.fill(values, 1f);
    }
  }

  /** 256 queries against 16,000 keys of 1,024 values. */
  @State(Scope.Benchmark)
  public static class LargeProduct {
    static final int QUERIES = 256;
    static final int WIDTH = 1024;
    static final int KEYS = 16_000;
    private static final int BLOCK = 1000;
    private static final int BLOCKS = KEYS / BLOCK;

    private final Matrix queries = new RandomFeatures(1).rows(QUERIES, WIDTH);
    private final Gemm.Prepared[] blocks = new Gemm.Prepared[BLOCKS];
    private final Matrix[] results = new Matrix[BLOCKS];

    @Setup
    public void prepare() {
      Matrix keys = new RandomFeatures(2).rows(KEYS, WIDTH);
      for (int i = 0; i < BLOCKS; i++) {
        blocks[i] = Gemm.best().transposed(keys.rows(i * BLOCK, (i + 1) * BLOCK));
        results[i] = new Matrix(QUERIES, BLOCK);
      }
    }
  }

  /**
   * Reads the array once, as two streams that are compared: a loop for which the JVM has vector
   * instructions of its own, and which writes nothing.
   */
  @Benchmark
  public void readMemory(LargeArray array) {
    float[] values = array.values;
    int half = values.length / 2;
    int part = half / LargeArray.PARTS;
    Workers.shared()
        .forEach(
            LargeArray.PARTS,
            i -> {
              int a = i * part;
              int b = half + a;
              if (Arrays.mismatch(values, a, a + part, values, b, b + part) >= 0) {
                throw new IllegalStateException("the array was changed");
              }
            });
  }

  /** The product, the keys prepared, its blocks shared out among the threads. */
  @Benchmark
  public Matrix[] multiply(LargeProduct product) {
    Workers.shared()
        .forEach(
            LargeProduct.BLOCKS,
            i -> product.blocks[i].multiply(product.queries, product.results[i]));
    return product.results;
  }
}
