package io.glimpse.checkpoint;

/**
 * A file within a zip archive, as the archive's directory tells of it.
 *
 * @param flags general purpose bits
 * @param method 0 if stored as it is, 8 if deflated
 * @param crc CRC-32 of the bytes
 * @param stored bytes in the archive
 * @param size bytes once they are unpacked
 * @param header the archive's byte at which the member's own header starts
 * @param start the archive's byte at which the content starts
 */
record ZipMember(
    String name, int flags, int method, long crc, long stored, long size, long header, long start) {

  /** The same, with its content found. */
  ZipMember at(long contentStart) {
    return new ZipMember(name, flags, method, crc, stored, size, header, contentStart);
  }

  /** The archive's byte after the content. */
  long end() {
    return start + stored;
  }
}
