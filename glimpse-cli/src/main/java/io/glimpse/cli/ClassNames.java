package io.glimpse.cli;

import io.glimpse.feature.ClassSet;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Reads class names from the command line or from a file. */
final class ClassNames {

  private static final int LONGEST_FILE = 64 << 20;

  private ClassNames() {}

  /** Names separated by commas; spaces around a name do not belong to it. */
  static ClassSet ofList(String list) {
    List<String> names = new ArrayList<>();
    for (String name : list.split(",", -1)) {
      names.add(name.strip());
    }
    try {
      return ClassSet.of(names);
    } catch (IllegalArgumentException e) {
      throw new UsageException("--classes: " + e.getMessage());
    }
  }

  /** A UTF-8 file, one name a line, each kept exactly as it is. */
  static ClassSet ofFile(Path file) throws IOException {
    try {
      return ClassSet.of(lines(file));
    } catch (IllegalArgumentException e) {
      throw new CommandException(file, String.valueOf(e.getMessage()));
    }
  }

  /** The lines of a UTF-8 file; only {@code \n} ends one, with {@code \r} before it or not. */
  static List<String> lines(Path file) throws IOException {
    List<String> lines = new ArrayList<>();
    for (String line : text(file).split("\n", -1)) {
      lines.add(line.endsWith("\r") ? line.substring(0, line.length() - 1) : line);
    }
    if (lines.get(lines.size() - 1).isEmpty()) {
      lines.remove(lines.size() - 1);
    }
    return lines;
  }

  /** A whole UTF-8 file, without a byte order mark. */
  static String text(Path file) throws IOException {
    byte[] bytes = bytes(file);
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      return text.startsWith("\ufeff") ? text.substring(1) : text;
    } catch (CharacterCodingException e) {
      throw new CommandException(file, "this is not UTF-8 text");
    }
  }

  private static byte[] bytes(Path file) throws IOException {
    // A pipe will do, as a shell's <(...) is one.
    if (Files.isDirectory(file)) {
      throw new CommandException(file, "this is a folder, not a list");
    }
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(LONGEST_FILE + 1);
      if (bytes.length > LONGEST_FILE) {
        throw new CommandException(file, "a list of more than 64 MiB is not read");
      }
      return bytes;
    }
  }
}
