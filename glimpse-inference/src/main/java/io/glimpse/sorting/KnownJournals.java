package io.glimpse.sorting;

import io.glimpse.file.AtomicFile;
import io.glimpse.store.GlimpseHome;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * The journals that this user began here: a file each, outside of the sorted folder, that only he
 * writes. What a folder came with says where files are to be moved and deleted; it is believed only
 * where this knows it.
 */
final class KnownJournals {

  private static final int ID_BYTES = 16;

  /** Bytes of a path. */
  private static final int LONGEST = 1 << 16;

  private final Path folder;

  /** Those that a folder remembers, which need not be there. */
  KnownJournals(Path folder) {
    this.folder = folder;
  }

  static KnownJournals ofUser() {
    return new KnownJournals(GlimpseHome.folder().resolve("sorted"));
  }

  /** A name that nobody can guess. */
  static String newId() {
    byte[] bytes = new byte[ID_BYTES];
    new SecureRandom().nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }

  /** Where they are remembered. */
  Path folder() {
    return folder;
  }

  /**
   * Whether the journal of a folder was begun here. Its folder may have been moved since; where the
   * folder it was begun in still has it, this is a copy, which anybody may have made.
   *
   * @param id of the journal; null if it has none
   * @param root of the journal, by its real path
   */
  boolean knows(@Nullable String id, Path root) {
    if (id == null) {
      return false;
    }
    Path file = folder.resolve(id);
    try {
      if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) || Files.size(file) > LONGEST) {
        return false;
      }
      Path begun = PathText.path(Files.readString(file));
      return begun.equals(root)
          || !id.equals(JournalHeader.idIn(begun.resolve(SortingJournal.NAME)));
    } catch (IOException | IllegalArgumentException e) {
      return false;
    }
  }

  /** Remembers a journal, so that it is on the disk before anything is done by it. */
  void keep(String id, Path root) throws IOException {
    Files.createDirectories(folder);
    AtomicFile.write(
        folder.resolve(id), out -> out.write(PathText.of(root).getBytes(StandardCharsets.UTF_8)));
  }

  /** Forgets a journal that is no more; where that fails, nobody has such a journal. */
  void forget(@Nullable String id) {
    if (id != null) {
      try {
        Files.deleteIfExists(folder.resolve(id));
      } catch (IOException e) {
        // It is some bytes, and harms nobody.
      }
    }
  }
}
