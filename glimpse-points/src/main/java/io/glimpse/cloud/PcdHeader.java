package io.glimpse.cloud;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What stands before the data of a PCD file.
 *
 * @param dataStart the first byte behind the header's last line
 */
record PcdHeader(List<Field> fields, long points, Data data, int dataStart) {

  private static final int MOST = 1000;

  /** How the data are stored. */
  enum Data {
    TEXT,
    BINARY,
    COMPRESSED
  }

  /** A column, or several of one name. */
  record Field(String name, ScalarType type, int count) {

    int bytes() {
      return type.bytes() * count;
    }
  }

  /** Bytes of one point. */
  int pointBytes() {
    return fields.stream().mapToInt(Field::bytes).sum();
  }

  /** Values of one point. */
  int pointValues() {
    return fields.stream().mapToInt(Field::count).sum();
  }

  /** The field of that name. */
  int require(String name, CloudSource source) throws CloudException {
    for (int i = 0; i < fields.size(); i++) {
      if (fields.get(i).name().equals(name)) {
        return i;
      }
    }
    throw source.refuse("the PCD header names no field '%s'", name);
  }

  /** Reads the header; the scanner is afterwards on its last line. */
  static PcdHeader read(CloudSource source, TextScanner scanner) throws CloudException {
    List<String> names = List.of();
    List<String> sizes = List.of();
    List<String> types = List.of();
    List<String> counts = List.of();
    long points = -1;
    long width = -1;
    long height = 1;
    while (scanner.nextWords()) {
      String word = scanner.word();
      switch (word) {
        case "FIELDS", "COLUMNS" -> names = words(scanner);
        case "SIZE" -> sizes = words(scanner);
        case "TYPE" -> types = words(scanner);
        case "COUNT" -> counts = words(scanner);
        case "WIDTH" -> width = scanner.wholeNumber();
        case "HEIGHT" -> height = scanner.wholeNumber();
        case "POINTS" -> points = scanner.wholeNumber();
        case "VERSION", "VIEWPOINT" -> {}
        case "DATA" -> {
          long all = points >= 0 ? points : multiply(width, height);
          if (all < 0 || (width >= 0 && multiply(width, height) != all)) {
            throw source.refuse(
                "the PCD header gives %d points, a width of %d and a height of %d, which do not"
                    + " agree",
                points, width, height);
          }
          return new PcdHeader(
              fields(source, names, sizes, types, counts),
              all,
              data(source, scanner.word()),
              scanner.behindLineEnd());
        }
        default ->
            throw source.refuse(
                "line %d of the PCD header is not understood: %s",
                scanner.line(), CloudSource.shorten(scanner.text()));
      }
    }
    throw source.refuse("the PCD header has no line 'DATA'");
  }

  /** A product that is -1 where it is too large. */
  private static long multiply(long a, long b) {
    return a < 0 || b < 0 || (b > 0 && a > Long.MAX_VALUE / b) ? -1 : a * b;
  }

  private static List<String> words(TextScanner scanner) {
    List<String> words = new ArrayList<>();
    while (scanner.hasWord() && words.size() < MOST) {
      words.add(scanner.word());
    }
    return words;
  }

  private static Data data(CloudSource source, String word) throws CloudException {
    return switch (word.toLowerCase(Locale.ROOT)) {
      case "ascii" -> Data.TEXT;
      case "binary" -> Data.BINARY;
      case "binary_compressed" -> Data.COMPRESSED;
      default ->
          throw source.refuse("PCD data of the kind %s are unknown", CloudSource.shorten(word));
    };
  }

  private static List<Field> fields(
      CloudSource source,
      List<String> names,
      List<String> sizes,
      List<String> types,
      List<String> counts)
      throws CloudException {
    if (names.isEmpty()
        || sizes.size() != names.size()
        || types.size() != names.size()
        || (!counts.isEmpty() && counts.size() != names.size())) {
      throw source.refuse(
          "the PCD header has %d fields, but %d sizes, %d types and %d counts",
          names.size(), sizes.size(), types.size(), counts.size());
    }
    List<Field> fields = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      ScalarType type = type(types.get(i), sizes.get(i));
      int count = counts.isEmpty() ? 1 : small(counts.get(i));
      if (type == null || count < 0) {
        throw source.refuse(
            "the PCD header's field %s has a type, size or count that is unknown",
            CloudSource.shorten(names.get(i)));
      }
      fields.add(new Field(names.get(i), type, count));
    }
    return fields;
  }

  private static @Nullable ScalarType type(String letter, String size) {
    return ScalarType.ofPcd(letter, small(size));
  }

  /** A number of at most four digits, or -1. */
  private static int small(String word) {
    return word.matches("[0-9]{1,4}") ? Integer.parseInt(word) : -1;
  }
}
