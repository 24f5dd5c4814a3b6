package io.glimpse.image;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The structure of a GIF file up to the end of its first frame, and a copy that holds this frame
 * alone.
 */
final class GifFile {

  private static final int SCREEN = 6;
  private static final int TABLE_FLAG = 0x80;
  private static final int INTERLACE_FLAG = 0x40;
  private static final int EXTENSION = 0x21;
  private static final int GRAPHIC_CONTROL = 0xf9;
  private static final int IMAGE = 0x2c;
  private static final int TRAILER = 0x3b;

  private final Source source;
  private byte @Nullable [] palette;
  private int transparent;
  private boolean seeThrough;
  private int left;
  private int top;
  private int frameWidth;
  private int frameHeight;
  private boolean interlaced;
  private int dataStart;
  private int dataEnd;

  private GifFile(Source source) {
    this.source = source;
  }

  static GifFile parse(Source source) throws ImageException {
    GifFile file = new GifFile(source);
    int at = SCREEN + 7;
    int flags = source.u8(SCREEN + 4);
    if ((flags & TABLE_FLAG) != 0) {
      at = file.table(at, flags);
    }
    int block = source.u8(at);
    while (block != IMAGE) {
      if (block == TRAILER) {
        throw source.refuse("the GIF holds no picture");
      }
      at = block == EXTENSION ? file.extension(at) : at + 1;
      block = source.u8(at);
    }
    file.frame(at + 1);
    return file;
  }

  private int table(int at, int flags) throws ImageException {
    int end = at + 3 * (2 << (flags & 7));
    source.require(at, end - at);
    palette = Arrays.copyOfRange(source.bytes(), at, end);
    return end;
  }

  private int extension(int at) throws ImageException {
    if (source.u8(at + 1) == GRAPHIC_CONTROL && (source.u8(at + 3) & 1) != 0) {
      transparent = source.u8(at + 6);
      seeThrough = true;
    }
    return afterBlocks(at + 2);
  }

  private int afterBlocks(int start) throws ImageException {
    int at = start;
    while (source.u8(at) != 0) {
      at += 1 + source.u8(at);
    }
    return at + 1;
  }

  private void frame(int at) throws ImageException {
    left = source.u16le(at);
    top = source.u16le(at + 2);
    frameWidth = source.u16le(at + 4);
    frameHeight = source.u16le(at + 6);
    int flags = source.u8(at + 8);
    interlaced = (flags & INTERLACE_FLAG) != 0;
    dataStart = (flags & TABLE_FLAG) != 0 ? table(at + 9, flags) : at + 9;
    dataEnd = afterBlocks(dataStart + 1);
  }

  /** Of the whole picture: the logical screen, widened where the frame sticks out. */
  int width() throws ImageException {
    return Math.max(source.u16le(SCREEN), left + frameWidth);
  }

  /** Likewise. */
  int height() throws ImageException {
    return Math.max(source.u16le(SCREEN + 2), top + frameHeight);
  }

  int left() {
    return left;
  }

  int top() {
    return top;
  }

  int frameWidth() {
    return frameWidth;
  }

  int frameHeight() {
    return frameHeight;
  }

  /** Whether one of its colours, {@link #background}, is transparent. */
  boolean isTransparent() {
    return seeThrough;
  }

  /** The index that fills what the frame leaves free. */
  byte background() {
    return (byte) transparent;
  }

  /** Red, green and blue triples; null where indices are grays. */
  byte @Nullable [] palette() {
    return palette == null || GrayRamp.is(palette) ? null : palette;
  }

  /**
   * A GIF of the first frame alone, with a table of 256 colours of no meaning: the decoder then
   * gives every index in a byte, whatever the table in the file.
   */
  byte[] frameOnly() {
    ByteArrayOutputStream out = new ByteArrayOutputStream(dataEnd - dataStart + 1024);
    byte[] bytes = source.bytes();
    out.write(bytes, 0, SCREEN);
    size(out);
    out.writeBytes(new byte[] {0, 0, 0, IMAGE, 0, 0, 0, 0});
    size(out);
    out.write(TABLE_FLAG | (interlaced ? INTERLACE_FLAG : 0) | 7);
    out.writeBytes(new byte[256 * 3]);
    out.write(bytes, dataStart, dataEnd - dataStart);
    out.write(TRAILER);
    return out.toByteArray();
  }

  private void size(ByteArrayOutputStream out) {
    out.write(frameWidth);
    out.write(frameWidth >> 8);
    out.write(frameHeight);
    out.write(frameHeight >> 8);
  }
}
