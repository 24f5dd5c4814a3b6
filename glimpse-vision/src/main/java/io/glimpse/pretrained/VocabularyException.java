package io.glimpse.pretrained;

import io.glimpse.file.Remediable;
import io.glimpse.file.Remedy;

/** Strings were given to an encoder whose tokenizer is not CLIP's. */
final class VocabularyException extends IllegalArgumentException implements Remediable {

  private static final long serialVersionUID = 1L;

  private static final Remedy REMEDY = new Remedy(Remedy.Kind.GIVE_TOKEN_IDS);

  /**
   * @param encoder the name that it was given with
   * @param ids of its vocabulary
   * @param clips ids of CLIP's
   */
  VocabularyException(String encoder, int ids, int clips) {
    super(
        "encoder '%s' has a vocabulary of %d ids, not CLIP's %d, and takes no strings; %s"
            .formatted(encoder, ids, clips, REMEDY.phrase()));
  }

  @Override
  public Remedy remedy() {
    return REMEDY;
  }
}
