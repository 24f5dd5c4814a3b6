package io.glimpse.bench;

import java.util.Collection;
import java.util.Locale;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.CommandLineOptionException;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/**
 * Runs {@link QueryBenchmark} and the machine's limits in one go, and prints the queries as parts
 * of what the machine can do. Takes JMH's own options.
 *
 * <p>Every figure is the best iteration: of a limit by its nature, and of the others so that the
 * two are alike.
 */
public final class QueryReport {

  private QueryReport() {}

  public static void main(String... args) throws RunnerException, CommandLineOptionException {
    Collection<RunResult> results =
        new Runner(
                new OptionsBuilder()
                    .parent(new CommandLineOptions(args))
                    .include("\\." + LimitBenchmark.class.getSimpleName() + "\\.")
                    .include("\\." + QueryBenchmark.class.getSimpleName() + "\\.")
                    .build())
            .run();
    double read = LimitBenchmark.BYTES / best(results, "readMemory");
    double multiply = LimitBenchmark.OPERATIONS / best(results, "multiply");
    System.out.printf(
        Locale.ROOT,
        "%nThis machine reads %.1f GB/s and multiplies at %.0f GFLOP/s.%n%n"
            + "| cache | queries | texts | us, best | us, mean | rate | of the limit |%n"
            + "|---|---|---|---|---|---|---|%n",
        read / 1e3,
        multiply / 1e3);
    for (RunResult result : results) {
      if (result.getPrimaryResult().getLabel().equals("logits")) {
        System.out.println(row(result, read, multiply));
      }
    }
  }

  /** One query is bound by reading the keys, a batch by arithmetic. Rates are per microsecond. */
  private static String row(RunResult result, double read, double multiply) {
    String cache = result.getParams().getParam("cache");
    CacheSize size = CacheSize.of(cache);
    int queries = Integer.parseInt(result.getParams().getParam("queries"));
    double micros = best(result);
    double rate = (queries == 1 ? size.bytes() : size.operations(queries)) / micros;
    return String.format(
        Locale.ROOT,
        "| %s | %d | %s | %.0f | %.0f | %.1f %s | %.0f %% |",
        cache,
        queries,
        result.getParams().getParam("text"),
        micros,
        result.getPrimaryResult().getScore(),
        rate / 1e3,
        queries == 1 ? "GB/s" : "GFLOP/s",
        100 * rate / (queries == 1 ? read : multiply));
  }

  private static double best(Collection<RunResult> results, String benchmark) {
    return results.stream()
        .filter(r -> r.getPrimaryResult().getLabel().equals(benchmark))
        .mapToDouble(QueryReport::best)
        .min()
        .orElseThrow(() -> new IllegalStateException("the limit '" + benchmark + "' did not run"));
  }

  private static double best(RunResult result) {
    return result.getPrimaryResult().getStatistics().getMin();
  }
}
