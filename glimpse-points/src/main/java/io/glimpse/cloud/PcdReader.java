package io.glimpse.cloud;

import io.glimpse.cloud.PcdHeader.Field;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Reads the Point Cloud Library's files: text, binary and compressed. */
final class PcdReader {

  private static final String[] AXES = {"x", "y", "z"};

  /** A byte of LZF stands for at most this many: a copy of 264 bytes takes three. */
  private static final long BEST_RATIO = 88;

  private final CloudSource source;
  private final TextScanner scanner;
  private final PcdHeader header;
  private final int[] axes = new int[AXES.length];

  private PcdReader(CloudSource source) throws CloudException {
    this.source = source;
    this.scanner = TextScanner.ofWords(source);
    this.header = PcdHeader.read(source, scanner);
    for (int axis = 0; axis < AXES.length; axis++) {
      axes[axis] = header.require(AXES[axis], source);
      if (header.fields().get(axes[axis]).count() == 0) {
        throw source.refuse("the PCD header's field '%s' has no values", AXES[axis]);
      }
    }
  }

  static CloudFile.Raw read(CloudSource source) throws CloudException {
    PcdReader reader = new PcdReader(source);
    double[] coordinates =
        switch (reader.header.data()) {
          case TEXT -> reader.readText();
          case BINARY -> reader.readBinary();
          case COMPRESSED -> reader.readCompressed();
        };
    return CloudFile.Raw.cloud(CloudFormat.PCD, coordinates);
  }

  /** The number of points, if that many of {@code bytes} each fit into what there is. */
  private int points(long bytes, long left) throws CloudException {
    if (header.points() > source.length() * BEST_RATIO || header.points() * bytes > left) {
      throw source.truncated(header.points() + " points", header.points() * bytes, left);
    }
    return (int) header.points();
  }

  private long left() {
    return Math.max(0, source.length() - (long) header.dataStart());
  }

  private double[] readText() throws CloudException {
    int points = points(2L * header.pointValues(), left() + 1);
    int[] first = new int[header.fields().size()];
    for (int f = 1; f < first.length; f++) {
      first[f] = first[f - 1] + header.fields().get(f - 1).count();
    }
    double[] row = new double[header.pointValues()];
    double[] coordinates = new double[3 * points];
    for (int p = 0; p < points; p++) {
      if (!scanner.nextWords()) {
        throw source.refuse(
            "the file ends after %d of the %d points that its header promises", p, points);
      }
      for (int i = 0; i < row.length; i++) {
        row[i] = scanner.number();
      }
      scanner.requireEndOfLine(row.length);
      for (int axis = 0; axis < axes.length; axis++) {
        coordinates[3 * p + axis] = row[first[axes[axis]]];
      }
    }
    if (scanner.nextWords()) {
      throw source.refuse(
          "line %d goes on behind the %d points that the header promises", scanner.line(), points);
    }
    return coordinates;
  }

  private double[] readBinary() throws CloudException {
    int bytes = header.pointBytes();
    int points = points(bytes, left());
    ByteBuffer buffer = source.buffer(ByteOrder.LITTLE_ENDIAN);
    double[] coordinates = new double[3 * points];
    for (int axis = 0; axis < axes.length; axis++) {
      int offset = header.dataStart();
      for (int f = 0; f < axes[axis]; f++) {
        offset += header.fields().get(f).bytes();
      }
      ScalarType type = header.fields().get(axes[axis]).type();
      for (int p = 0; p < points; p++) {
        coordinates[3 * p + axis] = type.read(buffer, offset + p * bytes);
      }
    }
    return coordinates;
  }

  /** Compressed data hold all values of a field before those of the next. */
  private double[] readCompressed() throws CloudException {
    if (left() < 8) {
      throw source.refuse("the file ends where its compressed data should begin");
    }
    ByteBuffer all = source.buffer(ByteOrder.LITTLE_ENDIAN);
    long packed = all.getInt(header.dataStart()) & 0xffffffffL;
    long unpacked = all.getInt(header.dataStart() + 4) & 0xffffffffL;
    if (packed > left() - 8 || unpacked > packed * BEST_RATIO || unpacked > Integer.MAX_VALUE - 8) {
      throw source.refuse(
          "the compressed data say %d bytes that make %d, but %d bytes follow",
          packed, unpacked, left() - 8);
    }
    int points = points(header.pointBytes(), unpacked);
    if (unpacked != (long) points * header.pointBytes()) {
      throw source.refuse(
          "the compressed data make %d bytes, but %d points of %d bytes each are promised",
          unpacked, points, header.pointBytes());
    }
    byte[] out = new byte[(int) unpacked];
    int start = header.dataStart() + 8;
    if (!Lzf.decompress(source.bytes(), start, start + (int) packed, out)) {
      throw source.refuse("the compressed data are damaged");
    }
    ByteBuffer buffer = ByteBuffer.wrap(out).order(ByteOrder.LITTLE_ENDIAN);
    double[] coordinates = new double[3 * points];
    for (int axis = 0; axis < axes.length; axis++) {
      int offset = 0;
      for (int f = 0; f < axes[axis]; f++) {
        offset += header.fields().get(f).bytes() * points;
      }
      Field field = header.fields().get(axes[axis]);
      for (int p = 0; p < points; p++) {
        coordinates[3 * p + axis] = field.type().read(buffer, offset + p * field.bytes());
      }
    }
    return coordinates;
  }
}
