package io.glimpse.bench;

import io.glimpse.bank.Bank;
import io.glimpse.bank.BankShots;
import io.glimpse.bank.Shot;
import io.glimpse.feature.Cache;
import io.glimpse.feature.Labels;
import io.glimpse.matrix.Matrix;
import io.glimpse.method.Classifier;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * A bank in memory that gets shots and classes, as users add them: the time is that of one change
 * and of the classifier that comes of it.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(
    value = 1,
    jvmArgsAppend = {"-Xmx4g", "-XX:+UseParallelGC"})
@Warmup(iterations = 20)
@Measurement(iterations = 20)
public class GrowBenchmark {

  private static final int CHANGES = 64;
  private static final int SHOTS = 4;

  /** Keys x width x classes. */
  @Param({"1600x512x100", "16000x512x1000", "160000x512x1000"})
  public String cache = "";

  private Bank bank = new RandomFeatures(0).bank(1, 1, 1);
  private Matrix shots = new Matrix(0, 1);
  private int added;

  /** Makes the bank, and its classifier as a server would have it. */
  @Setup
  public void fill() {
    CacheSize size = CacheSize.of(cache);
    bank = new RandomFeatures(1).bank(size.keys(), size.width(), size.classes());
    bank.classifier();
    shots = new RandomFeatures(2).rows(SHOTS, size.width());
  }

  private Bank with(Bank grown, String className) {
    List<Shot> origins = new ArrayList<>();
    for (int i = 0; i < SHOTS; i++) {
      added++;
      origins.add(new Shot("added " + added, "added.jpg"));
    }
    return grown.with(className, List.of(className), shots.rows(0, 1), shots, origins);
  }

  /** A bank of its own storage, as it is read from a file, and its classifier. */
  @State(Scope.Thread)
  public static class Opened {
    private Bank bank = new RandomFeatures(0).bank(1, 1, 1);

    /** Copies the bank for every change. */
    @Setup(Level.Invocation)
    public void open(GrowBenchmark from) {
      Bank all = from.bank;
      Labels labels = Labels.of(all.cache().labels());
      bank =
          new Bank(
              all.encoder(),
              all.texts(),
              BankShots.of(Cache.of(all.cache().keys().toMatrix(), labels), all.shots().list()),
              all.fitted(),
              all.provenance(),
              null);
      bank.classifier();
    }
  }

  /** The first shots after a bank was read. */
  @Benchmark
  public Classifier withTheFirstShots(Opened opened) {
    return with(opened.bank, "0").classifier();
  }

  /** One change after the other, each of the snapshot before, and the classifier of each. */
  @Benchmark
  @OperationsPerInvocation(CHANGES)
  public Classifier withShots(Opened opened) {
    Bank grown = opened.bank;
    for (int i = 0; i < CHANGES; i++) {
      grown = with(grown, "0");
      grown.classifier();
    }
    return grown.classifier();
  }

  /** One new class after the other. */
  @Benchmark
  @OperationsPerInvocation(CHANGES)
  public Classifier withClass(Opened opened) {
    Bank grown = opened.bank;
    for (int i = 0; i < CHANGES; i++) {
      grown = with(grown, "new " + i);
      grown.classifier();
    }
    return grown.classifier();
  }

  /** An old snapshot changed again and again, whose spare room somebody else has taken. */
  @Benchmark
  public Classifier withShotsOfAnOldSnapshot() {
    return with(bank, "0").classifier();
  }
}
