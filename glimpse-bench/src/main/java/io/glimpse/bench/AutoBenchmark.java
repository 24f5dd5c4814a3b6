package io.glimpse.bench;

import io.glimpse.bank.Bank;
import io.glimpse.matrix.Matrix;
import io.glimpse.matrix.Products;
import io.glimpse.method.Classifier;
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
 * A fit of {@code auto}, beside one of its four large products: shots times a square of their
 * width, or times all classes.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(
    value = 1,
    jvmArgsAppend = {"-Xmx4g", "-XX:+UseParallelGC"})
@Warmup(iterations = 3)
@Measurement(iterations = 5)
public class AutoBenchmark {

  /** Keys x width x classes. */
  @Param({"1600x512x100", "16000x1024x1000", "640x5120x40"})
  public String cache = "";

  private Bank bank = new RandomFeatures(0).bank(1, 1, 1);
  private Matrix keys = new Matrix(0, 1);
  private Matrix square = new Matrix(0, 1);

  /** Draws the features. */
  @Setup
  public void fill() {
    CacheSize size = CacheSize.of(cache);
    bank = new RandomFeatures(1).bank(size.keys(), size.width(), size.classes());
    keys = bank.cache().keys().toMatrix();
    square = new RandomFeatures(2).rows(size.width(), size.width());
  }

  /** The whole fit. */
  @Benchmark
  public Classifier fit() {
    return bank.with("auto", Map.of()).classifier();
  }

  /** The processor's share of it, a fourth or so. */
  @Benchmark
  public Matrix product() {
    return Products.timesTransposed(keys, square);
  }
}
