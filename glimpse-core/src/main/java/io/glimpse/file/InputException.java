package io.glimpse.file;

import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * An input cannot be used as it is meant to: one sentence that begins with its name and says what
 * is wrong and what to do.
 */
public final class InputException extends IOException implements Remediable {

  private static final long serialVersionUID = 1L;

  private final String input;
  private final @Nullable Remedy remedy;

  /** Of a file, which the message begins with. */
  public InputException(Path file, String what) {
    this(file.toString(), what);
  }

  /** Of any input; see {@link #InputException(String, String, Throwable)}. */
  public InputException(String input, String what) {
    this(input, what, (Throwable) null);
  }

  /**
   * Of any input.
   *
   * @param input its name, which the message begins with; empty where it is about none
   * @param what is wrong, and what to do
   */
  public InputException(String input, String what, @Nullable Throwable cause) {
    super(input.isEmpty() ? what : input + ": " + what, cause);
    this.input = input;
    this.remedy = cause instanceof Remediable known ? known.remedy() : null;
  }

  /**
   * With what can be done about it.
   *
   * @param input its name, which the message begins with; empty where it is about none
   * @param what is wrong; has the remedy's phrase
   */
  public InputException(String input, String what, Remedy remedy) {
    super(input.isEmpty() ? what : input + ": " + what);
    this.input = input;
    this.remedy = remedy;
  }

  @Override
  public @Nullable Remedy remedy() {
    return remedy;
  }

  /** The input, by the name that it was given with; empty where it is about none. */
  public String input() {
    return input;
  }
}
