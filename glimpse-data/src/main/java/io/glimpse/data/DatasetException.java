package io.glimpse.data;

import io.glimpse.file.InputException;
import java.io.IOException;
import java.nio.file.Path;

/** A data set that is not there, or not as it should be: one sentence, the file or folder first. */
public final class DatasetException extends IOException {

  private static final long serialVersionUID = 1L;

  private final String path;

  /**
   * @param file what this is about
   * @param reason what is wrong and what to do, to be read after the file's name
   */
  DatasetException(Path file, String reason) {
    super(file + ": " + reason);
    this.path = file.toString();
  }

  /** As {@link #DatasetException(Path, String)}, with the exception that revealed it. */
  DatasetException(Path file, String reason, Throwable cause) {
    super(file + ": " + reason, cause);
    this.path = file.toString();
  }

  /** What is wrong with a file that was read for a data set. */
  DatasetException(InputException cause) {
    super(cause.getMessage(), cause);
    this.path = cause.input();
  }

  /** As {@link #DatasetException(String)}, with the exception that revealed it. */
  DatasetException(String sentence, Throwable cause) {
    super(sentence, cause);
    this.path = "";
  }

  /** It is about no file. */
  DatasetException(String sentence) {
    super(sentence);
    this.path = "";
  }

  /** The file or folder that this is about; empty if it is about none. */
  public String path() {
    return path;
  }
}
