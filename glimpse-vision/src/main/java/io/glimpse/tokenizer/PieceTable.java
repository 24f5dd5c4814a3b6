package io.glimpse.tokenizer;

import java.util.Arrays;
import java.util.OptionalInt;
import java.util.concurrent.ThreadLocalRandom;

/**
 * The pieces of a vocabulary and their ids, for look-ups of a stretch of a text without a copy.
 *
 * <p>A hash grows with the stretch, character by character, so that all pieces that begin at one
 * place are found in one walk. Its factor is drawn anew for every table: no file can be made whose
 * pieces all collide.
 */
final class PieceTable {

  /** The largest vocabulary in use has 0.9 million pieces. */
  static final int MOST_PIECES = 1_500_000;

  /** No embedding in use has more rows than a million. */
  static final int MOST_ID = 9_999_999;

  /** In UTF-16; the longest in use, runs of blanks, have a few dozen. */
  static final int LONGEST = 128;

  private static final int MOST_CHARS = 32 << 20;

  /** No piece is there. */
  static final int NONE = -1;

  private final long factor = ThreadLocalRandom.current().nextLong() | 1;

  private char[] chars = new char[1 << 12];
  private int[] ends = new int[1 << 8];
  private int[] ids = new int[1 << 8];

  /** Open addressing: one more than the place of a piece; 0 is free. */
  private int[] slots = new int[1 << 10];

  private int size;
  private int longest;
  private int greatest = NONE;

  /**
   * Adds a piece, or gives it another id if it is there.
   *
   * @return whether it is new
   * @throws IllegalArgumentException if it is longer, or makes the table larger, than any in use
   */
  boolean put(String piece, int id) {
    if (piece.length() > LONGEST) {
      throw new IllegalArgumentException(
          "a piece has " + piece.length() + " characters, more than the " + LONGEST + " allowed");
    }
    greatest = Math.max(greatest, id);
    long hash = 0;
    for (int i = 0; i < piece.length(); i++) {
      hash = extend(hash, piece.charAt(i));
    }
    int slot = slot(hash, piece, 0, piece.length());
    if (slots[slot] != 0) {
      ids[slots[slot] - 1] = id;
      return false;
    }
    append(piece, id);
    slots[slot] = size;
    longest = Math.max(longest, piece.length());
    if (2 * size > slots.length) {
      spread();
    }
    return true;
  }

  private void append(String piece, int id) {
    int start = size == 0 ? 0 : ends[size - 1];
    if (size == MOST_PIECES || start + piece.length() > MOST_CHARS) {
      throw new IllegalArgumentException(
          "there are more than "
              + MOST_PIECES
              + " pieces, or "
              + MOST_CHARS
              + " characters in all of them");
    }
    if (size == ids.length) {
      ids = Arrays.copyOf(ids, 2 * size);
      ends = Arrays.copyOf(ends, 2 * size);
    }
    if (start + piece.length() > chars.length) {
      chars = Arrays.copyOf(chars, Math.max(2 * chars.length, start + piece.length()));
    }
    piece.getChars(0, piece.length(), chars, start);
    ends[size] = start + piece.length();
    ids[size++] = id;
  }

  private void spread() {
    slots = new int[2 * slots.length];
    for (int place = 0; place < size; place++) {
      long hash = 0;
      for (int i = start(place); i < ends[place]; i++) {
        hash = extend(hash, chars[i]);
      }
      int slot = first(hash);
      while (slots[slot] != 0) {
        slot = (slot + 1) & (slots.length - 1);
      }
      slots[slot] = place + 1;
    }
  }

  /** The hash of a stretch with one more character; that of an empty one is 0. */
  long extend(long hash, char c) {
    return (hash + c + 1) * factor;
  }

  /** The id of the piece {@code text[from, to)}, whose hash is given, or {@link #NONE}. */
  int find(long hash, String text, int from, int to) {
    if (to - from > longest) {
      return NONE;
    }
    int place = slots[slot(hash, text, from, to)];
    return place == 0 ? NONE : ids[place - 1];
  }

  /** The id of a piece, or {@link #NONE}. */
  int find(String piece) {
    long hash = 0;
    for (int i = 0; i < piece.length() && i <= longest; i++) {
      hash = extend(hash, piece.charAt(i));
    }
    return find(hash, piece, 0, piece.length());
  }

  OptionalInt idOf(String piece) {
    int id = find(piece);
    return id == NONE ? OptionalInt.empty() : OptionalInt.of(id);
  }

  /** In UTF-16. */
  int longest() {
    return longest;
  }

  /** One more than the greatest id. */
  int vocabulary() {
    return greatest + 1;
  }

  private int first(long hash) {
    long mixed = (hash ^ (hash >>> 32)) * 0x9e3779b97f4a7c15L;
    return (int) (mixed >>> 33) & (slots.length - 1);
  }

  private int slot(long hash, String text, int from, int to) {
    int slot = first(hash);
    while (slots[slot] != 0 && !holds(slots[slot] - 1, text, from, to)) {
      slot = (slot + 1) & (slots.length - 1);
    }
    return slot;
  }

  private boolean holds(int place, String text, int from, int to) {
    int start = start(place);
    if (ends[place] - start != to - from) {
      return false;
    }
    for (int i = 0; i < to - from; i++) {
      if (chars[start + i] != text.charAt(from + i)) {
        return false;
      }
    }
    return true;
  }

  private int start(int place) {
    return place == 0 ? 0 : ends[place - 1];
  }
}
