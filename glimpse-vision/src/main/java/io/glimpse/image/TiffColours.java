package io.glimpse.image;

/** What the first samples of a TIFF's pixels mean. */
enum TiffColours {
  WHITE_IS_ZERO(0, 1, "gray"),
  BLACK_IS_ZERO(1, 1, "gray"),
  RGB(2, 3, "RGB"),
  PALETTE(3, 1, "palette colours"),
  CMYK(5, 4, "CMYK"),
  /** Luminance and chroma, which only JPEG's decoder takes to RGB. */
  YCBCR(6, 3, "YCbCr");

  private final int code;
  private final int samples;
  private final String spelled;

  TiffColours(int code, int samples, String spelled) {
    this.code = code;
    this.samples = samples;
    this.spelled = spelled;
  }

  /**
   * The ones that a file names by their number.
   *
   * @throws ImageException naming them, if they are not among these
   */
  static TiffColours of(Source source, int code) throws ImageException {
    for (TiffColours known : values()) {
      if (known.code == code) {
        return known;
      }
    }
    throw source.refuse("TIFF of %s is not supported", other(code));
  }

  private static String other(int code) {
    return switch (code) {
      case 4 -> "a transparency mask";
      case 8, 9, 10 -> "CIE L*a*b* colours";
      case 32803, 34892 -> "a camera's raw samples";
      case 32844, 32845 -> "SGI's logarithmic colours (LogL, LogLuv)";
      default -> "photometric interpretation " + code;
    };
  }

  /** Of a pixel, alpha not among them. */
  int samples() {
    return samples;
  }

  /** As people write it. */
  @Override
  public String toString() {
    return spelled;
  }
}
