package io.glimpse.image;

/** How the strips and tiles of a TIFF are compressed, of those ways that Glimpse undoes. */
enum TiffCompression {
  NONE(1, "nothing", 1),
  FAX_RLE(2, "fax (CCITT RLE)", TiffCompression.WITHOUT_LIMIT),
  FAX_GROUP_3(3, "fax (CCITT group 3)", TiffCompression.WITHOUT_LIMIT),
  FAX_GROUP_4(4, "fax (CCITT group 4)", TiffCompression.WITHOUT_LIMIT),
  /** A code of 9 bits at least, for a string of 4,096 bytes at most. */
  LZW(5, "LZW", 4096),
  JPEG(7, "JPEG", TiffCompression.WITHOUT_LIMIT),
  /** 258 bytes in 2 bits. */
  DEFLATE(8, "deflate", 1032),
  /** 128 bytes in 2. */
  PACK_BITS(32773, "PackBits", 64);

  /** A fax may say in one bit that a row, however long, is as the one before. */
  private static final int WITHOUT_LIMIT = Integer.MAX_VALUE;

  /** Deflate's number before it was given one. */
  private static final int OLD_DEFLATE = 32946;

  private final int code;
  private final String spelled;
  private final int mostBytes;

  TiffCompression(int code, String spelled, int mostBytes) {
    this.code = code;
    this.spelled = spelled;
    this.mostBytes = mostBytes;
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

  /** What a byte may become at most, so that a bomb shows before it is unpacked. */
  int mostBytes() {
    return mostBytes;
  }

  boolean isFax() {
    return this == FAX_RLE || this == FAX_GROUP_3 || this == FAX_GROUP_4;
  }

  /** Whether samples may have been replaced by differences before they were compressed. */
  boolean hasPredictor() {
    return this == LZW || this == DEFLATE;
  }
}
