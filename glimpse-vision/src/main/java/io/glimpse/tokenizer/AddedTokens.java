package io.glimpse.tokenizer;

import io.glimpse.text.CharacterKind;
import java.util.BitSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.Consumer;
import java.util.function.IntConsumer;

/** Tokens that are found in a text as they are spelt, the longest first, before any other step. */
final class AddedTokens {

  /**
   * One of them.
   *
   * @param content its spelling, not empty
   * @param takesLeft whether white space before it belongs to it
   * @param takesRight whether white space behind it belongs to it
   */
  record Token(int id, String content, boolean takesLeft, boolean takesRight) {}

  private final List<Token> tokens;

  /** Spellings, whose ids here are places in the list. */
  private final PieceTable contents = new PieceTable();

  private final BitSet firsts = new BitSet();

  /**
   * @param all any number; the last of two that are spelt alike counts
   * @throws IllegalArgumentException if one of them is beyond all reason
   */
  AddedTokens(List<Token> all) {
    tokens = List.copyOf(all);
    for (int place = 0; place < tokens.size(); place++) {
      contents.put(tokens.get(place).content, place);
      firsts.set(tokens.get(place).content.charAt(0));
    }
  }

  /**
   * Gives the stretches of a text in their order.
   *
   * @param text takes what lies between tokens, never empty
   * @param id takes the ids of tokens
   */
  void split(String from, Consumer<String> text, IntConsumer id) {
    int start = 0;
    for (int i = firsts.isEmpty() ? from.length() : 0; i < from.length(); ) {
      int end = firsts.get(from.charAt(i)) ? end(from, i) : 0;
      if (end == 0) {
        i++;
        continue;
      }
      Token token = tokens.get(contents.find(from.substring(i, end)));
      int left = i;
      while (token.takesLeft && left > start && isWhite(from, left - 1)) {
        left--;
      }
      while (token.takesRight && end < from.length() && isWhite(from, end)) {
        end++;
      }
      if (left > start) {
        text.accept(from.substring(start, left));
      }
      id.accept(token.id);
      start = end;
      i = end;
    }
    if (start < from.length()) {
      text.accept(from.substring(start));
    }
  }

  private static boolean isWhite(String text, int index) {
    return CharacterKind.isWhiteSpace(text.charAt(index));
  }

  /** Where the longest token that begins at a place ends, or 0. */
  private int end(String from, int start) {
    long hash = 0;
    int found = 0;
    int last = Math.min(from.length(), start + contents.longest());
    for (int end = start + 1; end <= last; end++) {
      hash = contents.extend(hash, from.charAt(end - 1));
      if (contents.find(hash, from, start, end) != PieceTable.NONE) {
        found = end;
      }
    }
    return found;
  }

  OptionalInt idOf(String content) {
    int place = contents.find(content);
    return place == PieceTable.NONE ? OptionalInt.empty() : OptionalInt.of(tokens.get(place).id);
  }

  /** One more than the greatest id. */
  int vocabulary() {
    return tokens.stream().mapToInt(token -> token.id + 1).max().orElse(0);
  }
}
