package io.glimpse.checkpoint;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/**
 * A zip archive whose members can be mapped: {@link java.util.zip} only streams them.
 *
 * <p>The directory at the end and the header in front of each member must tell the same, and no two
 * members may share a byte, so that there is only one way to read the archive.
 */
final class ZipArchive {

  static final int STORED = 0;
  private static final int ENCRYPTED_FLAG = 1;

  private final MappedFile file;
  private final Map<String, ZipMember> members;

  private ZipArchive(MappedFile file, Map<String, ZipMember> members) {
    this.file = file;
    this.members = members;
  }

  /** Reads the directory, and the header of every member. */
  static ZipArchive open(MappedFile file) throws CheckpointException {
    ZipDirectory directory = ZipDirectory.find(file);
    Map<String, ZipMember> members = new LinkedHashMap<>();
    for (ZipMember listed : directory.members()) {
      ZipMember member = ZipLocalHeader.locate(file, listed, directory.start());
      if (members.put(member.name(), member) != null) {
        throw new CheckpointException(file.path(), "has two members '" + member.name() + "'");
      }
    }
    refuseOverlaps(file, members.values());
    return new ZipArchive(file, members);
  }

  MappedFile file() {
    return file;
  }

  Iterable<String> names() {
    return members.keySet();
  }

  /**
   * A member whose bytes lie in the archive as they are; null if there is none of that name.
   *
   * @throws CheckpointException if it is compressed or encrypted
   */
  @Nullable ZipMember stored(String name) throws CheckpointException {
    ZipMember member = members.get(name);
    if (member == null) {
      return null;
    }
    if ((member.flags() & ENCRYPTED_FLAG) != 0) {
      throw new CheckpointException(part(name), "is encrypted");
    }
    if (member.method() != STORED) {
      throw new CheckpointException(
          part(name),
          "is compressed (%d bytes to %d), but PyTorch stores tensors as they are"
              .formatted(member.size(), member.stored()));
    }
    return member;
  }

  /** Refuses a member whose bytes are not those that its checksum was made of. */
  void verify(ZipMember member) throws CheckpointException {
    CRC32 crc = new CRC32();
    for (long next = member.start(); next < member.end(); ) {
      int count = (int) Math.min(member.end() - next, MappedFile.LONGEST_SLICE);
      crc.update(file.slice(next, count));
      next += count;
    }
    if (crc.getValue() != member.crc()) {
      throw new CheckpointException(
          part(member.name()),
          "is damaged: its checksum is %08x, the archive says %08x"
              .formatted(crc.getValue(), member.crc()));
    }
  }

  /** How a member is named in messages. */
  String part(String name) {
    return file.path() + "[" + name + "]";
  }

  private static void refuseOverlaps(MappedFile file, Iterable<ZipMember> members)
      throws CheckpointException {
    List<ZipMember> inOrder = new ArrayList<>();
    members.forEach(inOrder::add);
    inOrder.sort(Comparator.comparingLong(ZipMember::header));
    for (int i = 1; i < inOrder.size(); i++) {
      ZipMember before = inOrder.get(i - 1);
      ZipMember after = inOrder.get(i);
      if (after.header() < before.end()) {
        throw new CheckpointException(
            file.path(),
            "the members '%s' and '%s' share bytes from %d on"
                .formatted(before.name(), after.name(), after.header()));
      }
    }
  }
}
