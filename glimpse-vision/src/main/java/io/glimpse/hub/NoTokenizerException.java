package io.glimpse.hub;

import io.glimpse.file.Remediable;
import io.glimpse.file.Remedy;
import java.nio.file.Path;

/** Strings were given to an encoder whose folder lacks what makes ids of them. */
final class NoTokenizerException extends IllegalArgumentException implements Remediable {

  private static final long serialVersionUID = 1L;

  private static final Remedy REMEDY = new Remedy(Remedy.Kind.GIVE_TOKEN_IDS);

  /**
   * @param encoder the name that it was given with
   * @param tokenizer the file that is missing
   */
  NoTokenizerException(String encoder, Path tokenizer) {
    super(
        "encoder '%s' takes no strings without %s, which comes with its networks; fetch it, or %s"
            .formatted(encoder, tokenizer, REMEDY.phrase()));
  }

  @Override
  public Remedy remedy() {
    return REMEDY;
  }
}
