package io.glimpse.study;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;

/** A process that holds a study's folder until its standard input ends. */
final class LockHolder {

  private LockHolder() {}

  public static void main(String[] args) throws IOException {
    try (StudyFolder folder = StudyFolder.open(Path.of(args[0]))) {
      System.out.println("locked " + folder.path());
      System.in.transferTo(OutputStream.nullOutputStream());
    }
  }
}
