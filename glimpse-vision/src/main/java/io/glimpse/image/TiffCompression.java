package io.glimpse.image;

/** How the strips and tiles of a TIFF are compressed, of those ways that Glimpse undoes. */
enum TiffCompression {
  NONE(1, "nothing"),
  FAX_RLE(2, "fax (CCITT RLE)"),
  FAX_GROUP_3(3, "fax (CCITT group 3)"),
  FAX_GROUP_4(4, "fax (CCITT group 4)"),
  LZW(5, "LZW"),
  JPEG(7, "JPEG"),
  DEFLATE(8, "deflate"),
  PACK_BITS(32773, "PackBits");

  /** Deflate's number before it was given one. */
  private static final int OLD_DEFLATE = 32946;

  private final int code;
  private final String spelled;

  TiffCompression(int code, String spelled) {
    this.code = code;
    this.spelled = spelled;
  }

  /**
   * The one that a file names by its number.
   *
   * @throws ImageException naming it, if it is not among these
   */
  static TiffCompression of(Source source, int code) throws ImageException {
    if (code == OLD_DEFLATE) {
      return DEFLATE;
    }
    for (TiffCompression known : values()) {
      if (known.code == code) {
        return known;
      }
    }
    throw source.refuse("TIFF compressed as %s is not supported", other(code));
  }

  private static String other(int code) {
    return switch (code) {
      case 6 -> "old-style JPEG (compression 6)";
      case 9, 10, 34661 -> "JBIG";
      case 32766 -> "NeXT's 2-bit RLE";
      case 32771 -> "word-aligned fax";
      case 32809 -> "ThunderScan";
      case 33003, 33004, 33005, 34712 -> "JPEG 2000";
      case 34676, 34677 -> "SGI's logarithmic LogLuv";
      case 34887 -> "LERC";
      case 34892 -> "lossy DNG's JPEG";
      case 34925 -> "LZMA";
      case 50000 -> "Zstandard";
      case 50001 -> "WebP";
      case 50002, 52546 -> "JPEG XL";
      default -> "method " + code;
    };
  }

  /** Its number in files. */
  int code() {
    return code;
  }

  /** As people write it. */
  @Override
  public String toString() {
    return spelled;
  }

  boolean isFax() {
    return this == FAX_RLE || this == FAX_GROUP_3 || this == FAX_GROUP_4;
  }

  /** Whether samples may have been replaced by differences before they were compressed. */
  boolean hasPredictor() {
    return this == LZW || this == DEFLATE;
  }
}
