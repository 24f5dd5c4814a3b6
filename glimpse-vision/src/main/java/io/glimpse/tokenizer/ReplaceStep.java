package io.glimpse.tokenizer;

import io.glimpse.checkpoint.CheckpointException;
import io.glimpse.text.CharacterKind;
import java.util.BitSet;
import java.util.function.IntPredicate;

/**
 * The normaliser {@code Replace}. Of regular expressions those are understood that are one kind of
 * characters and how many of them: {@code \s+}, {@code {2,}}, {@code [!"\#]}. They are read here
 * and never given to an engine, so that a file cannot bring one that takes forever.
 */
final class ReplaceStep {

  private static final String META = "\\^$.|?*+()[]{}";

  private final Section regex;
  private final String pattern;
  private int position;

  private ReplaceStep(Section regex) throws CheckpointException {
    this.regex = regex;
    this.pattern = regex.text();
  }

  static TextStep read(Section step) throws CheckpointException {
    step.only("type", "pattern", "content");
    Section pattern = step.at("pattern").only("String", "Regex");
    String content = step.at("content").text();
    if (!pattern.at("String").isAbsent()) {
      String found = pattern.at("String").text();
      requireNotLonger(step, content, found.length());
      return text -> text.replace(found, content);
    }
    return new ReplaceStep(pattern.at("Regex")).read(step, content);
  }

  private TextStep read(Section step, String content) throws CheckpointException {
    IntPredicate kind = kind();
    int least = least();
    if (position < pattern.length()) {
      throw unknown();
    }
    requireNotLonger(step, content, Math.max(1, least));
    return text -> Steps.runs(text, kind, least, content);
  }

  /** A text that grew at each of many steps would have no end. */
  private static void requireNotLonger(Section step, String content, int found)
      throws CheckpointException {
    if (found == 0) {
      throw step.at("pattern").refuse("is empty");
    }
    if (content.length() > found) {
      throw step.at("content").unknown("longer than what it replaces");
    }
  }

  private IntPredicate kind() throws CheckpointException {
    char c = take();
    if (c == '[') {
      return listed();
    }
    if (c == '\\') {
      return escaped(take());
    }
    if (META.indexOf(c) >= 0) {
      throw unknown();
    }
    return other -> other == c;
  }

  private IntPredicate escaped(char c) throws CheckpointException {
    if (c == 's') {
      return CharacterKind::isWhiteSpace;
    }
    if (c > 0x7f || Character.isLetterOrDigit(c)) {
      throw unknown();
    }
    return other -> other == c;
  }

  /** The rest of a list of characters, behind its bracket. */
  private IntPredicate listed() throws CheckpointException {
    BitSet characters = new BitSet();
    char c = take();
    while (c != ']') {
      boolean isEscaped = c == '\\';
      c = isEscaped ? take() : c;
      boolean isPlain = isEscaped ? c <= 0x7f && !Character.isLetterOrDigit(c) : isPlainInList(c);
      if (!isPlain) {
        throw unknown();
      }
      characters.set(c);
      c = take();
    }
    return characters::get;
  }

  /** Ranges, complements, intersections and lists in lists are none. */
  private static boolean isPlainInList(char c) {
    return "[^-&".indexOf(c) < 0 && !Character.isSurrogate(c);
  }

  /** Reads how many are replaced together: 0 for each by itself, else as many and more. */
  private int least() throws CheckpointException {
    String rest = pattern.substring(position);
    position = pattern.length();
    if (rest.isEmpty()) {
      return 0;
    }
    if (rest.equals("+")) {
      return 1;
    }
    if (rest.length() == 4 && rest.startsWith("{") && rest.endsWith(",}")) {
      int least = Character.digit(rest.charAt(1), 10);
      if (least > 0) {
        return least;
      }
    }
    throw unknown();
  }

  private char take() throws CheckpointException {
    if (position == pattern.length()) {
      throw unknown();
    }
    return pattern.charAt(position++);
  }

  private CheckpointException unknown() {
    return regex.unknown("the regular expression " + pattern);
  }
}
