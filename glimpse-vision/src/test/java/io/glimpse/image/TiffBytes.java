package io.glimpse.image;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.Deflater;

/** Writes TIFF files, right and wrong ones: parts first, then the values of tags, then the tags. */
final class TiffBytes {

  static final int WIDTH = 256;
  static final int HEIGHT = 257;
  static final int BITS = 258;
  static final int COMPRESSION = 259;
  static final int PHOTOMETRIC = 262;
  static final int STRIP_OFFSETS = 273;
  static final int ORIENTATION = 274;
  static final int SAMPLES = 277;
  static final int ROWS_PER_STRIP = 278;
  static final int STRIP_COUNTS = 279;
  static final int PLANAR = 284;
  static final int PREDICTOR = 317;
  static final int COLOUR_MAP = 320;
  static final int TILE_WIDTH = 322;
  static final int TILE_HEIGHT = 323;
  static final int TILE_OFFSETS = 324;
  static final int TILE_COUNTS = 325;
  static final int EXTRA_SAMPLES = 338;
  static final int JPEG_TABLES = 347;

  private static final int LONG = 4;

  private final Map<Integer, long[]> tags = new TreeMap<>();
  private final List<byte[]> parts = new ArrayList<>();
  private boolean little;
  private int leftOut;
  private long next;

  /** Of 8-bit samples, black is zero, in one strip; big-endian. */
  static TiffBytes of(int width, int height, int samples) {
    return new TiffBytes()
        .tag(WIDTH, width)
        .tag(HEIGHT, height)
        .tag(BITS, 8)
        .tag(PHOTOMETRIC, samples < 3 ? 1 : 2)
        .tag(SAMPLES, samples)
        .tag(ROWS_PER_STRIP, height);
  }

  TiffBytes tag(int tag, long... values) {
    tags.put(tag, values);
    return this;
  }

  /** Writes a file that lacks a tag of its strips. */
  TiffBytes leaveOut(int tag) {
    leftOut = tag;
    return this;
  }

  TiffBytes part(int... data) {
    byte[] bytes = new byte[data.length];
    for (int i = 0; i < data.length; i++) {
      bytes[i] = (byte) data[i];
    }
    return part(bytes);
  }

  TiffBytes part(byte[] data) {
    parts.add(data);
    return this;
  }

  TiffBytes little() {
    little = true;
    return this;
  }

  /** Where the next directory is said to be; 0 for none. */
  TiffBytes next(long offset) {
    next = offset;
    return this;
  }

  boolean isTiled() {
    return tags.containsKey(TILE_WIDTH);
  }

  byte[] bytes() {
    boolean tiled = isTiled();
    long[] offsets = new long[parts.size()];
    long[] counts = new long[parts.size()];
    int at = 8;
    for (int i = 0; i < offsets.length; i++) {
      offsets[i] = at;
      counts[i] = parts.get(i).length;
      at += parts.get(i).length;
    }
    Map<Integer, long[]> all = new TreeMap<>(tags);
    all.putIfAbsent(tiled ? TILE_OFFSETS : STRIP_OFFSETS, offsets);
    all.putIfAbsent(tiled ? TILE_COUNTS : STRIP_COUNTS, counts);
    all.remove(leftOut);
    int values = all.values().stream().mapToInt(v -> v.length > 1 ? 4 * v.length : 0).sum();
    int directory = at + values + 2 + 12 * all.size() + 4;
    ByteBuffer file =
        ByteBuffer.allocate(directory)
            .order(little ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
    file.put((byte) (little ? 'I' : 'M')).put((byte) (little ? 'I' : 'M'));
    file.putShort((short) 42).putInt(at + values);
    parts.forEach(file::put);
    ByteBuffer entries = file.duplicate().order(file.order()).position(at + values);
    entries.putShort((short) all.size());
    all.forEach(
        (tag, some) -> {
          entries.putShort(tag.shortValue()).putShort((short) LONG).putInt(some.length);
          entries.putInt(some.length == 1 ? (int) some[0] : file.position());
          for (int i = 0; some.length > 1 && i < some.length; i++) {
            file.putInt((int) some[i]);
          }
        });
    entries.putInt((int) next);
    return file.array();
  }

  static byte[] deflated(byte[] data) {
    Deflater deflater = new Deflater();
    deflater.setInput(data);
    deflater.finish();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    byte[] some = new byte[1 << 12];
    while (!deflater.finished()) {
      out.write(some, 0, deflater.deflate(some));
    }
    deflater.end();
    return out.toByteArray();
  }
}
