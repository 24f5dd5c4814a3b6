package io.glimpse.file;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;

/**
 * What files look like from outside, so that what was found out about them need not be found out
 * again: as {@code make} does, a file is taken for unchanged while its length and its times are.
 */
public final class FileStamp {

  private static final int LENGTH = 32;

  private FileStamp() {}

  /**
   * A hash, in hex, of where files are, of their lengths and their times.
   *
   * @param reading what they are read as; another reading of the same files has another stamp
   * @throws IOException if one of them is not there
   */
  public static String of(String reading, List<Path> files) throws IOException {
    StringBuilder facts = new StringBuilder(reading).append('\n');
    for (Path file : files) {
      // Others are looked for beside the file as it is named, which may be a link.
      Path real = file.toRealPath();
      BasicFileAttributes a = Files.readAttributes(real, BasicFileAttributes.class);
      facts.append(file.toAbsolutePath().normalize()).append('\n').append(real).append('\n');
      facts.append(a.size()).append(' ').append(a.lastModifiedTime().toInstant()).append(' ');
      facts.append(a.fileKey()).append(' ').append(changed(real)).append('\n');
    }
    return Sha256.hex(Sha256.of(facts.toString(), StandardCharsets.UTF_16BE)).substring(0, LENGTH);
  }

  /** The time that nobody can set, where the system has it. */
  private static Object changed(Path file) throws IOException {
    return file.getFileSystem().supportedFileAttributeViews().contains("unix")
        ? Files.getAttribute(file, "unix:ctime")
        : "";
  }
}
