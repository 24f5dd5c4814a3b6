package io.glimpse.file;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;

/** A process that has a lock until its standard input ends. */
final class LockHolder {

  private LockHolder() {}

  public static void main(String[] args) throws IOException {
    Path file = Path.of(args[0]);
    PathLock lock =
        args[1].equals("shared") ? PathLock.shared(file) : PathLock.exclusive(file, () -> {});
    System.out.println("locked");
    System.in.transferTo(OutputStream.nullOutputStream());
    lock.close();
  }
}
