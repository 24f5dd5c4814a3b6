package io.glimpse.featurestore;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;

/** A process that writes to a store until its standard input ends. */
final class LockHolder {

  private LockHolder() {}

  public static void main(String[] args) throws IOException {
    StoreLock lock = StoreLock.of(Path.of(args[0]), () -> {});
    System.out.println("locked");
    System.in.transferTo(OutputStream.nullOutputStream());
    lock.close();
  }
}
