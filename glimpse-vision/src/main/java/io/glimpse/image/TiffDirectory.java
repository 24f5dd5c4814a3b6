package io.glimpse.image;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * The first directory of a TIFF file: the values of its tags, each read with bounds checks. No
 * other directory is looked at, so that none can lead back to where one was.
 */
final class TiffDirectory {

  private static final int HEADER_LENGTH = 8;
  private static final int ENTRY_LENGTH = 12;
  private static final int INLINE_LENGTH = 4;

  private static final int BYTE = 1;
  private static final int SHORT = 3;
  private static final int LONG = 4;
  private static final int UNDEFINED = 7;

  private final Source source;
  private final boolean little;

  /** Where the entry of a tag stands. */
  private final Map<Integer, Long> entries = new HashMap<>();

  private TiffDirectory(Source source) {
    this.source = source;
    this.little = source.has(0, "II");
  }

  static TiffDirectory first(Source source) throws ImageException {
    TiffDirectory directory = new TiffDirectory(source);
    long start = directory.u32(4);
    if (start < HEADER_LENGTH) {
      throw source.refuse(
          "the TIFF says that its directory is at byte %d, inside its header", start);
    }
    int count = directory.u16(start);
    source.require(start + 2, (long) ENTRY_LENGTH * count);
    for (int i = 0; i < count; i++) {
      long entry = start + 2 + (long) ENTRY_LENGTH * i;
      // Of a tag that comes twice the first counts, as for libtiff.
      directory.entries.putIfAbsent(directory.u16(entry), entry);
    }
    return directory;
  }

  /** Whether the least byte of a number comes first. */
  boolean isLittle() {
    return little;
  }

  boolean has(int tag) {
    return entries.containsKey(tag);
  }

  /** How many values a tag has; 0 where it is missing. */
  long count(int tag) throws ImageException {
    Long entry = entries.get(tag);
    return entry == null ? 0 : u32(entry + 4);
  }

  /** The first value of a tag, or what is usual where it is missing. */
  long value(int tag, long usual) throws ImageException {
    return has(tag) ? values(tag, 1)[0] : usual;
  }

  /** The first value of a tag that counts or names something. */
  int number(int tag, int usual) throws ImageException {
    long value = value(tag, usual);
    if (value > Integer.MAX_VALUE) {
      throw source.refuse("the TIFF has %d for tag %d", value, tag);
    }
    return (int) value;
  }

  /**
   * The first values of a tag.
   *
   * @param wanted how many; memory is taken for so many, after the file was seen to hold them
   */
  long[] values(int tag, int wanted) throws ImageException {
    Long entry = entries.get(tag);
    if (entry == null) {
      throw source.refuse("the TIFF lacks tag %d", tag);
    }
    int type = u16(entry + 2);
    int each =
        switch (type) {
          case BYTE, UNDEFINED -> 1;
          case SHORT -> 2;
          case LONG -> 4;
          default -> throw source.refuse("the TIFF has tag %d of type %d", tag, type);
        };
    if (count(tag) < wanted) {
      throw source.refuse(
          "the TIFF has %d values for tag %d, which needs %d", count(tag), tag, wanted);
    }
    long at = place(entry, each);
    source.require(at, (long) each * wanted);
    long[] values = new long[wanted];
    for (int i = 0; i < wanted; i++, at += each) {
      values[i] = each == 1 ? source.u8(at) : each == 2 ? u16(at) : u32(at);
    }
    return values;
  }

  /** All bytes of a tag whose values are bytes; none where it is missing. */
  byte[] bytes(int tag) throws ImageException {
    Long entry = entries.get(tag);
    if (entry == null) {
      return new byte[0];
    }
    long at = place(entry, 1);
    long length = count(tag);
    source.require(at, length);
    return Arrays.copyOfRange(source.bytes(), (int) at, (int) (at + length));
  }

  private long place(long entry, int each) throws ImageException {
    return u32(entry + 4) * each <= INLINE_LENGTH ? entry + 8 : u32(entry + 8);
  }

  private int u16(long at) throws ImageException {
    return little ? source.u16le(at) : source.u16be(at);
  }

  private long u32(long at) throws ImageException {
    return little ? source.u32le(at) : source.u32be(at);
  }
}
