package io.glimpse.bench;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * How soon one service answers a class that another was taught, where both share a PostgreSQL:
 * {@code TwoServicesReport ROOT [TRIES [ADDRESS]]}, with the folder of the project, whose
 * demonstration has pictures for 66 tries. Each time is from the acknowledgement at one to the
 * first answer of the other that has the class, which includes what that answer takes.
 */
public final class TwoServicesReport {

  private static final String BANK = "v1/banks/bench";
  private static final int USUAL_TRIES = 30;
  private static final double LONGEST_MS = 1_000;
  private static final int OK = 200;
  private static final int CREATED = 201;
  private static final String READY = "Glimpse answers at ";

  private final HttpClient client = HttpClient.newHttpClient();
  private final List<byte[]> pictures = new ArrayList<>();

  private TwoServicesReport(Path root) throws IOException {
    try (Stream<Path> files =
        Files.walk(root.resolve("glimpse-cli/src/main/resources/io/glimpse/demo"))) {
      for (Path file : files.filter(f -> f.toString().endsWith(".jpg")).sorted().toList()) {
        pictures.add(Files.readAllBytes(file));
      }
    }
  }

  /** Prints one line; fails where the longest took more than a second. */
  public static void main(String[] args) throws Exception {
    Path root = Path.of(args[0]);
    int tries = args.length > 1 ? Integer.parseInt(args[1]) : USUAL_TRIES;
    double longest;
    if (args.length > 2) {
      longest = report(root, tries, args[2]);
    } else {
      try (EmbeddedPostgres server = EmbeddedPostgres.start()) {
        longest = report(root, tries, server.getJdbcUrl("postgres", "postgres"));
      }
    }
    System.exit(longest <= LONGEST_MS ? 0 : 1);
  }

  private static double report(Path root, int tries, String address) throws Exception {
    try (Service one = new Service(root, address);
        Service other = new Service(root, address)) {
      return new TwoServicesReport(root).measure(one, other, tries);
    }
  }

  /** A {@code glimpse serve} of its own. */
  private static final class Service implements AutoCloseable {
    final Process process;
    final Path data = Files.createTempDirectory("glimpse-two-services");
    final String uri;

    Service(Path root, String address) throws IOException {
      process =
          new ProcessBuilder(
                  root.resolve("glimpse").toString(),
                  "serve",
                  "--port",
                  "0",
                  "--data",
                  data.toString(),
                  "--store",
                  address)
              .redirectError(ProcessBuilder.Redirect.INHERIT)
              .start();
      String line =
          new BufferedReader(
                  new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))
              .readLine();
      if (line == null || !line.startsWith(READY)) {
        process.destroy();
        throw new IOException("the service did not start");
      }
      uri = line.substring(READY.length());
    }

    @Override
    public void close() throws IOException {
      process.destroy();
      process.onExit().join();
      try (Stream<Path> files = Files.list(data)) {
        for (Path file : files.toList()) {
          Files.delete(file);
        }
      }
      Files.delete(data);
    }
  }

  private double measure(Service one, Service other, int tries) throws Exception {
    ask(one, "PUT", "", "application/json", BodyPublishers.ofString("{\"classes\": [\"first\"]}"));
    teach(one, "first", pictures.get(0));
    teach(one, "second", pictures.get(1));
    awaitClass(other, "second");
    double[] milliseconds = new double[tries];
    for (int i = 0; i < tries; i++) {
      Service teacher = i % 2 == 0 ? one : other;
      String name = "class" + i;
      // Not one picture twice, for that is one shot.
      teach(teacher, name, pictures.get(i + 2));
      long taught = System.nanoTime();
      awaitClass(teacher == one ? other : one, name);
      milliseconds[i] = (System.nanoTime() - taught) / 1e6;
    }
    Arrays.sort(milliseconds);
    System.out.printf(
        Locale.ROOT,
        "%d classes taught at one and answered by the other after: median %.0f ms, longest %.0f ms%n",
        tries,
        milliseconds[tries / 2],
        milliseconds[tries - 1]);
    return milliseconds[tries - 1];
  }

  private void teach(Service service, String name, byte[] picture) throws Exception {
    ask(
        service,
        "POST",
        "/classes/" + name + "/shots",
        "image/jpeg",
        BodyPublishers.ofByteArray(picture));
  }

  private void awaitClass(Service service, String name) throws Exception {
    String answer;
    do {
      answer =
          ask(
              service,
              "POST",
              "/classify?top=1000",
              "image/jpeg",
              BodyPublishers.ofByteArray(pictures.get(0)));
    } while (!answer.contains("\"" + name + "\""));
  }

  private String ask(Service service, String method, String path, String type, BodyPublisher body)
      throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(service.uri + BANK + path))
            .header("Content-Type", type)
            .method(method, body)
            .build();
    HttpResponse<String> answer = client.send(request, BodyHandlers.ofString());
    if (answer.statusCode() != OK && answer.statusCode() != CREATED) {
      throw new IOException(method + " " + request.uri() + ": " + answer.body());
    }
    return answer.body();
  }
}
