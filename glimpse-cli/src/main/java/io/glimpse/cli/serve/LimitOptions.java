package io.glimpse.cli.serve;

import io.glimpse.cli.console.UsageException;
import io.glimpse.server.limit.Limit;
import io.glimpse.server.limit.Limits;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that say what the service takes on. */
final class LimitOptions {

  @Option(
      names = "--max-body",
      paramLabel = "BYTES",
      description = "Refuse longer bodies (413); default: 33554432.")
  @Nullable Long maxBody;

  @Option(
      names = "--max-images",
      paramLabel = "N",
      description = "Refuse more pictures in a request (413); default: 64.")
  @Nullable Long maxImages;

  @Option(
      names = "--max-classes",
      paramLabel = "N",
      description = "Refuse more classes (422); default: 10000.")
  @Nullable Long maxClasses;

  @Option(
      names = "--max-in-flight",
      paramLabel = "N",
      description = "Refuse more requests at a time (503); default: 128.")
  @Nullable Long maxInFlight;

  @Option(
      names = "--max-queue",
      paramLabel = "N",
      description = "Refuse pictures beyond so many that wait (429); default: 256.")
  @Nullable Long maxQueue;

  @Option(
      names = "--max-memory",
      paramLabel = "BYTES",
      description = "Refuse requests whose bodies together are longer (503); default: 268435456.")
  @Nullable Long maxMemory;

  @Option(
      names = "--feature-memory",
      paramLabel = "BYTES",
      description =
          "Keep so much of pictures that may come again, so that they are encoded once; 0: nothing;"
              + " default: 67108864.")
  @Nullable Long featureMemory;

  @Option(
      names = "--bank-memory",
      paramLabel = "BYTES",
      description =
          "Keep so much of banks in memory; those not used the longest are read again when they are"
              + " asked; default: 536870912.")
  @Nullable Long bankMemory;

  @Option(
      names = "--max-connections",
      paramLabel = "N",
      description = "Let further clients wait to be connected; default: 1024.")
  @Nullable Long maxConnections;

  @Option(
      names = "--body-timeout",
      paramLabel = "SECONDS",
      description = "Cut clients off that send a body more slowly (408); default: 30.")
  @Nullable Long bodyTimeout;

  @Option(
      names = "--deadline",
      paramLabel = "SECONDS",
      description = "Give up on answers that take longer (503); default: 60.")
  @Nullable Long deadline;

  @Option(
      names = "--grace",
      paramLabel = "SECONDS",
      description = "When it is stopped, finish what was begun for so long; default: 30.")
  @Nullable Long grace;

  /**
   * All limits.
   *
   * @param maxPixels the common option
   * @throws UsageException if one is out of range, or two do not go together
   */
  Limits limits(Settings settings, @Nullable Long maxPixels) {
    Map<Limit, @Nullable Long> options = new EnumMap<>(Limit.class);
    options.put(Limit.MAX_BODY, maxBody);
    options.put(Limit.MAX_PIXELS, maxPixels);
    options.put(Limit.MAX_IMAGES, maxImages);
    options.put(Limit.MAX_CLASSES, maxClasses);
    options.put(Limit.MAX_IN_FLIGHT, maxInFlight);
    options.put(Limit.MAX_QUEUE, maxQueue);
    options.put(Limit.MAX_MEMORY, maxMemory);
    options.put(Limit.FEATURE_MEMORY, featureMemory);
    options.put(Limit.BANK_MEMORY, bankMemory);
    options.put(Limit.MAX_CONNECTIONS, maxConnections);
    options.put(Limit.BODY_TIMEOUT, bodyTimeout);
    options.put(Limit.DEADLINE, deadline);
    options.put(Limit.GRACE, grace);
    Limits limits = Limits.usual();
    try {
      for (Limit limit : Limit.values()) {
        Long value = settings.number(limit.option(), options.get(limit));
        limits = value == null ? limits : limits.with(limit, value);
      }
      return limits.checked();
    } catch (IllegalArgumentException e) {
      throw new UsageException("--" + e.getMessage());
    }
  }
}
