package io.glimpse.server.bank;

import io.glimpse.database.BankDatabase;
import io.glimpse.database.BankSummary;
import io.glimpse.database.Page;
import io.glimpse.server.metric.ServiceMetrics;
import java.io.IOException;
import java.time.Duration;
import java.util.function.ToDoubleFunction;

/**
 * How much all banks hold together, for the metrics; looked up now and then, not at every change.
 */
public final class BankSizes {

  private static final Duration FRESH = Duration.ofSeconds(5);

  private final BankDatabase banks;
  private Sizes last = new Sizes(Double.NaN, Double.NaN, Double.NaN);
  private long looked = System.nanoTime() - FRESH.toNanos();

  private record Sizes(double banks, double classes, double shots) {}

  private BankSizes(BankDatabase banks) {
    this.banks = banks;
  }

  /** Shows the sizes among the metrics; not a number where the store cannot be reached. */
  public static void show(BankDatabase banks, ServiceMetrics metrics) {
    BankSizes sizes = new BankSizes(banks);
    gauge(metrics, "glimpse.banks", "Banks", sizes, Sizes::banks);
    gauge(metrics, "glimpse.bank.classes", "Classes of all banks", sizes, Sizes::classes);
    gauge(metrics, "glimpse.bank.shots", "Shots of all banks", sizes, Sizes::shots);
  }

  private static void gauge(
      ServiceMetrics metrics,
      String name,
      String description,
      BankSizes sizes,
      ToDoubleFunction<Sizes> size) {
    metrics.gauge(name, description, () -> size.applyAsDouble(sizes.current()));
  }

  private synchronized Sizes current() {
    if (System.nanoTime() - looked >= FRESH.toNanos()) {
      last = look();
      looked = System.nanoTime();
    }
    return last;
  }

  private Sizes look() {
    double count = 0;
    double classes = 0;
    double shots = 0;
    Page.Request request = new Page.Request(Page.MOST, null);
    try {
      while (true) {
        Page<BankSummary> page = banks.list(request);
        for (BankSummary bank : page.items()) {
          count++;
          classes += bank.classes().size();
          shots += bank.classes().stream().mapToInt(BankSummary.ClassSummary::shots).sum();
        }
        if (page.next() == null) {
          return new Sizes(count, classes, shots);
        }
        request = request.after(page.next());
      }
    } catch (IOException e) {
      return new Sizes(Double.NaN, Double.NaN, Double.NaN);
    }
  }
}
