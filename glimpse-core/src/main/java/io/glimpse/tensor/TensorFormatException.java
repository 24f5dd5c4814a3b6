package io.glimpse.tensor;

import io.glimpse.json.LongText;
import java.io.IOException;

/** A tensor file that is not what it says, or not what was asked for: one sentence, file first. */
public final class TensorFormatException extends IOException {

  private static final long serialVersionUID = 1;

  /**
   * @param file the file, or a part of it such as {@code shots.npz[keys]}
   * @param reason what is wrong and where, to be read after the file's name
   */
  public TensorFormatException(Object file, String reason) {
    super(LongText.shortened(file + ": " + reason));
  }

  /** As {@link #TensorFormatException(Object, String)}, with the exception that revealed it. */
  public TensorFormatException(Object file, String reason, Throwable cause) {
    super(LongText.shortened(file + ": " + reason), cause);
  }
}
