package io.glimpse.server.metric;

import io.glimpse.server.problem.Problem;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Timer;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;

/**
 * What the service counts and measures, for Prometheus. Labels hold routes, methods, statuses,
 * steps and kinds of problems, all of which are few; never the name of a file, a class, a bank or a
 * token.
 */
public final class ServiceMetrics {

  private static final Duration[] BUCKETS = {
    Duration.ofMillis(1),
    Duration.ofMillis(2),
    Duration.ofMillis(5),
    Duration.ofMillis(10),
    Duration.ofMillis(20),
    Duration.ofMillis(50),
    Duration.ofMillis(100),
    Duration.ofMillis(200),
    Duration.ofMillis(500),
    Duration.ofSeconds(1),
    Duration.ofSeconds(2),
    Duration.ofSeconds(5),
    Duration.ofSeconds(10),
    Duration.ofSeconds(30)
  };

  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final Map<Step, Timer> steps = new EnumMap<>(Step.class);
  private final Map<Problem, Counter> refusals = new EnumMap<>(Problem.class);
  private final Timer images;
  private final DistributionSummary batches;
  private final Counter recalled;

  /** Nothing counted so far. */
  public ServiceMetrics() {
    for (Step step : Step.values()) {
      steps.put(
          step,
          Timer.builder("glimpse.image.step")
              .description("Time of one step for one picture")
              .tag("step", step.label())
              .serviceLevelObjectives(BUCKETS)
              .register(registry));
    }
    for (Problem problem : Problem.values()) {
      refusals.put(
          problem,
          Counter.builder("glimpse.refusals")
              .description("Requests that ended in a problem, by its kind")
              .tag("reason", problem.slug())
              .register(registry));
    }
    images =
        Timer.builder("glimpse.image")
            .description("Time of a picture from being admitted to being answered")
            .serviceLevelObjectives(BUCKETS)
            .register(registry);
    recalled =
        Counter.builder("glimpse.images.recalled")
            .description("Pictures whose features were at hand, so that the network was not asked")
            .register(registry);
    batches =
        DistributionSummary.builder("glimpse.batch.images")
            .description("Pictures in a call of the network")
            .serviceLevelObjectives(1, 2, 4, 8)
            .register(registry);
  }

  /** A picture had been encoded before, and its features were at hand. */
  public void recalled() {
    recalled.increment();
  }

  /** Shows a number as it is when somebody looks. */
  public void gauge(String name, String description, Supplier<Number> value) {
    Gauge.builder(name, value).description(description).strongReference(true).register(registry);
  }

  /** A request was answered. */
  public void answered(String route, String method, int status, long nanos) {
    Timer.builder("glimpse.requests")
        .description("Time of a request, by route, method and status")
        .tag("route", route)
        .tag("method", method)
        .tag("status", Integer.toString(status))
        .serviceLevelObjectives(BUCKETS)
        .register(registry)
        .record(Duration.ofNanos(nanos));
  }

  /** A request ended in a problem. */
  public void refused(Problem problem) {
    Objects.requireNonNull(refusals.get(problem)).increment();
  }

  /** A picture went through all steps. */
  public void image(Map<Step, Long> nanosBySteps) {
    long all = 0;
    for (Map.Entry<Step, Long> step : nanosBySteps.entrySet()) {
      Objects.requireNonNull(steps.get(step.getKey())).record(Duration.ofNanos(step.getValue()));
      all += step.getValue();
    }
    images.record(Duration.ofNanos(all));
  }

  /** The network was called with so many pictures. */
  public void batch(int size) {
    batches.record(size);
  }

  /** All of it as text for Prometheus. */
  public String scrape() {
    return registry.scrape();
  }
}
