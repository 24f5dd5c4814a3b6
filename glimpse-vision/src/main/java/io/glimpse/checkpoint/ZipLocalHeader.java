package io.glimpse.checkpoint;

import java.nio.ByteBuffer;

/** The header in front of a member's content, which must tell the same as the directory. */
final class ZipLocalHeader {

  private static final int SIGNATURE = 0x04034b50;
  private static final int BYTES = 30;

  /** The sizes were not known yet when the header was written, and may be 0 in it. */
  private static final int SIZES_FOLLOW_FLAG = 1 << 3;

  private ZipLocalHeader() {}

  /**
   * Finds where a member's content starts.
   *
   * @param listed as the directory tells of it
   * @param limit where the directory starts; all content lies before it
   */
  static ZipMember locate(MappedFile file, ZipMember listed, long limit)
      throws CheckpointException {
    if (listed.header() > limit - BYTES || file.slice(listed.header(), 4).getInt(0) != SIGNATURE) {
      throw new CheckpointException(
          file.path(), "has no header of '" + listed.name() + "' at byte " + listed.header());
    }
    ByteBuffer header = file.slice(listed.header(), BYTES);
    int nameBytes = Short.toUnsignedInt(header.getShort(26));
    int extraBytes = Short.toUnsignedInt(header.getShort(28));
    long start = listed.header() + BYTES + nameBytes + extraBytes;
    if (start > limit || listed.stored() > limit - start) {
      throw new CheckpointException(
          file.path(),
          "the member '%s' of %d bytes does not fit between its header at byte %d and the zip"
                  .formatted(listed.name(), listed.stored(), listed.header())
              + " directory");
    }
    String name = ZipDirectory.name(file, listed.header() + BYTES, nameBytes);
    ByteBuffer extra = file.slice(listed.header() + BYTES + nameBytes, extraBytes);
    Zip64Fields fields = new Zip64Fields(file, listed.name(), extra);
    long size = fields.read(header.getInt(22));
    long stored = fields.read(header.getInt(18));
    boolean sizesMayBeZero = (listed.flags() & SIZES_FOLLOW_FLAG) != 0;
    boolean agrees =
        name.equals(listed.name())
            && Short.toUnsignedInt(header.getShort(6)) == listed.flags()
            && Short.toUnsignedInt(header.getShort(8)) == listed.method()
            && (size == listed.size() || (sizesMayBeZero && size == 0))
            && (stored == listed.stored() || (sizesMayBeZero && stored == 0))
            && (listed.method() != ZipArchive.STORED || listed.stored() == listed.size());
    if (!agrees) {
      throw new CheckpointException(
          file.path(),
          "the header at byte %d contradicts what the zip directory says of '%s'"
              .formatted(listed.header(), listed.name()));
    }
    return listed.at(start);
  }
}
