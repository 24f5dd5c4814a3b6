package io.glimpse.listing;

import io.glimpse.file.InputException;
import io.glimpse.file.TableLayout;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** The text of a table's file, and what it is written as. */
final class TableText {

  /** Ten times the longest list of ImageNet's pictures. */
  private static final int MOST_BYTES = 256 << 20;

  private static final int BEGINNING = 1 << 12;

  /** Endings that neither pictures nor point clouds have. */
  private static final Set<String> ENDINGS = Set.of("tsv", "jsonl", "ndjson", "json");

  private static final String NUMBER = "[-+]?[0-9.]+([eE][-+]?\\d+)?";

  private TableText() {}

  /** Reads whatever it is: JSON by its first letter, else lines with separators. */
  static TableCells cells(Path table, TableLayout layout) throws IOException {
    String text = text(table);
    String begin = text.stripLeading();
    if (begin.startsWith("{") || begin.startsWith("[")) {
      return JsonCells.read(table, text);
    }
    return DelimitedCells.read(table, text, layout);
  }

  private static String text(Path table) throws IOException {
    byte[] bytes;
    // A pipe will do, as a shell's <(...) is one.
    try (InputStream in = Files.newInputStream(table)) {
      bytes = in.readNBytes(MOST_BYTES + 1);
    }
    if (bytes.length > MOST_BYTES) {
      throw new InputException(table, "a table of more than 256 MiB is not read");
    }
    try {
      String text = charset(bytes).newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      // The mark that spreadsheet programs begin text with.
      return text.startsWith("\ufeff") ? text.substring(1) : text;
    } catch (CharacterCodingException e) {
      throw new InputException(
          table.toString(), "this is no table in UTF-8 text; if it is one, save it as such", e);
    }
  }

  /** UTF-8, but for what begins with a mark of UTF-16, as "Unicode text" of a spreadsheet does. */
  private static Charset charset(byte[] bytes) {
    if (bytes.length >= 2 && (bytes[0] & 0xff) == 0xff && (bytes[1] & 0xff) == 0xfe) {
      return StandardCharsets.UTF_16LE;
    }
    return bytes.length >= 2 && (bytes[0] & 0xff) == 0xfe && (bytes[1] & 0xff) == 0xff
        ? StandardCharsets.UTF_16BE
        : StandardCharsets.UTF_8;
  }

  static boolean isTable(Path file) {
    if (!isCalledTable(file) || !Files.isRegularFile(file)) {
      return false;
    }
    String begin = beginning(file);
    return isText(begin) && !(ending(file).equals("csv") && isPoints(begin));
  }

  static boolean isCalledTable(Path file) {
    String ending = ending(file);
    return ending.equals("csv") || ENDINGS.contains(ending);
  }

  private static String ending(Path file) {
    Path last = file.getFileName();
    String name = last == null ? "" : last.toString().toLowerCase(Locale.ROOT);
    return name.substring(name.lastIndexOf('.') + 1);
  }

  static boolean mayBeTable(Path file) {
    return !Files.isRegularFile(file) || isText(beginning(file));
  }

  /** Empty if it cannot be read: whatever is wrong with a file is found when it is read. */
  private static String beginning(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(BEGINNING);
      return new String(bytes, charset(bytes));
    } catch (IOException e) {
      return "";
    }
  }

  /** Nothing else than text is without a zero for long. */
  private static boolean isText(String begin) {
    return begin.indexOf('\0') < 0;
  }

  /** Whether one of the first two lines is a row of three numbers or more. */
  private static boolean isPoints(String begin) {
    List<String> lines =
        begin
            .lines()
            .map(String::strip)
            .filter(line -> !line.isEmpty() && !line.startsWith("#") && !line.startsWith("//"))
            .limit(2)
            .toList();
    return lines.stream()
        .map(line -> line.split("[,;\\s]+", -1))
        .anyMatch(
            cells -> cells.length >= 3 && List.of(cells).stream().allMatch(c -> c.matches(NUMBER)));
  }
}
