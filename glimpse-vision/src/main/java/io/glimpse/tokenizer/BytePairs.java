package io.glimpse.tokenizer;

import io.glimpse.text.PairMerging;
import java.util.Arrays;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * Byte-pair encoding of words whose symbols are characters: what Gemma's files hold, with pieces of
 * bytes for other characters, and CLIP's, where the last character of a word is one of its own.
 */
final class BytePairs implements WordModel {

  private final PieceTable pieces;
  private final MergeTable merges;
  private final String suffix;
  private final int unknown;
  private final boolean fusesUnknown;
  private final @Nullable ByteFallback bytes;

  /**
   * @param suffix what the last character of a word ends with, such as {@code </w>}; may be empty
   * @param unknown the id of what has no piece; {@link PieceTable#NONE} leaves it out
   * @param fusesUnknown whether unknown characters in a row are one id
   * @param bytes what spells unknown characters, if anything does
   */
  BytePairs(
      PieceTable pieces,
      MergeTable merges,
      String suffix,
      int unknown,
      boolean fusesUnknown,
      @Nullable ByteFallback bytes) {
    this.pieces = pieces;
    this.merges = merges;
    this.suffix = suffix;
    this.unknown = unknown;
    this.fusesUnknown = fusesUnknown;
    this.bytes = bytes;
  }

  @Override
  public void encode(String word, IdList ids) {
    ids.addAll(PairMerging.join(symbols(word), merges));
  }

  /** The ids before any merge. */
  int[] symbols(String word) {
    int[] symbols = new int[word.length()];
    int count = 0;
    boolean afterUnknown = false;
    for (int start = 0; start < word.length(); ) {
      int end = start + Character.charCount(word.codePointAt(start));
      int id = idOfCharacter(word, start, end);
      int[] spelt =
          id != PieceTable.NONE || bytes == null
              ? new int[0]
              : bytes.ids(word.substring(start, end));
      // A character has up to two places in the word and four bytes.
      if (count + spelt.length >= symbols.length) {
        symbols = Arrays.copyOf(symbols, 2 * symbols.length + spelt.length);
      }
      boolean isUnknown = id == PieceTable.NONE && spelt.length == 0;
      if (id != PieceTable.NONE) {
        symbols[count++] = id;
      } else if (!isUnknown) {
        System.arraycopy(spelt, 0, symbols, count, spelt.length);
        count += spelt.length;
      } else if (unknown != PieceTable.NONE && !(afterUnknown && fusesUnknown)) {
        symbols[count++] = unknown;
      }
      afterUnknown = isUnknown;
      start = end;
    }
    return Arrays.copyOf(symbols, count);
  }

  private int idOfCharacter(String word, int start, int end) {
    return suffix.isEmpty() || end < word.length()
        ? find(word, start, end)
        : pieces.find(word.substring(start) + suffix);
  }

  private int find(String word, int start, int end) {
    long hash = 0;
    for (int i = start; i < end; i++) {
      hash = pieces.extend(hash, word.charAt(i));
    }
    return pieces.find(hash, word, start, end);
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
