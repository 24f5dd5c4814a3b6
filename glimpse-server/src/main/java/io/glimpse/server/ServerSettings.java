package io.glimpse.server;

import io.glimpse.image.DecodeOptions;
import io.glimpse.input.CloudRendering;
import io.glimpse.server.limit.Limit;
import io.glimpse.server.limit.Limits;
import java.util.List;
import java.util.Objects;

/**
 * How a service is set up.
 *
 * @param host the address to listen at
 * @param port to listen at; 0 for any that is free
 * @param allowedHosts names that it may be asked for by, beside those of this machine and {@code
 *     host}
 * @param limits what it takes on
 * @param threads that work on pictures
 * @param decoding how pictures are read, but for the limit of their pixels
 * @param clouds how point clouds become images, where a bank does not say
 */
public record ServerSettings(
    String host,
    int port,
    List<String> allowedHosts,
    Limits limits,
    int threads,
    DecodeOptions decoding,
    CloudRendering clouds) {

  /** Where a service listens that nobody told otherwise: this machine alone may ask. */
  public static final String USUAL_HOST = "127.0.0.1";

  /** Where it listens. */
  public static final int USUAL_PORT = 8080;

  private static final int MOST_PORT = 65_535;

  public ServerSettings {
    Objects.requireNonNull(host, "host");
    Objects.requireNonNull(decoding, "decoding");
    Objects.requireNonNull(clouds, "clouds");
    allowedHosts = List.copyOf(allowedHosts);
    limits.checked();
    if (port < 0 || port > MOST_PORT) {
      throw new IllegalArgumentException("a port is 0 to " + MOST_PORT + ", not " + port);
    }
    if (threads < 1) {
      throw new IllegalArgumentException("at least 1 thread is needed, not " + threads);
    }
  }

  /** Those of a service to which nobody said others: all processors, this machine alone. */
  public static ServerSettings usual() {
    return new ServerSettings(
        USUAL_HOST,
        USUAL_PORT,
        List.of(),
        Limits.usual(),
        Runtime.getRuntime().availableProcessors(),
        DecodeOptions.defaults(),
        CloudRendering.usual());
  }

  /** The same at another address. */
  public ServerSettings at(String otherHost, int otherPort) {
    return new ServerSettings(
        otherHost, otherPort, allowedHosts, limits, threads, decoding, clouds);
  }

  /** The same with further names that it may be asked for by. */
  public ServerSettings withAllowedHosts(List<String> names) {
    return new ServerSettings(host, port, names, limits, threads, decoding, clouds);
  }

  /** The same with other limits. */
  public ServerSettings withLimits(Limits others) {
    return new ServerSettings(host, port, allowedHosts, others, threads, decoding, clouds);
  }

  /** The same with so many threads. */
  public ServerSettings withThreads(int count) {
    return new ServerSettings(host, port, allowedHosts, limits, count, decoding, clouds);
  }

  /** The same with pictures that are read otherwise. */
  public ServerSettings withDecoding(DecodeOptions options) {
    return new ServerSettings(host, port, allowedHosts, limits, threads, options, clouds);
  }

  /** The same with point clouds that are drawn otherwise. */
  public ServerSettings withClouds(CloudRendering rendering) {
    return new ServerSettings(host, port, allowedHosts, limits, threads, decoding, rendering);
  }

  /** How pictures are read, with the limit of their pixels. */
  DecodeOptions reading() {
    return decoding.withMaxPixels(limits.of(Limit.MAX_PIXELS));
  }
}
