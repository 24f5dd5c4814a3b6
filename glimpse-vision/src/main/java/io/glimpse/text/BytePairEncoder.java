package io.glimpse.text;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.CharBuffer;

/**
 * Byte-level byte-pair encoding: of all neighbours in a word, those of the earliest merge are
 * joined, until none is in the table.
 *
 * <p>Ids 0 to 255 are the bytes, 256 to 511 the same at the end of a word, and merge {@code r}
 * makes id {@code 512 + r}. A merge therefore joins only smaller ids, and every id names its merge.
 */
final class BytePairEncoder implements PairMerging.Merges {

  private static final int BYTES = 256;
  private static final int FIRST_MERGED = 2 * BYTES;

  private final int[] idOfByte = idsOfBytes();

  /** Open addressing: two ids in one key, and in the same slot what they make; 0 is free. */
  private final int[] keys;

  private final char[] merged;

  private BytePairEncoder(CharBuffer halves) {
    int capacity = Integer.highestOneBit(halves.remaining()) * 2;
    keys = new int[capacity];
    merged = new char[capacity];
    for (int id = FIRST_MERGED; halves.hasRemaining(); id++) {
      int key = key(halves.get(), halves.get());
      int slot = slot(key);
      keys[slot] = key;
      merged[slot] = (char) id;
    }
  }

  /** The encoder of CLIP's 48,894 merges. */
  static BytePairEncoder clip() {
    return Clip.ENCODER;
  }

  private static final class Clip {
    static final BytePairEncoder ENCODER =
        new BytePairEncoder(
            ByteBuffer.wrap(Resources.bytes("merges.bin"))
                .order(ByteOrder.LITTLE_ENDIAN)
                .asCharBuffer());
  }

  /** The vocabulary names printable Latin-1 first, then all other bytes, both in their order. */
  private static int[] idsOfBytes() {
    int[] ids = new int[BYTES];
    int id = 0;
    for (boolean printable : new boolean[] {true, false}) {
      for (int b = 0; b < BYTES; b++) {
        if (printable == ((b > ' ' && b < 0x7f) || (b > 0xa0 && b != 0xad))) {
          ids[b] = id++;
        }
      }
    }
    return ids;
  }

  private static int key(int left, int right) {
    return (left << 16) | right;
  }

  /** Where the key is, or the free slot where it belongs. */
  private int slot(int key) {
    int mask = keys.length - 1;
    int slot = ((key * 0x9e3779b9) >>> 15) & mask;
    while (merged[slot] != 0 && keys[slot] != key) {
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  /** The id that two neighbours make, or 0. */
  int merge(int left, int right) {
    return merged[slot(key(left, right))];
  }

  /** The ids of a word's bytes before any merge. */
  int[] symbols(byte[] word) {
    int[] symbols = new int[word.length];
    for (int i = 0; i < word.length; i++) {
      symbols[i] = idOfByte[Byte.toUnsignedInt(word[i])];
    }
    if (word.length > 0) {
      symbols[word.length - 1] += BYTES;
    }
    return symbols;
  }

  /** The ids of one word, in time n·log n for n bytes. */
  int[] encode(byte[] word) {
    return PairMerging.join(symbols(word), this);
  }

  @Override
  public int rank(int left, int right) {
    return Math.max(-1, merge(left, right) - FIRST_MERGED);
  }

  @Override
  public int made(int rank) {
    return FIRST_MERGED + rank;
  }
}
