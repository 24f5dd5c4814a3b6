package io.glimpse.database;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * A PostgreSQL that tests start themselves, on a free port, once for all of them. Works for root,
 * too, whom the server itself refuses to run for: it is started as another user then.
 */
final class TestPostgres implements AutoCloseable {

  private final AtomicInteger databases = new AtomicInteger();
  private final Path data;
  private EmbeddedPostgres server;

  /** Starts one of its own. */
  TestPostgres() throws IOException {
    data = Files.createTempDirectory("glimpse-postgres");
    server = start(0);
  }

  private EmbeddedPostgres start(int port) throws IOException {
    EmbeddedPostgres.Builder builder =
        EmbeddedPostgres.builder().setDataDirectory(data).setCleanDataDirectory(false);
    return (port == 0 ? builder : builder.setPort(port)).start();
  }

  /** Gives a test the server as a parameter, and ends it after the last test. */
  static final class Extension implements ParameterResolver {

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
      return parameter.getParameter().getType() == TestPostgres.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
      return context
          .getRoot()
          .getStore(ExtensionContext.Namespace.create(TestPostgres.class))
          .computeIfAbsent(TestPostgres.class, key -> started(), TestPostgres.class);
    }

    private static TestPostgres started() {
      try {
        return new TestPostgres();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /** The address of a database of its own. */
  String newDatabase() throws SQLException {
    String name = "banks" + databases.incrementAndGet();
    try (Connection connection =
        DriverManager.getConnection(server.getJdbcUrl("postgres", "postgres"))) {
      connection.createStatement().execute("CREATE DATABASE " + name);
    }
    return server.getJdbcUrl("postgres", name);
  }

  /** Ends it in good order. */
  void stop() throws IOException {
    server.close();
  }

  /** Ends it as a loss of power does. */
  void kill() throws IOException, InterruptedException {
    long postmaster = Long.parseLong(Files.readAllLines(data.resolve("postmaster.pid")).get(0));
    ProcessHandle process = ProcessHandle.of(postmaster).orElseThrow();
    List<ProcessHandle> all = Stream.concat(process.descendants(), Stream.of(process)).toList();
    all.forEach(ProcessHandle::destroyForcibly);
    for (ProcessHandle one : all) {
      one.onExit().join();
    }
    server.getProcess().waitFor();
  }

  /** Starts it again, with the same data and at the same port. */
  void restart() throws IOException {
    // One that was killed still has its lock.
    server.close();
    server = start(server.getPort());
  }

  @Override
  public void close() throws IOException {
    server.close();
    try (Stream<Path> files = Files.walk(data)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
