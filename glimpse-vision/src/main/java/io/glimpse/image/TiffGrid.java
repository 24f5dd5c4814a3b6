package io.glimpse.image;

/**
 * The strips or tiles ("segments") that a TIFF's picture is cut into: where each lies in the file
 * and in the picture. In planes, each sample has a grid of its own, one behind the other.
 *
 * <p>No memory is taken that the file, or the picture that it was admitted with, does not account
 * for, and no work begun that would be out of proportion to both.
 */
final class TiffGrid {

  private static final int STRIP_OFFSETS = 273;
  private static final int ROWS_PER_STRIP = 278;
  private static final int STRIP_COUNTS = 279;
  private static final int TILE_WIDTH = 322;
  private static final int TILE_HEIGHT = 323;
  private static final int TILE_OFFSETS = 324;
  private static final int TILE_COUNTS = 325;

  /** A tile may be larger than the picture, but not by much where it would take much memory. */
  private static final long SMALL_TILE = 1L << 21;

  /**
   * Tiles that are no larger than the picture, on either side, reach beyond it by less than one
   * each way, and so hold less than four times its pixels.
   */
  private static final int LARGER_TILES = 4;

  /**
   * Bytes that all tiles may unpack to besides, for pictures that are narrower than their tiles.
   */
  private static final long SMALL_TILES = 1L << 27;

  /** Segments may share bytes, but reading them must not take many times the file's length. */
  private static final int MOST_READINGS = 4;

  /** Each JPEG or fax costs a decoder of its own. */
  private static final int FEW_DECODERS = 1024;

  private static final int LEAST_PIXELS_OF_A_DECODER = 1024;

  /** Each other part costs some memory and a beginning. */
  private static final int FEW_PARTS = 1 << 17;

  /** A quarter of the smallest tile that TIFF allows, since each plane has its own. */
  private static final int LEAST_PIXELS_OF_A_PART = 64;

  /** The sides of what a JPEG is coded in. */
  private static final int JPEG_UNIT = 16;

  private static final long LONGEST_ARRAY = Integer.MAX_VALUE - 8;

  private final Source source;
  private final TiffFormat format;
  private final boolean tiled;
  private final int segmentWidth;
  private final int segmentHeight;
  private final int across;
  private final long[] offsets;
  private final long[] counts;

  /** Reads and checks the grid of a picture. */
  TiffGrid(Source source, TiffDirectory directory, TiffFormat format) throws ImageException {
    this.source = source;
    this.format = format;
    tiled = directory.has(TILE_WIDTH);
    segmentWidth = tiled ? side(directory, TILE_WIDTH) : format.width();
    segmentHeight = tiled ? side(directory, TILE_HEIGHT) : rowsOfStrip(directory);
    requireInMemory();
    across = (int) parts(format.width(), segmentWidth);
    long down = parts(format.height(), segmentHeight);
    int segments = few(across * down * (format.isPlanar() ? format.samples() : 1));
    requireInProportion(down);
    offsets = directory.values(tiled ? TILE_OFFSETS : STRIP_OFFSETS, segments);
    int tag = tiled ? TILE_COUNTS : STRIP_COUNTS;
    counts = directory.has(tag) ? directory.values(tag, segments) : assumed(segments);
    requireInside();
  }

  private static long parts(int whole, int part) {
    return (whole + part - 1L) / part;
  }

  private int side(TiffDirectory directory, int tag) throws ImageException {
    int side = directory.number(tag, 0);
    if (side < 1) {
      throw source.refuse("the TIFF has tiles without pixels");
    }
    return side;
  }

  private int rowsOfStrip(TiffDirectory directory) throws ImageException {
    long rows = directory.value(ROWS_PER_STRIP, format.height());
    if (rows < 1) {
      throw source.refuse("the TIFF has strips without rows");
    }
    return (int) Math.min(rows, format.height());
  }

  private void requireInMemory() throws ImageException {
    long picture = (long) format.width() * format.height();
    long segment = (long) segmentWidth * segmentHeight;
    if (tiled && segment > Math.max(SMALL_TILE, LARGER_TILES * picture)) {
      throw source.refuse(
          "the TIFF has tiles of %dx%d pixels for a picture of %dx%d",
          segmentWidth, segmentHeight, format.width(), format.height());
    }
    if (Math.max(picture, segment) * format.bytesPerPixel() > LONGEST_ARRAY) {
      throw source.refuse(
          "TIFF of %dx%d pixels of %d bytes is too large for one array",
          format.width(), format.height(), format.bytesPerPixel());
    }
  }

  /** What is beyond the edges is unpacked too, from bytes that all tiles may share. */
  private void requireInProportion(long down) throws ImageException {
    long picture = (long) format.width() * format.height();
    long covered = across * (long) segmentWidth * (down * segmentHeight);
    if (tiled && covered > LARGER_TILES * picture + SMALL_TILES / format.bytesPerPixel()) {
      throw source.refuse(
          "the TIFF has %d tiles of %dx%d pixels for a picture of %dx%d",
          across * down, segmentWidth, segmentHeight, format.width(), format.height());
    }
  }

  private int few(long segments) throws ImageException {
    TiffCompression compression = format.compression();
    long pixels = (long) format.width() * format.height();
    long most =
        compression == TiffCompression.JPEG || compression.isFax()
            ? Math.max(FEW_DECODERS, pixels / LEAST_PIXELS_OF_A_DECODER)
            : Math.min(source.length(), Math.max(FEW_PARTS, pixels / LEAST_PIXELS_OF_A_PART));
    if (segments > most) {
      throw source.refuse("the TIFF is cut into %d parts, the limit is %d", segments, most);
    }
    return (int) segments;
  }

  /** Some old writers leave the lengths of segments out. */
  private long[] assumed(int segments) {
    long[] assumed = new long[segments];
    for (int i = 0; i < segments; i++) {
      assumed[i] =
          format.compression() == TiffCompression.NONE
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
      long wanted = (long) rowBytes() * rows(i);
      if (counts[i] * format.compression().mostBytes() < wanted) {
        throw source.refuse(
            "the TIFF data are truncated, part %d of %d has %d bytes for %d",
            i + 1, offsets.length, counts[i], wanted);
      }
    }
    if (all > (long) MOST_READINGS * source.length()) {
      throw source.refuse(
          "the parts of the TIFF are %d bytes long together, but the file has %d",
          all, source.length());
    }
  }

  /** How many there are. */
  int segments() {
    return offsets.length;
  }

  /** Where a segment begins in the file. */
  int offset(int segment) {
    return (int) offsets[segment];
  }

  /** Bytes of a segment in the file. */
  int count(int segment) {
    return (int) counts[segment];
  }

  /** Columns that a segment holds, those of a tile beyond the picture among them. */
  int segmentWidth() {
    return segmentWidth;
  }

  /** Bytes of a row of a segment, unpacked. */
  int rowBytes() {
    return (int) (((long) segmentWidth * format.together() * format.bits() + 7) / 8);
  }

  /** Rows that a segment holds: fewer in the last strip, but not in the last tile. */
  int rows(int segment) {
    return tiled ? segmentHeight : shownRows(segment);
  }

  /** Rows that a segment may hold at most: some writers do not shorten the last strip. */
  int mostRows(int segment) {
    boolean last = !tiled && top(segment) + shownRows(segment) == format.height();
    return last ? Math.max(JPEG_UNIT, LARGER_TILES * segmentHeight) : rows(segment);
  }

  /** Rows of a segment that are of the picture. */
  int shownRows(int segment) {
    return Math.min(segmentHeight, format.height() - top(segment));
  }

  /** Columns of a segment that are of the picture. */
  int shownColumns(int segment) {
    return Math.min(segmentWidth, format.width() - left(segment));
  }

  /** Column of the picture that a segment begins at. */
  int left(int segment) {
    return inPlane(segment) % across * segmentWidth;
  }

  /** Row of the picture that a segment begins at. */
  int top(int segment) {
    return inPlane(segment) / across * segmentHeight;
  }

  /** The first of the samples that a segment holds. */
  int band(int segment) {
    return segment / perPlane();
  }

  private int inPlane(int segment) {
    return segment % perPlane();
  }

  private int perPlane() {
    return offsets.length / (format.isPlanar() ? format.samples() : 1);
  }
}
