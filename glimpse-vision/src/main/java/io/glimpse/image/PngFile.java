package io.glimpse.image;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.zip.CRC32;

/**
 * The structure of a PNG file, every chunk's CRC-32 checked up to IEND: its header, its palette,
 * its EXIF orientation, and a copy of it that holds nothing but the picture.
 *
 * <p>That copy keeps the decoder from compressed text and profiles (which may be bombs) and from
 * transparent colours, which are seen to here, and gamma, which CLIP's RGB ignores.
 */
final class PngFile {

  static final String SIGNATURE = "\u0089PNG\r\n\u001a\n";

  /** Colour types of the header. */
  static final int GRAY = 0;

  static final int RGB = 2;
  static final int PALETTE = 3;
  static final int GRAY_ALPHA = 4;
  static final int RGBA = 6;

  private static final int HEADER_LENGTH = 13;

  private final Source source;
  private final ByteArrayOutputStream picture;
  private byte[] palette = {};
  private byte[] transparency = {};
  private int orientation = Orientation.UPRIGHT;
  private boolean data;

  private PngFile(Source source) {
    this.source = source;
    this.picture = new ByteArrayOutputStream(source.length());
  }

  /** Walks the chunks; {@code options} judge the size before anything else is looked at. */
  static PngFile parse(Source source, DecodeOptions options) throws ImageException {
    PngFile file = new PngFile(source);
    file.header(options);
    file.picture.write(source.bytes(), 0, SIGNATURE.length());
    long at = SIGNATURE.length();
    while (at >= 0) {
      at = file.chunk(at);
    }
    if (!file.data) {
      throw source.damaged("PNG", null);
    }
    return file;
  }

  private void header(DecodeOptions options) throws ImageException {
    int at = SIGNATURE.length();
    if (source.u32be(at) != HEADER_LENGTH || !source.has(at + 4, "IHDR")) {
      throw source.damaged("PNG", null);
    }
    checkSum(at, HEADER_LENGTH);
    options.admit(source, "PNG", source.u32be(at + 8), source.u32be(at + 12));
  }

  /** Takes one chunk; answers where the next one starts, or -1 after the last. */
  private long chunk(long at) throws ImageException {
    long length = source.u32be(at);
    source.require(at, length + 12);
    int start = (int) at;
    String type = source.fourCharacters(at + 4);
    checkSum(start, (int) length);
    switch (type) {
      case "IHDR", "IDAT", "IEND" -> picture.write(source.bytes(), start, (int) length + 12);
      case "PLTE" -> {
        picture.write(source.bytes(), start, (int) length + 12);
        palette =
            Arrays.copyOfRange(
                source.bytes(), start + 8, start + 8 + (int) Math.min(length, 256 * 3));
      }
      case "tRNS" ->
          transparency =
              Arrays.copyOfRange(
                  source.bytes(), start + 8, start + 8 + (int) Math.min(length, 256));
      case "eXIf" -> orientation = Orientation.find(source, at + 8);
      default -> {}
    }
    data |= type.equals("IDAT");
    return type.equals("IEND") ? -1 : at + length + 12;
  }

  private void checkSum(int start, int length) throws ImageException {
    source.require(start, length + 12L);
    CRC32 crc = new CRC32();
    crc.update(source.bytes(), start + 4, length + 4);
    if (crc.getValue() != source.u32be(start + 8L + length)) {
      throw source.refuse(
          "the PNG data are damaged, the checksum of chunk %s at byte %d is wrong",
          source.fourCharacters(start + 4), start);
    }
  }

  int width() throws ImageException {
    return (int) source.u32be(16);
  }

  int height() throws ImageException {
    return (int) source.u32be(20);
  }

  /** 1, 2, 4, 8 or 16, if the header is right. */
  int bitDepth() throws ImageException {
    return source.u8(24);
  }

  /** One of the constants above, if the header is right. */
  int colourType() throws ImageException {
    return source.u8(25);
  }

  /** Red, green and blue triples; empty where there is none. */
  byte[] palette() {
    return palette;
  }

  /** Alphas of the first colours of a palette; empty where there are none. */
  byte[] opacity() throws ImageException {
    return colourType() == PALETTE ? transparency : new byte[0];
  }

  /** The one gray or colour that is transparent, a sample a band; empty where there is none. */
  int[] transparentColour() throws ImageException {
    int type = colourType();
    int bands = type == GRAY ? 1 : type == RGB ? 3 : 0;
    if (bands == 0 || transparency.length < 2 * bands) {
      return new int[0];
    }
    int[] colour = new int[bands];
    for (int band = 0; band < bands; band++) {
      colour[band] = ((transparency[2 * band] & 0xff) << 8) | (transparency[2 * band + 1] & 0xff);
    }
    return colour;
  }

  /** As EXIF says, 1 to 8. */
  int orientation() {
    return orientation;
  }

  /** The file with its critical chunks only. */
  byte[] pictureOnly() {
    return picture.toByteArray();
  }
}
