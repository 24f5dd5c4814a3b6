package io.glimpse.checkpoint;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * The list of members at the end of a zip archive, with or without the 64-bit extension.
 *
 * @param start the archive's byte at which the list starts
 * @param members as listed; where their content starts is not known yet
 */
record ZipDirectory(long start, List<ZipMember> members) {

  static final int MAX_16 = 0xffff;
  static final long MAX_32 = 0xffffffffL;

  private static final int END_SIGNATURE = 0x06054b50;
  private static final int END_BYTES = 22;
  private static final int LONGEST_COMMENT = MAX_16;
  private static final int LOCATOR_SIGNATURE = 0x07064b50;
  private static final int LOCATOR_BYTES = 20;
  private static final int END_64_SIGNATURE = 0x06064b50;
  private static final int END_64_BYTES = 56;
  private static final int ENTRY_SIGNATURE = 0x02014b50;
  private static final int ENTRY_BYTES = 46;

  /** The largest CLIP has some two thousand; this bounds what the list takes in memory. */
  private static final int MOST_MEMBERS = 100_000;

  /** Where the list is, as the record at the end of the archive says. */
  private record Place(long disks, long entries, long bytes, long start, long end) {}

  /** Finds the list and reads it. */
  static ZipDirectory find(MappedFile file) throws CheckpointException {
    Place place = place(file);
    if (place.disks != 0) {
      throw new CheckpointException(file.path(), "is one part of a split zip archive");
    }
    if (place.bytes < 0 || place.start < 0 || place.start > place.end - place.bytes) {
      throw new CheckpointException(
          file.path(),
          "the zip directory of %s bytes at byte %s does not fit before byte %d"
              .formatted(
                  Long.toUnsignedString(place.bytes),
                  Long.toUnsignedString(place.start),
                  place.end));
    }
    if (place.start + place.bytes != place.end) {
      throw new CheckpointException(
          file.path(),
          "%d bytes lie between the zip directory and its end record"
              .formatted(place.end - place.bytes - place.start));
    }
    if (place.entries < 0 || place.entries > MOST_MEMBERS) {
      throw new CheckpointException(
          file.path(),
          "says that it has %s members, the limit is %d"
              .formatted(Long.toUnsignedString(place.entries), MOST_MEMBERS));
    }
    return new ZipDirectory(place.start, members(file, place));
  }

  private static Place place(MappedFile file) throws CheckpointException {
    long end = endRecord(file);
    ByteBuffer record = file.slice(end, END_BYTES);
    Place place =
        new Place(
            Short.toUnsignedLong(record.getShort(4)) | Short.toUnsignedLong(record.getShort(6)),
            Short.toUnsignedLong(record.getShort(10)),
            Integer.toUnsignedLong(record.getInt(12)),
            Integer.toUnsignedLong(record.getInt(16)),
            end);
    boolean needs64 = place.entries == MAX_16 || place.bytes == MAX_32 || place.start == MAX_32;
    long locator = end - LOCATOR_BYTES;
    if (locator < 0 || file.slice(locator, 4).getInt(0) != LOCATOR_SIGNATURE) {
      if (needs64) {
        throw new CheckpointException(
            file.path(), "has no 64-bit end record in front of byte " + end);
      }
      return place;
    }
    Place place64 = place64(file, file.slice(locator, LOCATOR_BYTES).getLong(8), locator);
    boolean agrees =
        (place.entries == MAX_16 || place.entries == place64.entries)
            && (place.bytes == MAX_32 || place.bytes == place64.bytes)
            && (place.start == MAX_32 || place.start == place64.start);
    if (!agrees) {
      throw new CheckpointException(file.path(), "its two zip end records contradict each other");
    }
    return place64;
  }

  private static Place place64(MappedFile file, long position, long locator)
      throws CheckpointException {
    if (position < 0
        || position > locator - END_64_BYTES
        || file.slice(position, 4).getInt(0) != END_64_SIGNATURE) {
      throw new CheckpointException(
          file.path(), "has no 64-bit end record at byte " + Long.toUnsignedString(position));
    }
    ByteBuffer record = file.slice(position, END_64_BYTES);
    return new Place(
        Integer.toUnsignedLong(record.getInt(16)) | Integer.toUnsignedLong(record.getInt(20)),
        record.getLong(32),
        record.getLong(40),
        record.getLong(48),
        position);
  }

  /** The position of the end record, which is the last thing in the archive but a comment. */
  private static long endRecord(MappedFile file) throws CheckpointException {
    long last = file.size() - END_BYTES;
    for (long at = last; at >= Math.max(0, last - LONGEST_COMMENT); at--) {
      ByteBuffer record = file.slice(at, END_BYTES);
      if (record.getInt(0) == END_SIGNATURE
          && Short.toUnsignedLong(record.getShort(20)) == last - at) {
        return at;
      }
    }
    throw new CheckpointException(
        file.path(), "is cut off: it starts as a zip archive, but has no zip directory at its end");
  }

  private static List<ZipMember> members(MappedFile file, Place place) throws CheckpointException {
    List<ZipMember> members = new ArrayList<>();
    long next = place.start;
    for (int i = 0; i < place.entries; i++) {
      if (next > place.end - ENTRY_BYTES || file.slice(next, 4).getInt(0) != ENTRY_SIGNATURE) {
        throw refusal(file, "has no entry " + i + " at byte " + next);
      }
      ByteBuffer entry = file.slice(next, ENTRY_BYTES);
      int nameBytes = Short.toUnsignedInt(entry.getShort(28));
      int extraBytes = Short.toUnsignedInt(entry.getShort(30));
      long end = next + ENTRY_BYTES + nameBytes + extraBytes;
      end += Short.toUnsignedInt(entry.getShort(32));
      if (end > place.end) {
        throw refusal(file, "ends within its entry " + i + " at byte " + next);
      }
      String name = name(file, next + ENTRY_BYTES, nameBytes);
      ByteBuffer extra = file.slice(next + ENTRY_BYTES + nameBytes, extraBytes);
      members.add(member(file, name, entry, extra));
      next = end;
    }
    if (next != place.end) {
      throw refusal(file, "has " + (place.end - next) + " bytes behind its last entry");
    }
    return members;
  }

  private static ZipMember member(MappedFile file, String name, ByteBuffer entry, ByteBuffer extra)
      throws CheckpointException {
    if (entry.getShort(34) != 0) {
      throw refusal(file, "says that '" + name + "' is in another part of a split archive");
    }
    // The extension lists only the fields that are at their limit, in this order.
    Zip64Fields fields = new Zip64Fields(file, name, extra);
    long size = fields.read(entry.getInt(24));
    long stored = fields.read(entry.getInt(20));
    long header = fields.read(entry.getInt(42));
    return new ZipMember(
        name,
        Short.toUnsignedInt(entry.getShort(8)),
        Short.toUnsignedInt(entry.getShort(10)),
        Integer.toUnsignedLong(entry.getInt(16)),
        stored,
        size,
        header,
        header);
  }

  static String name(MappedFile file, long position, int length) throws CheckpointException {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(file.slice(position, length)).toString();
    } catch (CharacterCodingException e) {
      throw new CheckpointException(
          file.path(), "the zip member name at byte " + position + " is not UTF-8", e);
    }
  }

  private static CheckpointException refusal(MappedFile file, String reason) {
    return new CheckpointException(file.path(), "the zip directory " + reason);
  }
}
