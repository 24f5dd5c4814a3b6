package io.glimpse.cli.console;

import io.glimpse.file.MissingFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;

/** Says what went wrong in a sentence. */
public final class FailureText {

  private FailureText() {}

  /** What went wrong, without a class name of Java's. */
  public static String of(Exception e) {
    if (e instanceof UncheckedIOException unchecked && unchecked.getCause() != null) {
      return of(unchecked.getCause());
    }
    if (e instanceof FileSystemException file && file.getReason() == null) {
      return file.getFile() + ": " + reason(file);
    }
    String message = RemedyWords.message(e);
    if (message == null || message.isBlank()) {
      return e instanceof IOException
          ? "a file cannot be read or written"
          : "an unexpected failure";
    }
    return message;
  }

  private static String reason(FileSystemException e) {
    if (e instanceof NoSuchFileException) {
      return MissingFile.sentence(String.valueOf(e.getFile()));
    }
    if (e instanceof AccessDeniedException) {
      return "permission denied";
    }
    if (e instanceof FileAlreadyExistsException) {
      return "there is a file of that name where a folder is needed";
    }
    return e instanceof NotDirectoryException
        ? "this is not a folder"
        : "it cannot be read or written";
  }
}
