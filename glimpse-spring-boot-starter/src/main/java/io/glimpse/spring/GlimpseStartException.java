package io.glimpse.spring;

/** The encoder cannot be opened as the properties say: one sentence that names the property. */
final class GlimpseStartException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  GlimpseStartException(String message, Throwable cause) {
    super(message, cause);
  }
}
