package io.glimpse.image;

import java.util.Arrays;

/**
 * How the samples of a TIFF's first picture lie in its file, every number checked before anything
 * is decoded: what they mean, and the strips or tiles ("segments") that they are cut into.
 *
 * <p>What is not supported is refused by its name. No memory is taken that the file, or the picture
 * that it was admitted with, does not account for.
 */
final class TiffLayout {

  /** What the first sample behind the colours is. */
  enum Extra {
    NONE,
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
  private static final int STRIP_OFFSETS = 273;
  private static final int ORIENTATION = 274;
  private static final int SAMPLES = 277;
  private static final int ROWS_PER_STRIP = 278;
  private static final int STRIP_COUNTS = 279;
  private static final int PLANAR = 284;
  private static final int FAX_OPTIONS = 292;
  private static final int PREDICTOR = 317;
  private static final int COLOUR_MAP = 320;
  private static final int TILE_WIDTH = 322;
  private static final int TILE_HEIGHT = 323;
  private static final int TILE_OFFSETS = 324;
  private static final int TILE_COUNTS = 325;
  private static final int SUB_DIRECTORIES = 330;
  private static final int EXTRA_SAMPLES = 338;
  private static final int SAMPLE_FORMAT = 339;
  private static final int JPEG_TABLES = 347;
  private static final int DNG_VERSION = 50706;

  /** More bands than colours and alpha are read, but not without end. */
  private static final int MOST_SAMPLES = 16;

  /** A tile may be larger than the picture, but not by much where it would take much memory. */
  private static final long SMALL_TILE = 1L << 21;

  /** Segments may share bytes of the file, but reading them must not take many times its length. */
  private static final int MOST_READINGS = 4;

  /** Each JPEG costs a decoder of its own. */
  private static final int FEW_JPEGS = 1024;

  private static final int LEAST_PIXELS_OF_A_JPEG = 1024;

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
  private final int segmentWidth;
  private final int segmentHeight;
  private final long[] offsets;
  private final long[] counts;

  private TiffLayout(Source source, DecodeOptions options) throws ImageException {
    this.source = source;
    directory = TiffDirectory.first(source);
    options.admit(source, "TIFF", directory.value(WIDTH, 0), directory.value(HEIGHT, 0));
    width = directory.number(WIDTH, 0);
    height = directory.number(HEIGHT, 0);
    refuseRaw();
    compression = TiffCompression.of(source, directory.number(COMPRESSION, 1));
    colours = TiffColours.of(source, directory.number(PHOTOMETRIC, 0));
    samples = samplesPerPixel();
    requireWholeNumbers();
    bits = bits(samples);
    planar = samples > 1 && isPlanar();
    extra = extraSample();
    requireSupported();
    boolean tiled = directory.has(TILE_WIDTH);
    segmentWidth = tiled ? side(TILE_WIDTH) : width;
    segmentHeight = tiled ? side(TILE_HEIGHT) : rowsOfStrip();
    requireSmall(tiled);
    long across = (width + segmentWidth - 1L) / segmentWidth;
    long down = (height + segmentHeight - 1L) / segmentHeight;
    long segments = across * down * (planar ? samples : 1);
    requireFew(segments);
    offsets = directory.values(tiled ? TILE_OFFSETS : STRIP_OFFSETS, (int) segments);
    counts = counts(tiled ? TILE_COUNTS : STRIP_COUNTS, (int) segments);
    requireInside();
  }

  /** Reads the first directory; {@code options} judge the size before anything else is looked at. */
  static TiffLayout read(Source source, DecodeOptions options) throws ImageException {
    return new TiffLayout(source, options);
  }

  /** Camera raw is TIFF too, and its first picture a thumbnail at most. */
  private void refuseRaw() throws ImageException {
    boolean preview =
        (directory.value(SUBFILE_TYPE, 0) & 1) != 0 && directory.has(SUB_DIRECTORIES);
    if (directory.has(DNG_VERSION) || preview) {
      throw source.refuse(
          "this is a camera's raw file (such as DNG or NEF), which Glimpse does not develop;"
              + " export it as JPEG or TIFF");
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
    int format = directory.number(SAMPLE_FORMAT, 1);
    if (format == 3) {
      throw source.refuse("TIFF of floating-point samples is not supported");
    }
    // Pillow takes signed samples of 8 bits for unsigned ones; larger ones it reads in other ways.
    if ((format == 2 && directory.value(BITS, 1) > 8) || format > 4) {
      throw source.refuse("TIFF of signed or complex samples is not supported");
    }
  }

  private int bits(int perPixel) throws ImageException {
    int said = (int) Math.min(directory.count(BITS), perPixel);
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

  private boolean isPlanar() throws ImageException {
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
          "TIFF with %d samples of %d bits a pixel is not supported", samples, bits);
    }
    if ((compression.isFax() && bits != 1)
        || (compression == TiffCompression.JPEG && bits != 8)) {
      throw source.refuse(
          "TIFF with %d bits a sample is not supported where it is compressed as %s",
          bits, compression.spelled());
    }
    if (colours == TiffColours.YCBCR && (planar || compression != TiffCompression.JPEG)) {
      throw source.refuse(
          "TIFF of luminance and chroma is supported in JPEG and in one plane only");
    }
    int predictor = predictor();
    if (predictor != 1 && (predictor != 2 || bits < 8)) {
      throw source.refuse("TIFF with predictor %d of %d bits is not supported", predictor, bits);
    }
  }

  private int side(int tag) throws ImageException {
    int side = directory.number(tag, 0);
    if (side < 1) {
      throw source.refuse("the TIFF has tiles without pixels");
    }
    return side;
  }

  private int rowsOfStrip() throws ImageException {
    long rows = directory.value(ROWS_PER_STRIP, height);
    if (rows < 1) {
      throw source.refuse("the TIFF has strips without rows");
    }
    return (int) Math.min(rows, height);
  }

  private void requireSmall(boolean tiled) throws ImageException {
    long pixels = (long) segmentWidth * segmentHeight;
    if (tiled && pixels > Math.max(SMALL_TILE, 4L * width * height)) {
      throw source.refuse(
          "the TIFF has tiles of %dx%d pixels for a picture of %dx%d",
          segmentWidth, segmentHeight, width, height);
    }
    long bytes = Math.max((long) width * height, pixels) * samples * Math.max(1, bits / 8);
    if (bytes > Integer.MAX_VALUE - 8) {
      throw source.refuse(
          "TIFF of %dx%d pixels of %d bytes is too large for one array",
          width, height, samples * Math.max(1, bits / 8));
    }
  }

  private void requireFew(long segments) throws ImageException {
    long most =
        compression == TiffCompression.JPEG
            ? Math.max(FEW_JPEGS, (long) width * height / LEAST_PIXELS_OF_A_JPEG)
            : source.length();
    if (segments > most) {
      throw source.refuse("the TIFF is cut into %d parts, the limit is %d", segments, most);
    }
  }

  private long[] counts(int tag, int segments) throws ImageException {
    if (directory.has(tag)) {
      return directory.values(tag, segments);
    }
    long[] assumed = new long[segments];
    for (int i = 0; i < segments; i++) {
      assumed[i] =
          compression == TiffCompression.NONE
              ? (long) rowBytes() * rows(i)
              : Math.max(0, source.length() - offsets[i]);
    }
    return assumed;
  }

  private void requireInside() throws ImageException {
    long all = 0;
    for (int i = 0; i < offsets.length; i++) {
      source.require(offsets[i], counts[i]);
      all += counts[i];
    }
    if (all > (long) MOST_READINGS * source.length()) {
      throw source.refuse(
          "the parts of the TIFF are %d bytes long together, but the file has %d",
          all, source.length());
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

  /** Samples of a pixel that make the picture: its colours, and alpha where there is some. */
  int bands() {
    return colours.samples() + (extra == Extra.NONE ? 0 : 1);
  }

  /** Of a sample: 1, 2, 4, 8 or 16. */
  int bits() {
    return bits;
  }

  /** Whether numbers in the file, and samples of 16 bits, have their least byte first. */
  boolean isLittle() {
    return directory.isLittle();
  }

  Extra extra() {
    return extra;
  }

  /** 1 for none, 2 for differences of neighbours. */
  int predictor() throws ImageException {
    return compression.hasPredictor() ? directory.number(PREDICTOR, 1) : 1;
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
    long said = directory.has(ORIENTATION) ? directory.value(ORIENTATION, 1) : 1;
    return said >= 1 && said <= 8 ? (int) said : Orientation.UPRIGHT;
  }

  /** Red, green and blue triples, the upper bytes of the file's. */
  byte[] palette() throws ImageException {
    int colours = 1 << bits;
    long[] map = directory.values(COLOUR_MAP, 3 * colours);
    byte[] palette = new byte[3 * colours];
    for (int i = 0; i < colours; i++) {
      for (int band = 0; band < 3; band++) {
        palette[3 * i + band] = (byte) (map[band * colours + i] >> 8);
      }
    }
    return palette;
  }

  /** The tables that all JPEG segments share, a JPEG stream by themselves; empty for none. */
  byte[] jpegTables() throws ImageException {
    if (!directory.has(JPEG_TABLES)) {
      return new byte[0];
    }
    long at = directory.place(JPEG_TABLES);
    long length = directory.count(JPEG_TABLES);
    source.require(at, length);
    return Arrays.copyOfRange(source.bytes(), (int) at, (int) (at + length));
  }

  int segments() {
    return offsets.length;
  }

  int offset(int segment) {
    return (int) offsets[segment];
  }

  /** Bytes of a segment in the file. */
  int count(int segment) {
    return (int) counts[segment];
  }

  /** Samples of a pixel that stand together in a segment. */
  int together() {
    return planar ? 1 : samples;
  }

  /** The first of the samples that a segment holds. */
  int band(int segment) {
    return planar ? segment / (offsets.length / samples) : 0;
  }

  int segmentWidth() {
    return segmentWidth;
  }

  /** Rows that a segment holds: fewer in the last strip, but not in the last tile. */
  int rows(int segment) {
    return directory.has(TILE_WIDTH)
        ? segmentHeight
        : Math.min(segmentHeight, height - top(segment));
  }

  /** Column of the picture that a segment begins at. */
  int left(int segment) {
    return inPlane(segment) % across() * segmentWidth;
  }

  /** Row of the picture that a segment begins at. */
  int top(int segment) {
    return inPlane(segment) / across() * segmentHeight;
  }

  private int inPlane(int segment) {
    return segment % (offsets.length / (planar ? samples : 1));
  }

  private int across() {
    return (int) ((width + segmentWidth - 1L) / segmentWidth);
  }

  /** Bytes of a row of a segment, unpacked. */
  int rowBytes() {
    return (int) (((long) segmentWidth * together() * bits + 7) / 8);
  }
}
