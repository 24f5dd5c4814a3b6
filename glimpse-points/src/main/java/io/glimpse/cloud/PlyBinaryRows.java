package io.glimpse.cloud;

import io.glimpse.cloud.PlyHeader.Element;
import io.glimpse.cloud.PlyHeader.Property;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** The rows of a binary PLY file, without gaps between them. */
final class PlyBinaryRows implements PlyRows {

  private static final int[] NONE = {};

  private final CloudSource source;
  private final ByteBuffer buffer;
  private int at;

  PlyBinaryRows(CloudSource source, ByteOrder order, int start) {
    this.source = source;
    this.buffer = source.buffer(order);
    this.at = Math.min(start, source.length());
  }

  @Override
  public boolean isText() {
    return false;
  }

  @Override
  public long remaining() {
    return source.length() - (long) at;
  }

  @Override
  public void readVertices(Element element, int[] columns, double[] coordinates)
      throws CloudException {
    int[] offsets = new int[element.properties().size()];
    for (int v = 0; v < coordinates.length / 3; v++) {
      if (v == 0 || element.hasLists()) {
        walk(element, v, offsets);
      }
      for (int axis = 0; axis < columns.length; axis++) {
        int p = columns[axis];
        ScalarType type = element.properties().get(p).type();
        coordinates[3 * v + axis] =
            type == ScalarType.F32
                ? buffer.getFloat(at + offsets[p])
                : type.read(buffer, at + offsets[p]);
      }
      at += rowBytes;
    }
  }

  /** Bytes of the row that {@link #walk} went through. */
  private int rowBytes;

  /** Finds where the properties of the row at {@code at} are, and where the row ends. */
  private void walk(Element element, long row, int[] offsets) throws CloudException {
    int offset = 0;
    for (int p = 0; p < offsets.length; p++) {
      Property property = element.properties().get(p);
      offsets[p] = offset;
      require(offset + (long) property.leastBytes(), element, row);
      if (property.isList()) {
        long end = offset + property.leastBytes() + listBytes(property, at + offset);
        require(end, element, row);
        offset = (int) end;
      } else {
        offset += property.leastBytes();
      }
    }
    rowBytes = offset;
  }

  private long listBytes(Property property, int place) throws CloudException {
    return count(property, place) * property.type().bytes();
  }

  private long count(Property property, int place) throws CloudException {
    ScalarType type = property.count();
    double count = type == null ? 0 : type.read(buffer, place);
    if (count < 0 || count > source.length()) {
      throw source.refuse("byte %d begins a list of %.0f values", place, count);
    }
    return (long) count;
  }

  private void require(long bytes, Element element, long row) throws CloudException {
    if (bytes > remaining()) {
      throw source.refuse(
          "the file ends within row %d (counted from 0) of the %d rows of '%s' that its header"
              + " promises",
          row, element.rows(), element.name());
    }
  }

  @Override
  public int[] readList(Element element, int column, long row) throws CloudException {
    int[] offsets = new int[element.properties().size()];
    walk(element, row, offsets);
    Property property = element.properties().get(column);
    int place = at + offsets[column];
    int[] values = new int[(int) count(property, place)];
    place += property.leastBytes();
    for (int i = 0; i < values.length; i++) {
      double value = property.type().read(buffer, place);
      values[i] = value == (int) value ? (int) value : Integer.MIN_VALUE;
      place += property.type().bytes();
    }
    at += rowBytes;
    return values.length == 0 ? NONE : values;
  }

  @Override
  public void skip(Element element) throws CloudException {
    int[] offsets = new int[element.properties().size()];
    for (long row = 0; row < element.rows(); row++) {
      walk(element, row, offsets);
      at += rowBytes;
    }
  }

  /** Some programs end even binary files with a line's end. */
  @Override
  public void requireEnd() throws CloudException {
    for (int i = at; i < source.length(); i++) {
      if (source.bytes()[i] > ' ' || source.bytes()[i] < 0) {
        throw source.refuse(
            "%d bytes follow the last row that the PLY header promises; its counts are wrong",
            remaining());
      }
    }
  }
}
