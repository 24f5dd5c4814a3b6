package io.glimpse.bench;

import io.glimpse.bank.Bank;
import io.glimpse.bank.Shot;
import io.glimpse.calibration.AnswerRules;
import io.glimpse.calibration.CalibratedAnswers;
import io.glimpse.feature.FeatureBatch;
import io.glimpse.matrix.Matrix;
import io.glimpse.method.Classifier;
import io.glimpse.method.Prediction;
import java.util.List;
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
 * What answers of a bank of {@code auto} cost beside those of zero-shot: the logits alone, with all
 * that says how far to trust them, and the first answer after one shot more.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(
    value = 1,
    jvmArgsAppend = {"-Xmx4g", "-XX:+UseParallelGC"})
@Warmup(iterations = 30)
@Measurement(iterations = 30)
public class AnswerBenchmark {

  /** Keys x width x classes. */
  @Param({"1600x512x100", "16000x1024x1000"})
  public String cache = "";

  /** Pictures that are asked about at once. */
  @Param({"1", "256"})
  public int queries;

  private Bank bank = new RandomFeatures(0).bank(1, 1, 1);
  private Classifier zeroShot = bank.classifier();
  private Classifier auto = bank.classifier();
  private FeatureBatch asked = FeatureBatch.ofGlobals(new Matrix(0, 1));
  private Matrix shot = new Matrix(0, 1);

  /** Draws the features, and fits. */
  @Setup
  public void fill() {
    CacheSize size = CacheSize.of(cache);
    Bank drawn = new RandomFeatures(1).bank(size.keys(), size.width(), size.classes());
    zeroShot = drawn.with("zero-shot", Map.of()).classifier();
    bank = drawn.with("auto", Map.of());
    auto = bank.classifier();
    bank.calibration();
    asked = FeatureBatch.ofGlobals(new RandomFeatures(2).rows(queries, size.width()));
    shot = new RandomFeatures(3).rows(1, size.width());
  }

  /** Logits of the texts. */
  @Benchmark
  public Matrix zeroShot() {
    return zeroShot.logits(asked);
  }

  /** Logits of texts and shots. */
  @Benchmark
  public Matrix auto() {
    return auto.logits(asked);
  }

  /** Probabilities, sets, and whether the pictures are of any class. */
  @Benchmark
  public List<Prediction> trusted() {
    return answers(bank).of(auto.logits(asked), asked);
  }

  /** A shot more, all that it changes, and the answers. */
  @Benchmark
  public List<Prediction> afterOneShotMore() {
    String first = bank.classes().name(0);
    Bank more = bank.with(first, List.of(first), shot, shot, List.of(new Shot("more", "more.jpg")));
    return answers(more).of(more.classifier().logits(asked), asked);
  }

  private static CalibratedAnswers answers(Bank of) {
    return new CalibratedAnswers(
        of.classes(), of.calibration(), of.text().weights(), AnswerRules.usual());
  }
}
