package io.glimpse.encoder;

import io.glimpse.file.Remediable;
import io.glimpse.file.Remedy;

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
   * @param reason why it takes none, to be read after its name
   */
  public NoTextsException(String encoder, String reason) {
    super("encoder '%s' %s; %s".formatted(encoder, reason, REMEDY.phrase()));
  }

  @Override
  public Remedy remedy() {
    return REMEDY;
  }
}
