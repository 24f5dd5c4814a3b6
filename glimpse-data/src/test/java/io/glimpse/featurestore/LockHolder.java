package io.glimpse.featurestore;

import io.glimpse.file.PathLock;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;

/** A process that writes to a store until its standard input ends. */
final class LockHolder {

  private LockHolder() {}

  public static void main(String[] args) throws IOException {
    PathLock lock = PathLock.exclusive(Path.of(args[0], "lock"), () -> {});
    System.out.println("locked");
    System.in.transferTo(OutputStream.nullOutputStream());
    lock.close();
  }
}
