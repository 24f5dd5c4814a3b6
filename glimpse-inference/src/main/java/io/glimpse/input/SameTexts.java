package io.glimpse.input;

import io.glimpse.bank.Bank;
import io.glimpse.encoder.ClassTexts;
import io.glimpse.feature.ClassSet;
import io.glimpse.progress.Notes;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Tells of classes whose texts are one and the same to the encoder. */
final class SameTexts {

  /** Groups, and classes of a group, in a note. */
  private static final int NAMED = 5;

  private static final Pattern BLANKS = Pattern.compile("(?U)\\s+");

  private SameTexts() {}

  /**
   * Names them.
   *
   * @param encoder its name
   * @param mute classes of which nothing is said on purpose
   */
  static void tell(String encoder, ClassTexts texts, List<String> mute, Notes notes) {
    ClassSet classes = texts.features().classes();
    Map<Object, Integer> firstOf = new HashMap<>();
    Map<Integer, List<String>> groups = new TreeMap<>();
    for (int c = 0; c < classes.size(); c++) {
      int first = c;
      // Case alone may change a row by next to nothing, which is no more to go by.
      for (Object key : List.of(row(texts, c), folded(texts.prompts().get(c)))) {
        first = Math.min(first, firstOf.getOrDefault(key, c));
      }
      firstOf.putIfAbsent(row(texts, c), first);
      firstOf.putIfAbsent(folded(texts.prompts().get(c)), first);
      groups.computeIfAbsent(first, any -> new ArrayList<>()).add(classes.name(c));
    }
    List<List<String>> same =
        groups.values().stream()
            .filter(group -> group.size() > 1 && !mute.containsAll(group))
            .toList();
    tell(encoder, same, notes);
  }

  /** Names a class of a bank that has the texts of one that comes to it. */
  static void tell(String encoder, List<String> prompts, String className, Bank bank, Notes notes) {
    for (int c = 0; c < bank.classes().size(); c++) {
      if (!bank.classes().name(c).equals(className)
          && folded(bank.prompts().get(c)).equals(folded(prompts))) {
        tell(encoder, List.of(List.of(bank.classes().name(c), className)), notes);
      }
    }
  }

  private static void tell(String encoder, List<List<String>> same, Notes notes) {
    if (!same.isEmpty()) {
      notes.note(
          "to encoder '"
              + encoder
              + "' the texts of "
              + same.stream().limit(NAMED).map(SameTexts::listed).collect(Collectors.joining("; "))
              + (same.size() > NAMED ? "; and more" : "")
              + " are the same, so it cannot tell these classes by them; case, blanks, symbols and"
              + " what stands far behind make no difference: give them words that differ");
    }
  }

  private static FloatBuffer row(ClassTexts texts, int label) {
    return FloatBuffer.wrap(texts.features().weights().row(label));
  }

  private static List<String> folded(List<String> prompts) {
    return prompts.stream()
        .map(prompt -> BLANKS.matcher(prompt.strip()).replaceAll(" ").toLowerCase(Locale.ROOT))
        .toList();
  }

  private static String listed(List<String> group) {
    String more = group.size() > NAMED ? " and " + (group.size() - NAMED) + " more" : "";
    return group.stream()
            .limit(NAMED)
            .map(name -> "'" + shortened(name) + "'")
            .collect(Collectors.joining(" and "))
        + more;
  }

  /** Long names differ at their ends. */
  private static String shortened(String name) {
    int half = 30;
    int length = name.codePointCount(0, name.length());
    return length <= 2 * half + 3
        ? name
        : name.substring(0, name.offsetByCodePoints(0, half))
            + "..."
            + name.substring(name.offsetByCodePoints(0, length - half));
  }
}
