package io.glimpse.method;

/** A method or parameter that does not exist, or a value that it does not take. */
public final class ParameterException extends IllegalArgumentException {

  private static final long serialVersionUID = 1L;

  public ParameterException(String message) {
    super(message);
  }
}
