package io.glimpse.bank;

/**
 * How the pictures of a bank became what an encoder sees, where that was not the usual way.
 * Whatever is compared with them should be read alike, so that the bank remembers it.
 *
 * @param background what transparent pictures were put on, {@code white}, {@code black} or {@code
 *     #rrggbb}; empty for the colours that are stored where they are transparent
 * @param scale16 how samples of 16 bits became 8, {@code full} or {@code used}
 */
public record PictureReading(String background, String scale16) {

  /** As CLIP reads pictures, and as banks do that say nothing. */
  public static final PictureReading USUAL = new PictureReading("", "full");
}
