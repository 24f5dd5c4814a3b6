package io.glimpse.checkpoint;

import io.glimpse.json.LongText;
import java.io.IOException;

/**
 * A checkpoint cannot be used: it is damaged, hostile, of an unknown kind, or its parts contradict
 * each other. The message is one sentence that begins with the file's name.
 */
public final class CheckpointException extends IOException {

  private static final long serialVersionUID = 1L;

  /**
   * @param file the file, or a part of it such as {@code model.pt[data.pkl]}
   * @param reason what is wrong and where, to be read after the file's name
   */
  public CheckpointException(Object file, String reason) {
    super(LongText.shortened(file + ": " + reason));
  }

  /** As {@link #CheckpointException(Object, String)}, with the exception that revealed it. */
  public CheckpointException(Object file, String reason, Throwable cause) {
    super(LongText.shortened(file + ": " + reason), cause);
  }

  /** A refusal in words that another reader has found, file first. */
  CheckpointException(IOException cause) {
    super(cause.getMessage(), cause);
  }
}
