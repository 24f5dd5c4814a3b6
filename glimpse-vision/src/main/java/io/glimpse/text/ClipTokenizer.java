package io.glimpse.text;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * OpenAI CLIP's tokenizer: any text becomes a row of {@value #CONTEXT} token ids.
 *
 * <p>The text is repaired and unescaped as the reference does (ftfy's default steps, then HTML
 * character references twice), its white space collapsed and its letters made small. Only the
 * Unicode data differ: letters and numbers younger than the Java runtime count as symbols here.
 *
 * <p>Immutable and safe for use by many threads. The tables are read by the first text that needs
 * them.
 */
public final class ClipTokenizer {

  /** Ids in a row. */
  public static final int CONTEXT = 77;

  /** The id that begins every row. */
  public static final int START = 49_406;

  /** The id that ends every text; the largest there is. */
  public static final int END = 49_407;

  /** Characters of a text that an error message quotes at most. */
  private static final int QUOTED = 40;

  /** Makes a tokenizer; this costs nothing, as all of them share their tables. */
  public ClipTokenizer() {}

  /**
   * The ids of one text: {@link #START}, those of its words, {@link #END}, and zeros up to {@value
   * #CONTEXT}.
   *
   * <p>{@code <|startoftext|>} and {@code <|endoftext|>} within the text are those ids too, as in
   * OpenAI's code. Unpaired surrogates become U+FFFD.
   *
   * @param text any text, also an empty one
   * @param truncate whether a longer text is cut, with {@link #END} in the last place
   * @return {@value #CONTEXT} ids, a new array
   * @throws IllegalArgumentException if the text is too long and {@code truncate} is false
   */
  public int[] encode(String text, boolean truncate) {
    int[] ids = new int[CONTEXT];
    int count = fill(ids, text, truncate);
    if (count > CONTEXT) {
      throw new IllegalArgumentException(quoted(text) + tooLong(count));
    }
    return ids;
  }

  /**
   * The ids of many texts, a row each.
   *
   * @param texts any texts
   * @param truncate whether longer texts are cut, as by {@link #encode(String, boolean)}
   * @return [texts][{@value #CONTEXT}] ids, a new array
   * @throws IllegalArgumentException if a text is too long and {@code truncate} is false; the
   *     message names it and its index
   */
  public int[][] encode(List<String> texts, boolean truncate) {
    int[][] rows = new int[texts.size()][CONTEXT];
    int index = 0;
    for (String text : texts) {
      int count = fill(rows[index], text, truncate);
      if (count > CONTEXT) {
        throw new IllegalArgumentException(
            "text " + index + " (counted from 0), " + quoted(text) + "," + tooLong(count));
      }
      index++;
    }
    return rows;
  }

  /** Returns how many ids the text has with both ends; 77 at most if it is truncated. */
  private static int fill(int[] ids, String text, boolean truncate) {
    BytePairEncoder encoder = BytePairEncoder.clip();
    WordScanner words = new WordScanner(TextCleaning.clean(Objects.requireNonNull(text, "text")));
    ids[0] = START;
    int count = 1;
    for (@Nullable String word = words.next(); word != null; word = words.next()) {
      for (int id : idsOf(word, encoder)) {
        if (count < CONTEXT) {
          ids[count] = id;
        }
        count++;
      }
      if (truncate && count >= CONTEXT) {
        count = CONTEXT - 1;
        break;
      }
    }
    ids[Math.min(count, CONTEXT - 1)] = END;
    return count + 1;
  }

  private static int[] idsOf(String word, BytePairEncoder encoder) {
    return switch (word) {
      case WordScanner.START_OF_TEXT -> new int[] {START};
      case WordScanner.END_OF_TEXT -> new int[] {END};
      default -> encoder.encode(word.getBytes(StandardCharsets.UTF_8));
    };
  }

  private static String quoted(String text) {
    boolean whole = text.codePointCount(0, text.length()) <= QUOTED;
    return '"' + (whole ? text : text.substring(0, text.offsetByCodePoints(0, QUOTED)) + "…") + '"';
  }

  private static String tooLong(int count) {
    return " is too long for context length "
        + CONTEXT
        + ": it has "
        + count
        + " tokens with both ends (shorten it, or allow truncation)";
  }
}
