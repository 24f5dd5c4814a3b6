package io.glimpse.listing;

import io.glimpse.file.InputException;
import io.glimpse.file.Remedy;
import io.glimpse.file.TableLayout;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** Finds the columns of paths and classes by their heads. */
final class TableHeads {

  /** In small letters without blanks, hyphens and underscores; the first that is there counts. */
  private static final List<String> PATHS =
      List.of(
          "path",
          "filepath",
          "filename",
          "file",
          "imagepath",
          "imagefile",
          "imagefilename",
          "imagename",
          "imgpath",
          "image",
          "img",
          "picture");

  private static final List<String> LABELS =
      List.of("label", "labels", "class", "classname", "labelname", "category", "target");

  /** What names a class where the label is its number. */
  private static final List<String> NAMES = List.of("class", "classname", "labelname");

  private TableHeads() {}

  /** The column of paths; -1 if there is none. */
  static int path(List<String> heads, TableLayout layout) {
    return layout.path() == null ? first(heads, PATHS) : named(heads, layout.path());
  }

  /**
   * The column of paths.
   *
   * @throws InputException if there is none, saying what to do
   */
  static int requirePath(Path table, List<String> heads, TableLayout layout) throws InputException {
    int at = path(heads, layout);
    if (at >= 0) {
      return at;
    }
    if (heads.isEmpty()) {
      throw new InputException(
          table, "there is nothing in it: neither heads, such as path and label, nor a row");
    }
    if (layout.path() != null) {
      throw missing(table, layout.path(), heads);
    }
    if (heads.stream().anyMatch(TableHeads::looksLikeAPath)) {
      throw new InputException(
          table,
          "its first line, '%s', is no head of a table; put one above it, such as path,label"
              .formatted(shortened(String.join(",", heads))));
    }
    throw unknown(table, "paths", "path", heads);
  }

  /** The column of classes; -1 if there is none. */
  static int label(Path table, List<String> heads, TableLayout layout) throws InputException {
    if (layout.label() == null) {
      return first(heads, LABELS);
    }
    int at = named(heads, layout.label());
    if (at < 0) {
      throw missing(table, layout.label(), heads);
    }
    return at;
  }

  /** That there is no column of classes. */
  static InputException noLabel(Path table, List<String> heads) {
    return unknown(table, "classes", "label", heads);
  }

  /** The column with the names of classes whose numbers are in another; -1 if there is none. */
  static int nameOfNumber(List<String> heads, int label) {
    int at = first(heads, NAMES);
    return at == label ? -1 : at;
  }

  /** The column of exactly that head, but for case; -1 if there is none. */
  static int named(List<String> heads, String head) {
    int exact = heads.indexOf(head);
    for (int i = 0; exact < 0 && i < heads.size(); i++) {
      if (heads.get(i).strip().equalsIgnoreCase(head.strip())) {
        return i;
      }
    }
    return exact;
  }

  private static int first(List<String> heads, List<String> spellings) {
    List<String> plain =
        heads.stream()
            .map(head -> head.strip().toLowerCase(Locale.ROOT).replaceAll("[-_\\s]+", ""))
            .toList();
    return spellings.stream().mapToInt(plain::indexOf).filter(at -> at >= 0).findFirst().orElse(-1);
  }

  private static boolean looksLikeAPath(String head) {
    return head.matches("(?s).*[/\\\\].*|.*\\.[A-Za-z0-9]{2,5}");
  }

  private static InputException missing(Path table, String head, List<String> heads) {
    return new InputException(
        table, "there is no column '%s'; there are %s".formatted(head, listed(heads)));
  }

  private static InputException unknown(Path table, String what, String head, List<String> heads) {
    Remedy remedy = new Remedy(Remedy.Kind.NAME_COLUMNS);
    return new InputException(
        table.toString(),
        "none of its columns, %s, is known to hold %s; call it '%s', or %s"
            .formatted(listed(heads), what, head, remedy.phrase()),
        remedy);
  }

  private static String listed(List<String> heads) {
    return shortened(String.join(", ", heads.stream().map(head -> "'" + head + "'").toList()));
  }

  private static String shortened(String text) {
    return text.length() > 120 ? text.substring(0, 117) + "..." : text;
  }
}
