package io.glimpse.image;

import java.util.Arrays;

/**
 * What the first picture of a TIFF is: its size, what the samples of a pixel mean, and how they are
 * compressed. Every number is checked before anything is decoded, and what is not supported is
 * refused by its name.
 */
final class TiffFormat {

  /** What the first sample behind the colours is. */
  enum Extra {
    /** There is none, or it means nothing. */
    NONE,
    /** Alpha that the colours are multiplied with. */
    ASSOCIATED_ALPHA,
    ALPHA
  }

  private static final int SUBFILE_TYPE = 254;
  private static final int WIDTH = 256;
  private static final int HEIGHT = 257;
  private static final int BITS = 258;
  private static final int COMPRESSION = 259;
  private static final int PHOTOMETRIC = 262;
  private static final int FILL_ORDER = 266;
  private static final int ORIENTATION = 274;
  private static final int SAMPLES = 277;
  private static final int PLANAR = 284;
  private static final int FAX_OPTIONS = 292;
  private static final int PREDICTOR = 317;
  private static final int COLOUR_MAP = 320;
  private static final int SUB_DIRECTORIES = 330;
  private static final int EXTRA_SAMPLES = 338;
  private static final int SAMPLE_FORMAT = 339;
  private static final int JPEG_TABLES = 347;
  private static final int DNG_VERSION = 50706;

  /** More samples than colours and alpha are read, but not without end. */
  private static final int MOST_SAMPLES = 16;

  /** Real tables have less than 1,000. */
  private static final int MOST_BYTES_OF_TABLES = 1 << 16;

  private final Source source;
  private final TiffDirectory directory;
  private final int width;
  private final int height;
  private final TiffCompression compression;
  private final TiffColours colours;
  private final int samples;
  private final int bits;
  private final boolean planar;
  private final Extra extra;
  private final int predictor;

  private TiffFormat(Source source, TiffDirectory directory) throws ImageException {
    this.source = source;
    this.directory = directory;
    width = directory.number(WIDTH, 0);
    height = directory.number(HEIGHT, 0);
    compression = TiffCompression.of(source, directory.number(COMPRESSION, 1));
    // Pillow's choice for those who do not say.
    colours = TiffColours.of(source, directory.number(PHOTOMETRIC, 0));
    samples = samplesPerPixel();
    requireWholeNumbers();
    bits = bitsPerSample();
    planar = samples > 1 && isInPlanes();
    extra = extraSample();
    predictor = compression.hasPredictor() ? directory.number(PREDICTOR, 1) : 1;
    requireSupported();
  }

  /** Reads a directory; {@code options} judge the size before anything else is looked at. */
  static TiffFormat read(Source source, TiffDirectory directory, DecodeOptions options)
      throws ImageException {
    options.admit(source, "TIFF", directory.value(WIDTH, 0), directory.value(HEIGHT, 0));
    refuseRaw(source, directory);
    return new TiffFormat(source, directory);
  }

  /** Camera raw is TIFF too, and its first picture a thumbnail at most. */
  private static void refuseRaw(Source source, TiffDirectory directory) throws ImageException {
    boolean preview = (directory.value(SUBFILE_TYPE, 0) & 1) != 0 && directory.has(SUB_DIRECTORIES);
    if (directory.has(DNG_VERSION) || preview) {
      throw source.refuse(
          "the format is not supported: this is a camera's raw file (such as DNG or NEF); export it"
              + " as JPEG or TIFF");
    }
  }

  private int samplesPerPixel() throws ImageException {
    int count = directory.number(SAMPLES, 1);
    if (count < colours.samples() || count > MOST_SAMPLES) {
      throw source.refuse("TIFF of %s with %d samples a pixel is not supported", colours, count);
    }
    return count;
  }

  private void requireWholeNumbers() throws ImageException {
    int kind = directory.number(SAMPLE_FORMAT, 1);
    if (kind == 3) {
      throw source.refuse("TIFF of floating-point samples is not supported");
    }
    // Pillow takes signed samples of 8 bits for unsigned ones; larger ones it reads in other ways.
    if ((kind == 2 && directory.value(BITS, 1) > 8) || kind > 4) {
      throw source.refuse("TIFF of signed or complex samples is not supported");
    }
  }

  private int bitsPerSample() throws ImageException {
    int said = (int) Math.min(directory.count(BITS), samples);
    if (said == 0) {
      return 1;
    }
    long[] all = directory.values(BITS, said);
    if (Arrays.stream(all).distinct().count() > 1) {
      throw source.refuse("TIFF whose samples differ in their bits is not supported");
    }
    if (all[0] != 1 && all[0] != 2 && all[0] != 4 && all[0] != 8 && all[0] != 16) {
      throw source.refuse("TIFF with %d bits a sample is not supported", all[0]);
    }
    return (int) all[0];
  }

  private boolean isInPlanes() throws ImageException {
    int planes = directory.number(PLANAR, 1);
    if (planes != 1 && planes != 2) {
      throw source.refuse("TIFF of planar configuration %d is not supported", planes);
    }
    return planes == 2;
  }

  private Extra extraSample() throws ImageException {
    if (samples == colours.samples()
        || colours == TiffColours.PALETTE
        || colours == TiffColours.CMYK) {
      return Extra.NONE;
    }
    if (!directory.has(EXTRA_SAMPLES)) {
      // Many writers forget to say that it is alpha.
      return colours == TiffColours.RGB && samples == 4 ? Extra.ALPHA : Extra.NONE;
    }
    return switch (directory.number(EXTRA_SAMPLES, 0)) {
      case 0 -> Extra.NONE;
      case 1 -> Extra.ASSOCIATED_ALPHA;
      default -> Extra.ALPHA;
    };
  }

  private void requireSupported() throws ImageException {
    if ((bits < 8 && samples > 1) || (bits == 16 && colours == TiffColours.PALETTE)) {
      throw source.refuse(
          "TIFF of %s with %d samples of %d bits a pixel is not supported", colours, samples, bits);
    }
    if ((compression.isFax() && bits != 1) || (compression == TiffCompression.JPEG && bits != 8)) {
      throw source.refuse(
          "TIFF with %d bits a sample is not supported where it is compressed as %s",
          bits, compression);
    }
    if (colours == TiffColours.YCBCR && (planar || compression != TiffCompression.JPEG)) {
      throw source.refuse(
          "TIFF of luminance and chroma is supported in JPEG and in one plane only");
    }
    if (predictor != 1 && (predictor != 2 || bits < 8)) {
      throw source.refuse("TIFF with predictor %d of %d bits is not supported", predictor, bits);
    }
  }

  /** Of the picture, in pixels. */
  int width() {
    return width;
  }

  /** Of the picture, in pixels. */
  int height() {
    return height;
  }

  TiffCompression compression() {
    return compression;
  }

  /** What the first samples of a pixel mean. */
  TiffColours colours() {
    return colours;
  }

  /** What comes behind the colours. */
  Extra extra() {
    return extra;
  }

  /** Of a pixel, those that mean nothing among them. */
  int samples() {
    return samples;
  }

  /** Samples of a pixel that make the picture: its colours, and alpha where there is some. */
  int bands() {
    return colours.samples() + (extra == Extra.NONE ? 0 : 1);
  }

  /** Of a sample: 1, 2, 4, 8 or 16. */
  int bits() {
    return bits;
  }

  /** Bytes that a pixel takes when it is unpacked, at least. */
  int bytesPerPixel() {
    return samples * Math.max(1, bits / 8);
  }

  /** Whether each sample of the pixels has its own segments. */
  boolean isPlanar() {
    return planar;
  }

  /** Samples of a pixel that stand together in a segment. */
  int together() {
    return planar ? 1 : samples;
  }

  /** Whether samples were replaced by their differences from their neighbours. */
  boolean isOfDifferences() {
    return predictor == 2;
  }

  /** Whether samples of 16 bits have their least byte first. */
  boolean isLittle() {
    return directory.isLittle();
  }

  /** Whether bytes have their bits in reverse. */
  boolean isReversed() throws ImageException {
    return directory.number(FILL_ORDER, 1) == 2;
  }

  /** What a fax says of its own coding. */
  int faxOptions() throws ImageException {
    return directory.number(FAX_OPTIONS, 0);
  }

  /** As EXIF says, 1 to 8. */
  int orientation() throws ImageException {
    long said = directory.value(ORIENTATION, Orientation.UPRIGHT);
    return said >= 1 && said <= 8 ? (int) said : Orientation.UPRIGHT;
  }

  /** Red, green and blue triples, the upper bytes of the file's. */
  byte[] palette() throws ImageException {
    int entries = 1 << bits;
    long[] map = directory.values(COLOUR_MAP, 3 * entries);
    byte[] palette = new byte[3 * entries];
    for (int i = 0; i < entries; i++) {
      for (int band = 0; band < 3; band++) {
        palette[3 * i + band] = (byte) (map[band * entries + i] >> 8);
      }
    }
    return palette;
  }

  /** The tables that all JPEG segments share, a JPEG stream by themselves; empty for none. */
  byte[] jpegTables() throws ImageException {
    long length = directory.count(JPEG_TABLES);
    if (length > MOST_BYTES_OF_TABLES) {
      throw source.refuse(
          "the TIFF has JPEG tables of %d bytes, the limit is %d", length, MOST_BYTES_OF_TABLES);
    }
    return directory.bytes(JPEG_TABLES);
  }
}
