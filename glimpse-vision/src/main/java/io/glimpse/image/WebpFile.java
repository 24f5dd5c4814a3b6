package io.glimpse.image;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/**
 * The chunks of a WebP file: its size, its EXIF orientation and the first frame of an animation.
 */
final class WebpFile {

  private static final int RIFF_HEADER = 12;
  private static final int CHUNK_HEADER = 8;
  private static final int FRAME_HEADER = 16;
  private static final int EXTENDED_LENGTH = 10;
  private static final int ALPHA_FLAG = 0x10;
  private static final int SIDE = 0x3fff;

  private final Source source;
  private final long end;
  private int width;
  private int height;
  private boolean alpha;
  private int orientation = Orientation.UPRIGHT;
  private @Nullable Animated animated;

  /** The first frame of an animation and its place on the canvas. */
  record Animated(Source still, int left, int top, int width, int height) {}

  private WebpFile(Source source) throws ImageException {
    this.source = source;
    end = CHUNK_HEADER + source.u32le(4);
    source.require(0, end);
  }

  static WebpFile parse(Source source) throws ImageException {
    WebpFile file = new WebpFile(source);
    for (long at = RIFF_HEADER; at < file.end; ) {
      long length = source.u32le(at + 4);
      source.require(at + CHUNK_HEADER, length);
      file.chunk(at, (int) length);
      at += CHUNK_HEADER + length + (length & 1);
    }
    return file;
  }

  private void chunk(long at, int length) throws ImageException {
    long data = at + CHUNK_HEADER;
    switch (source.fourCharacters(at)) {
      case "VP8X" -> {
        alpha = (source.u8(data) & ALPHA_FLAG) != 0;
        size(source.u24le(data + 4) + 1, source.u24le(data + 7) + 1);
      }
      case "VP8 " -> size(source.u16le(data + 6) & SIDE, source.u16le(data + 8) & SIDE);
      case "VP8L" -> {
        long packed = source.u32le(data + 1);
        size((int) (packed & SIDE) + 1, (int) (packed >> 14 & SIDE) + 1);
      }
      case "ANMF" -> {
        if (animated == null) {
          animated = frame(data, length);
        }
      }
      case "EXIF" -> orientation = Orientation.find(source, data);
      default -> {}
    }
  }

  /** The first statement counts: the canvas, where there is one. */
  private void size(int statedWidth, int statedHeight) {
    if (width == 0 && height == 0) {
      width = statedWidth;
      height = statedHeight;
    }
  }

  private Animated frame(long data, int length) throws ImageException {
    int left = 2 * source.u24le(data);
    int top = 2 * source.u24le(data + 3);
    int frameWidth = source.u24le(data + 6) + 1;
    int frameHeight = source.u24le(data + 9) + 1;
    if ((long) left + frameWidth > width
        || (long) top + frameHeight > height
        || length < FRAME_HEADER) {
      throw source.damaged("WebP", null);
    }
    int from = (int) data + FRAME_HEADER;
    int count = length - FRAME_HEADER;
    boolean extended = source.has(from, "ALPH");
    int total = RIFF_HEADER + (extended ? CHUNK_HEADER + EXTENDED_LENGTH : 0) + count;
    ByteBuffer still = ByteBuffer.allocate(total).order(ByteOrder.LITTLE_ENDIAN);
    still.put(source.bytes(), 0, 4).putInt(total - CHUNK_HEADER).put(source.bytes(), 8, 4);
    if (extended) {
      still.put(new byte[] {'V', 'P', '8', 'X'}).putInt(EXTENDED_LENGTH).putInt(ALPHA_FLAG);
      still.put(source.bytes(), (int) data + 6, 6);
    }
    still.put(source.bytes(), from, count);
    return new Animated(
        new Source(source.name(), still.array()), left, top, frameWidth, frameHeight);
  }

  /** Of the canvas. */
  int width() {
    return width;
  }

  /** Of the canvas. */
  int height() {
    return height;
  }

  /** Whether the canvas of an animation has alpha. */
  boolean hasAlpha() {
    return alpha;
  }

  /** As EXIF says, 1 to 8. */
  int orientation() {
    return orientation;
  }

  /** Null for a still picture. */
  @Nullable Animated animated() {
    return animated;
  }
}
