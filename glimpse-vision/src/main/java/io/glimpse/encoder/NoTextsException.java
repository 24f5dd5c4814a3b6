package io.glimpse.encoder;

import io.glimpse.file.Remediable;
import io.glimpse.file.Remedy;
import io.glimpse.method.Method;
import io.glimpse.method.Need;
import java.nio.file.Path;

/** A text was given to an encoder of pictures alone. */
public final class NoTextsException extends IllegalArgumentException implements Remediable {

  private static final long serialVersionUID = 1L;
  private static final Remedy REMEDY = new Remedy(Remedy.Kind.GIVE_EXAMPLES);

  /**
   * @param encoder the name that it was given with
   */
  public NoTextsException(String encoder) {
    super(
        "encoder '%s' takes pictures alone and no text, so that names and descriptions of classes"
                .formatted(encoder)
            + " say nothing to it; "
            + REMEDY.phrase());
  }

  /**
   * @param encoder the name that it was given with
   * @param method that goes by texts
   */
  public NoTextsException(String encoder, String method) {
    super(
        "method '%s' goes by texts, and encoder '%s' takes pictures alone; choose another method,"
                .formatted(method, encoder)
            + " such as auto or tip, or an encoder that takes texts");
  }

  /**
   * @param encoder the name that it was given with
   * @param missing the network without which it takes none
   */
  public NoTextsException(String encoder, Path missing) {
    super(
        "encoder '%s' takes no texts without %s, which is not there; fetch it, or %s"
            .formatted(encoder, missing, REMEDY.phrase()));
  }

  /**
   * Refuses a method that goes by texts where the encoder takes none.
   *
   * @throws NoTextsException if so
   */
  public static void requireTexts(Encoder encoder, Method method) {
    if (method.needs(Need.TEXT) && !encoder.readsTexts()) {
      throw new NoTextsException(encoder.name(), method.name());
    }
  }

  @Override
  public Remedy remedy() {
    return REMEDY;
  }
}
