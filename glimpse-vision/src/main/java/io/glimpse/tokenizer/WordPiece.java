package io.glimpse.tokenizer;

import java.util.OptionalInt;

/**
 * BERT's model: a word is taken apart from the left, the longest piece first, where pieces within
 * it are spelt with a prefix. A word that cannot be taken apart to its end is one unknown id.
 */
final class WordPiece implements WordModel {

  private final PieceTable pieces;
  private final String prefix;
  private final int unknown;
  private final int longestWord;

  /**
   * @param prefix of pieces within a word, such as {@code ##}
   * @param unknown the id of other words
   * @param longestWord characters of a word, above which it is unknown
   */
  WordPiece(PieceTable pieces, String prefix, int unknown, int longestWord) {
    this.pieces = pieces;
    this.prefix = prefix;
    this.unknown = unknown;
    this.longestWord = longestWord;
  }

  @Override
  public void encode(String word, IdList ids) {
    if (word.codePointCount(0, word.length()) > longestWord) {
      ids.add(unknown);
      return;
    }
    int[] found = new int[word.length()];
    int count = 0;
    String rest = word;
    while (rest.length() > (count == 0 ? 0 : prefix.length())) {
      int end = longestPiece(rest, count == 0 ? 0 : prefix.length());
      if (end == 0) {
        ids.add(unknown);
        return;
      }
      found[count++] = pieces.find(rest.substring(0, end));
      rest = prefix + rest.substring(end);
    }
    for (int i = 0; i < count; i++) {
      ids.add(found[i]);
    }
  }

  /** Where the longest piece at the start of a text ends, beyond {@code least}; 0 for none. */
  private int longestPiece(String text, int least) {
    long hash = 0;
    int found = 0;
    int last = Math.min(text.length(), pieces.longest());
    for (int end = 1; end <= last; end++) {
      hash = pieces.extend(hash, text.charAt(end - 1));
      if (end > least && pieces.find(hash, text, 0, end) != PieceTable.NONE) {
        found = end;
      }
    }
    return found;
  }

  @Override
  public OptionalInt idOf(String piece) {
    return pieces.idOf(piece);
  }

  @Override
  public int vocabulary() {
    return pieces.vocabulary();
  }
}
