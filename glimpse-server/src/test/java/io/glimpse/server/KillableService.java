package io.glimpse.server;

import io.glimpse.database.StoreLocation;
import io.glimpse.fixture.KillableJvm;
import java.io.IOException;
import java.nio.file.Path;

/** A service in a process of its own, which is killed. */
final class KillableService extends ServiceClient implements AutoCloseable {

  private final KillableJvm process;
  private final int port;

  private KillableService(KillableJvm process, int port) {
    this.process = process;
    this.port = port;
  }

  /** Takes the place of the banks and the folder of the tokens; prints the port. */
  public static void main(String[] args) throws Exception {
    try (RunningServer server = new RunningServer(StoreLocation.parse(args[0]), Path.of(args[1]))) {
      System.out.println(server.port());
      Thread.currentThread().join();
    }
  }

  /** Starts one, and waits until it listens. */
  static KillableService start(String place, Path folder) throws IOException {
    KillableJvm process = KillableJvm.start(KillableService.class, place, folder.toString());
    String port = process.line();
    if (port == null) {
      process.close();
      throw new IOException("the service ended before it listened");
    }
    return new KillableService(process, Integer.parseInt(port));
  }

  @Override
  int port() {
    return port;
  }

  /** Ends it at once, in the middle of whatever it does. */
  void kill() {
    process.kill();
  }

  @Override
  public void close() {
    process.close();
  }
}
