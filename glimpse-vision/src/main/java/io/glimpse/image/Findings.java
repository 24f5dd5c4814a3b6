package io.glimpse.image;

/**
 * What a person may want to know of how a picture was read.
 *
 * @param transparent whether at least one pixel in a hundred is transparent by a quarter or more,
 *     so that what stands for it is a matter of choice
 * @param usedBits of a picture stored with 16 bits a sample, the bits that its largest colour
 *     takes; 0 for all others, and for one that is black throughout
 */
public record Findings(boolean transparent, int usedBits) {

  /** Nothing worth a word. */
  public static final Findings NONE = new Findings(false, 0);

  /** Both. */
  Findings and(Findings other) {
    return new Findings(transparent || other.transparent, Math.max(usedBits, other.usedBits));
  }
}
