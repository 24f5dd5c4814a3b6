package io.glimpse.input;

import io.glimpse.file.InputException;
import io.glimpse.progress.Notes;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Reads a list of files: names that each end in a NUL where there is any, as {@code find -print0}
 * writes them, else lines. A name is taken as it is, is no pattern, and is below the working folder
 * unless it is absolute. Text is UTF-8, or UTF-16 that says so; other bytes are the name themselves
 * where the system has such names.
 */
public final class FileList {

  /** Bytes of a list: some million paths. */
  private static final int MOST_BYTES = 1 << 29;

  private FileList() {}

  /**
   * The files of a list, in its order; empty names are left out, and what cannot be a path is a
   * failure of its own.
   *
   * @param name of the list, for messages
   * @param in read to its end, not closed
   * @throws InputException if it is too long, or names nothing
   */
  public static List<Path> read(String name, InputStream in, Notes notes) throws IOException {
    byte[] bytes = in.readNBytes(MOST_BYTES);
    if (bytes.length == MOST_BYTES && in.read() >= 0) {
      throw new InputException(name, "a list of files has at most " + MOST_BYTES + " bytes");
    }
    byte[] text = utf8(bytes);
    List<Path> files = new ArrayList<>();
    for (byte[] one : split(text)) {
      try {
        files.add(path(one));
      } catch (IllegalArgumentException e) {
        String shown = new String(one, StandardCharsets.UTF_8);
        notes.failed(shown, shown + ": this line of " + name + " cannot be a path");
      }
    }
    if (files.isEmpty()) {
      throw new InputException(name, "this list names no files");
    }
    return files;
  }

  /** As {@link #read(String, InputStream, Notes)}. */
  public static List<Path> read(Path list, Notes notes) throws IOException {
    if (Files.isDirectory(list)) {
      throw new InputException(list, "this is a folder; a file that lists files is needed");
    }
    try (InputStream in = Files.newInputStream(list)) {
      return read(list.toString(), in, notes);
    }
  }

  /** Without the mark of an encoding, which some editors and PowerShell write. */
  private static byte[] utf8(byte[] bytes) {
    Charset utf16 = null;
    if (begins(bytes, 0xff, 0xfe)) {
      utf16 = StandardCharsets.UTF_16LE;
    } else if (begins(bytes, 0xfe, 0xff)) {
      utf16 = StandardCharsets.UTF_16BE;
    }
    if (utf16 != null) {
      return new String(bytes, 2, bytes.length - 2, utf16).getBytes(StandardCharsets.UTF_8);
    }
    return begins(bytes, 0xef, 0xbb, 0xbf) ? Arrays.copyOfRange(bytes, 3, bytes.length) : bytes;
  }

  private static boolean begins(byte[] bytes, int... mark) {
    for (int i = 0; i < mark.length; i++) {
      if (i >= bytes.length || (bytes[i] & 0xff) != mark[i]) {
        return false;
      }
    }
    return true;
  }

  private static List<byte[]> split(byte[] bytes) {
    byte end = '\n';
    for (byte b : bytes) {
      if (b == 0) {
        end = 0;
        break;
      }
    }
    List<byte[]> parts = new ArrayList<>();
    int from = 0;
    for (int i = 0; i <= bytes.length; i++) {
      if (i == bytes.length || bytes[i] == end) {
        boolean windows = end == '\n' && i > from && bytes[i - 1] == '\r';
        int to = windows ? i - 1 : i;
        if (to > from) {
          parts.add(Arrays.copyOfRange(bytes, from, to));
        }
        from = i + 1;
      }
    }
    return parts;
  }

  private static Path path(byte[] bytes) {
    String text = decoded(bytes);
    return text != null ? Path.of(text) : ofBytes(bytes);
  }

  private static @Nullable String decoded(byte[] bytes) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      return null;
    }
  }

  /** Only the path of a URI may have any bytes. */
  private static Path ofBytes(byte[] bytes) {
    boolean absolute = bytes[0] == '/';
    StringBuilder uri =
        new StringBuilder(absolute ? "file://" : Path.of("").toAbsolutePath().toUri().toString());
    for (byte b : bytes) {
      uri.append(b == '/' ? "/" : String.format(Locale.ROOT, "%%%02X", b & 0xff));
    }
    return Path.of(URI.create(uri.toString()));
  }
}
