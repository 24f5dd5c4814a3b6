package io.glimpse.input;

import io.glimpse.feature.ClassSet;
import io.glimpse.file.InputException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Reads the names of classes from a text or from a file. */
public final class ClassList {

  private static final int LONGEST_FILE = 64 << 20;

  private ClassList() {}

  /**
   * Names separated by commas; spaces around a name do not belong to it.
   *
   * @throws IllegalArgumentException if one is empty or there twice
   */
  public static ClassSet ofList(String list) {
    List<String> names = new ArrayList<>();
    for (String name : list.split(",", -1)) {
      names.add(name.strip());
    }
    return ClassSet.of(names);
  }

  /** A UTF-8 file, one name a line, each kept exactly as it is. */
  public static ClassSet ofFile(Path file) throws IOException {
    try {
      return ClassSet.of(lines(file));
    } catch (IllegalArgumentException e) {
      throw new InputException(file, String.valueOf(e.getMessage()));
    }
  }

  /** The lines of a UTF-8 file; only {@code \n} ends one, with {@code \r} before it or not. */
  public static List<String> lines(Path file) throws IOException {
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
  public static String text(Path file) throws IOException {
    byte[] bytes = bytes(file);
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      return text.startsWith("\ufeff") ? text.substring(1) : text;
    } catch (CharacterCodingException e) {
      throw new InputException(file, "this is not UTF-8 text");
    }
  }

  private static byte[] bytes(Path file) throws IOException {
    // A pipe will do, as a shell's <(...) is one.
    if (Files.isDirectory(file)) {
      throw new InputException(file, "this is a folder, not a list");
    }
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(LONGEST_FILE + 1);
      if (bytes.length > LONGEST_FILE) {
        throw new InputException(file, "a list of more than 64 MiB is not read");
      }
      return bytes;
    }
  }
}
