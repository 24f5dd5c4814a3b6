package io.glimpse.image;

import io.glimpse.file.Remedy;
import org.jspecify.annotations.Nullable;

/**
 * What a {@link ImageDecoder} accepts and does.
 *
 * @param maxPixels the most pixels (width times height) that a picture may have, 1 to {@value
 *     #LARGEST}; checked in the file's header, before memory is taken for pixels
 * @param exifOrientation whether a picture is turned the way its EXIF orientation says; CLIP's own
 *     code ignores it
 * @param background what transparent pictures are put on, which then have no alpha; null to see the
 *     colours that are stored where they are transparent, as CLIP does
 * @param scale16 how samples of 16 bits become 8; null where nothing was asked for, which is {@link
 *     Scale16#FULL} unless something else, such as a bank, says how
 */
public record DecodeOptions(
    long maxPixels,
    boolean exifOrientation,
    @Nullable Background background,
    @Nullable Scale16 scale16) {

  /** The usual limit: 64 megapixels, that is 64,000,000 pixels. */
  public static final long DEFAULT_MAX_PIXELS = 64_000_000;

  /** No limit can be higher: four samples a pixel have to fit in one array. */
  public static final long LARGEST = 500_000_000;

  public DecodeOptions {
    if (maxPixels < 1 || maxPixels > LARGEST) {
      throw new IllegalArgumentException(
          "a limit of " + maxPixels + " pixels is not between 1 and " + LARGEST);
    }
  }

  /** With transparent pictures seen as by CLIP, and the upper byte of samples of 16 bits. */
  public DecodeOptions(long maxPixels, boolean exifOrientation) {
    this(maxPixels, exifOrientation, null, null);
  }

  /**
   * At most 64 megapixels, EXIF orientation applied, transparent pictures seen as by CLIP, and the
   * upper byte of samples of 16 bits.
   */
  public static DecodeOptions defaults() {
    return new DecodeOptions(DEFAULT_MAX_PIXELS, true);
  }

  /** The same with another limit. */
  public DecodeOptions withMaxPixels(long limit) {
    return new DecodeOptions(limit, exifOrientation, background, scale16);
  }

  /** The same with EXIF orientation applied or ignored. */
  public DecodeOptions withExifOrientation(boolean apply) {
    return new DecodeOptions(maxPixels, apply, background, scale16);
  }

  /** The same with transparent pictures on a colour; null for the colours that are stored there. */
  public DecodeOptions withBackground(@Nullable Background colour) {
    return new DecodeOptions(maxPixels, exifOrientation, colour, scale16);
  }

  /** How samples of 16 bits become 8, whether that was asked for or not. */
  public Scale16 scaling() {
    return scale16 == null ? Scale16.FULL : scale16;
  }

  /** The same with samples of 16 bits scaled in another way; null to leave it open. */
  public DecodeOptions withScale16(@Nullable Scale16 scale) {
    return new DecodeOptions(maxPixels, exifOrientation, background, scale);
  }

  /** Refuses a size that the header of {@code source} states. */
  void admit(Source source, String format, long width, long height) throws ImageException {
    if (width <= 0 || height <= 0) {
      throw source.refuse("%s says %dx%d pixels, which is no picture", format, width, height);
    }
    if (width > maxPixels / height) {
      throw source.refuse(
          new Remedy(Remedy.Kind.RAISE_PIXEL_LIMIT),
          "%s says %dx%d pixels, the limit is %s",
          format,
          width,
          height,
          inWords(maxPixels));
    }
  }

  private static String inWords(long pixels) {
    return pixels % 1_000_000 == 0 ? pixels / 1_000_000 + " megapixels" : pixels + " pixels";
  }
}
