package io.glimpse.cloud;

import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What stands before the data of a PLY file.
 *
 * @param order of the bytes, or null where the data are text
 * @param dataStart the first byte behind the header's last line
 */
record PlyHeader(List<Element> elements, @Nullable ByteOrder order, int dataStart) {

  /** More elements or properties than any real file has. */
  private static final int MOST = 1000;

  /**
   * A column of an element; a list of values behind their count where {@code count} is not null.
   */
  record Property(String name, @Nullable ScalarType count, ScalarType type) {

    boolean isList() {
      return count != null;
    }

    /** The fewest bytes that it takes in a binary file. */
    int leastBytes() {
      return count != null ? count.bytes() : type.bytes();
    }
  }

  /** A table of the file. */
  record Element(String name, long rows, List<Property> properties) {

    /** The property of that name, or -1. */
    int indexOf(String property) {
      for (int i = 0; i < properties.size(); i++) {
        if (properties.get(i).name().equals(property)) {
          return i;
        }
      }
      return -1;
    }

    boolean hasLists() {
      return properties.stream().anyMatch(Property::isList);
    }

    /** The fewest bytes that a row takes: two a number where the data are text. */
    long leastRowBytes(boolean text) {
      return text
          ? 2L * properties.size()
          : properties.stream().mapToLong(Property::leastBytes).sum();
    }
  }

  /**
   * Reads the header.
   *
   * @param scanner stands before the first line, afterwards on the last line of the header
   */
  static PlyHeader read(CloudSource source, TextScanner scanner) throws CloudException {
    scanner.nextLine();
    boolean formatSeen = false;
    ByteOrder order = null;
    List<Element> elements = new ArrayList<>();
    while (scanner.nextLine()) {
      switch (scanner.word()) {
        case "format" -> {
          order = order(source, scanner);
          formatSeen = true;
        }
        case "element" -> elements.add(element(source, scanner, elements.size()));
        case "property" -> addProperty(source, scanner, elements);
        case "comment", "obj_info", "" -> {}
        case "end_header" -> {
          if (!formatSeen) {
            throw source.refuse("the PLY header has no line 'format'");
          }
          // Where lines end with \r alone, a \n behind the last one is the first byte of data.
          boolean returns = source.has(3, "\r") && !source.has(3, "\r\n");
          int start = scanner.behindLineEnd();
          if (returns && order != null && start >= 2 && source.has(start - 2, "\r\n")) {
            start--;
          }
          return new PlyHeader(elements, order, start);
        }
        default ->
            throw source.refuse(
                "line %d of the PLY header is not understood: %s",
                scanner.line(), CloudSource.shorten(scanner.text()));
      }
    }
    throw source.refuse("the PLY header has no end ('end_header')");
  }

  private static @Nullable ByteOrder order(CloudSource source, TextScanner scanner)
      throws CloudException {
    String word = scanner.word();
    return switch (word) {
      case "ascii" -> null;
      case "binary_little_endian" -> ByteOrder.LITTLE_ENDIAN;
      case "binary_big_endian" -> ByteOrder.BIG_ENDIAN;
      default -> throw source.refuse("the PLY format %s is unknown", CloudSource.shorten(word));
    };
  }

  private static Element element(CloudSource source, TextScanner scanner, int before)
      throws CloudException {
    String name = scanner.word();
    long rows = scanner.wholeNumber();
    if (rows < 0 || before == MOST) {
      throw source.refuse(
          "line %d of the PLY header declares %d rows of '%s'", scanner.line(), rows, name);
    }
    return new Element(name, rows, new ArrayList<>());
  }

  private static void addProperty(CloudSource source, TextScanner scanner, List<Element> elements)
      throws CloudException {
    String first = scanner.word();
    boolean list = first.equals("list");
    ScalarType count = list ? ScalarType.ofPly(scanner.word()) : null;
    ScalarType type = ScalarType.ofPly(list ? scanner.word() : first);
    String name = scanner.word();
    Element last = elements.isEmpty() ? null : elements.get(elements.size() - 1);
    if (type == null
        || (list && (count == null || !count.isWhole()))
        || name.isEmpty()
        || last == null
        || last.properties().size() == MOST) {
      throw source.refuse(
          "line %d of the PLY header is not understood: %s",
          scanner.line(), CloudSource.shorten(scanner.text()));
    }
    last.properties().add(new Property(name, count, type));
  }
}
