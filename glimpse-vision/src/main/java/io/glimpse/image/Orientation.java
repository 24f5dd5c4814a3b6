package io.glimpse.image;

/** Finds the orientation in an EXIF block, which is a small TIFF file. */
final class Orientation {

  /** Stored upright. */
  static final int UPRIGHT = 1;

  private static final int TAG = 0x0112;
  private static final int BYTE = 1;
  private static final int SHORT = 3;
  private static final int LONG = 4;

  private Orientation() {}

  /**
   * The orientation, 1 to 8.
   *
   * @param start where the TIFF header stands; an {@code Exif\0\0} before it is stepped over
   * @return {@link #UPRIGHT} where the block holds none or is damaged, which is no reason to refuse
   *     the picture
   */
  static int find(Source source, long start) {
    long tiff = source.has(start, "Exif\0\0") ? start + 6 : start;
    try {
      return inFirstDirectory(source, tiff);
    } catch (ImageException e) {
      return UPRIGHT;
    }
  }

  private static int inFirstDirectory(Source source, long tiff) throws ImageException {
    boolean little = source.has(tiff, "II*\0");
    if (!little && !source.has(tiff, "MM\0*")) {
      return UPRIGHT;
    }
    long directory = tiff + u32(source, tiff + 4, little);
    int entries = u16(source, directory, little);
    for (int i = 0; i < entries; i++) {
      long entry = directory + 2 + 12L * i;
      if (u16(source, entry, little) == TAG) {
        long value =
            switch (u16(source, entry + 2, little)) {
              case BYTE -> source.u8(entry + 8);
              case SHORT -> u16(source, entry + 8, little);
              case LONG -> u32(source, entry + 8, little);
              default -> UPRIGHT;
            };
        return value >= 1 && value <= 8 ? (int) value : UPRIGHT;
      }
    }
    return UPRIGHT;
  }

  private static int u16(Source source, long at, boolean little) throws ImageException {
    return little ? source.u16le(at) : source.u16be(at);
  }

  private static long u32(Source source, long at, boolean little) throws ImageException {
    return little ? source.u32le(at) : source.u32be(at);
  }
}
