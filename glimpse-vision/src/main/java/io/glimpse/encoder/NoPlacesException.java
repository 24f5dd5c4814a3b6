package io.glimpse.encoder;

import io.glimpse.method.Method;
import io.glimpse.method.Need;

/**
 * A method that compares places of pictures with texts was given an encoder without such places.
 */
public final class NoPlacesException extends IllegalArgumentException {

  private static final long serialVersionUID = 1L;

  /**
   * @param encoder the name that it was given with
   * @param reason why it has none, to be read after its name
   */
  public NoPlacesException(String encoder, String reason) {
    super(
        "encoder '%s' %s; choose a method without spatial tokens, such as zero-shot or tip, or an"
                .formatted(encoder, reason)
            + " encoder that is a checkpoint");
  }

  /**
   * Refuses a method that compares such places where the encoder has none.
   *
   * @throws NoPlacesException if so
   */
  public static void requirePlaces(Encoder encoder, Method method) {
    if (method.needs(Need.TOKENS)) {
      encoder
          .whyNoPlaces()
          .ifPresent(
              reason -> {
                throw new NoPlacesException(encoder.name(), reason);
              });
    }
  }
}
