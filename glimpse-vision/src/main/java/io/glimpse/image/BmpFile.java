package io.glimpse.image;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * The headers of a BMP file, and a copy of it with one plain kind of header.
 *
 * <p>BMP headers can embed other formats, name colour profiles on the file system and claim
 * palettes of any length. The copy holds none of that.
 */
final class BmpFile {

  private static final int FILE_HEADER = 14;
  private static final int OS2_HEADER = 12;
  private static final int INFO_HEADER = 40;

  /** The header that is written: the shortest that has an alpha mask. */
  private static final int V4_HEADER = 108;

  private static final int RAW = 0;
  private static final int RLE8 = 1;
  private static final int RLE4 = 2;
  private static final int MASKS = 3;
  private static final int SRGB = 0x73524742;

  private final Source source;
  private final int bits;
  private final int compression;
  private final long width;
  private final long height;
  private final boolean topDown;
  private final int[] masks = {0, 0, 0, 0};
  private final byte[] palette;
  private final long pixels;

  private BmpFile(Source source) throws ImageException {
    this.source = source;
    pixels = source.u32le(10);
    long header = source.u32le(FILE_HEADER);
    boolean os2 = header == OS2_HEADER;
    if (!os2 && (header < INFO_HEADER || header > 1024)) {
      throw source.refuse("BMP with a header of %d bytes is not supported", header);
    }
    int at = FILE_HEADER + 4;
    width = os2 ? source.u16le(at) : (int) source.u32le(at);
    long signedHeight = os2 ? source.u16le(at + 2) : (int) source.u32le(at + 4);
    topDown = signedHeight < 0;
    height = Math.abs(signedHeight);
    bits = source.u16le(os2 ? at + 6 : at + 10);
    compression = os2 ? RAW : (int) source.u32le(at + 12);
    checkKind();
    int afterHeader = (int) (FILE_HEADER + header);
    if (compression == MASKS) {
      // The short header is followed by three masks; longer ones hold them, and alpha's, inside.
      int count = header >= 56 ? 4 : 3;
      for (int i = 0; i < count; i++) {
        masks[i] = (int) source.u32le(FILE_HEADER + INFO_HEADER + 4L * i);
      }
      afterHeader = Math.max(afterHeader, FILE_HEADER + INFO_HEADER + 12);
    } else if (bits == 16) {
      System.arraycopy(new int[] {0x7c00, 0x3e0, 0x1f}, 0, masks, 0, 3);
    } else if (bits == 32) {
      System.arraycopy(new int[] {0xff0000, 0xff00, 0xff}, 0, masks, 0, 3);
    }
    palette = bits <= 8 ? palette(afterHeader, os2) : new byte[0];
  }

  /** Reads the headers; {@code options} judge the size, and the pixels have to be all there. */
  static BmpFile parse(Source source, DecodeOptions options) throws ImageException {
    BmpFile file = new BmpFile(source);
    options.admit(source, "BMP", file.width, file.height);
    boolean fixedLength = file.compression == RAW || file.compression == MASKS;
    source.require(file.pixels, fixedLength ? file.rowLength() * file.height : 1);
    return file;
  }

  private void checkKind() throws ImageException {
    boolean known =
        switch (compression) {
          case RAW -> bits == 1 || bits == 4 || bits == 8 || bits == 16 || bits == 24 || bits == 32;
          case RLE8 -> bits == 8 && !topDown;
          case RLE4 -> bits == 4 && !topDown;
          case MASKS -> bits == 16 || bits == 32;
          default -> false;
        };
    if (!known) {
      throw source.refuse(
          "BMP with %d bits a pixel and compression %d is not supported", bits, compression);
    }
  }

  private byte[] palette(int at, boolean os2) throws ImageException {
    long stated = os2 ? 0 : source.u32le(FILE_HEADER + 32);
    int colours = stated == 0 || stated > 1 << bits ? 1 << bits : (int) stated;
    int step = os2 ? 3 : 4;
    byte[] rgb = new byte[3 * colours];
    for (int i = 0; i < colours; i++) {
      for (int band = 0; band < 3; band++) {
        rgb[3 * i + band] = (byte) source.u8(at + (long) step * i + 2 - band);
      }
    }
    return rgb;
  }

  /** Rows are padded to four bytes. */
  private long rowLength() {
    return (width * bits + 31) / 32 * 4;
  }

  int width() {
    return (int) width;
  }

  int height() {
    return (int) height;
  }

  boolean hasAlpha() {
    return masks[3] != 0;
  }

  /** Whether samples are indices, that is, 1, 4 or 8 bits a pixel. */
  boolean isIndexed() {
    return bits <= 8;
  }

  /** Red, green and blue triples of an indexed file. */
  byte[] palette() {
    return palette;
  }

  /** The largest value of a channel: 255, or less in files of 16 bits a pixel. */
  int largest(int band) {
    int mask = masks[band];
    return mask == 0 ? 255 : mask >>> Integer.numberOfTrailingZeros(mask);
  }

  /** The file with a plain header and, if indexed, a palette of full length without meaning. */
  byte[] withPlainHeader() {
    int colours = isIndexed() ? 1 << bits : 0;
    int start = FILE_HEADER + V4_HEADER + 4 * colours;
    int from = (int) pixels;
    int data = source.length() - from;
    ByteBuffer out = ByteBuffer.allocate(start + data).order(ByteOrder.LITTLE_ENDIAN);
    out.put((byte) 'B').put((byte) 'M').putInt(start + data).putInt(0).putInt(start);
    out.putInt(V4_HEADER).putInt(width()).putInt(topDown ? -height() : height());
    out.putShort((short) 1).putShort((short) bits).putInt(compression).putInt(data);
    out.putInt(0).putInt(0).putInt(colours).putInt(0);
    Arrays.stream(masks).forEach(out::putInt);
    out.putInt(SRGB);
    out.position(start);
    out.put(source.bytes(), from, data);
    return out.array();
  }
}
