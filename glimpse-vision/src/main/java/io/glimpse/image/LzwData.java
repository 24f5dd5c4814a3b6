package io.glimpse.image;

/**
 * Undoes the LZW of TIFF 6: codes of 9 to 12 bits, the highest bit first, which become longer one
 * code early. One serves all parts of a picture, since its tables are larger than a small part.
 */
final class LzwData {

  private static final int CLEAR = 256;
  private static final int END = 257;
  private static final int FIRST_FREE = 258;
  private static final int SHORTEST = 9;
  private static final int LONGEST = 12;

  private byte[] in = {};
  private int end;
  private int at;
  private int bits;
  private int held;

  /** A string is the one before its last byte, and that byte. */
  private final short[] prefix = new short[1 << LONGEST];

  private final byte[] last = new byte[1 << LONGEST];
  private final byte[] first = new byte[1 << LONGEST];
  private final int[] length = new int[1 << LONGEST];

  LzwData() {
    for (int i = 0; i < CLEAR; i++) {
      last[i] = (byte) i;
      first[i] = (byte) i;
      length[i] = 1;
    }
  }

  /** Whether it begins as the LZW of TIFF 5 does, whose codes have the lowest bit first. */
  static boolean isOld(byte[] in, int from, int end) {
    return end - from >= 2 && in[from] == 0 && (in[from + 1] & 1) != 0;
  }

  /**
   * Fills an array.
   *
   * @return how many bytes there were, at most as many as it has
   */
  int unpack(byte[] packed, int from, int until, byte[] out) {
    in = packed;
    at = from;
    end = until;
    bits = 0;
    held = 0;
    int written = 0;
    int width = SHORTEST;
    int free = FIRST_FREE;
    int before = -1;
    while (written < out.length) {
      int code = next(width);
      if (code < 0 || code == END) {
        return written;
      }
      if (code == CLEAR) {
        width = SHORTEST;
        free = FIRST_FREE;
        before = -1;
        continue;
      }
      boolean known = code < CLEAR || (code >= FIRST_FREE && code < free);
      if (before >= 0 && free < prefix.length) {
        prefix[free] = (short) before;
        first[free] = first[before];
        last[free] = first[known ? code : before];
        length[free] = length[before] + 1;
        known |= code == free;
        free++;
      }
      if (!known) {
        throw new IllegalArgumentException("a code of LZW that means nothing");
      }
      written += string(code, out, written);
      before = code;
      if (free == (1 << width) - 1 && width < LONGEST) {
        width++;
      }
    }
    return written;
  }

  private int string(int code, byte[] out, int to) {
    int count = Math.min(length[code], out.length - to);
    int rest = code;
    for (int i = length[code] - 1; i >= 0; i--) {
      if (i < count) {
        out[to + i] = last[rest];
      }
      rest = prefix[rest];
    }
    return count;
  }

  /** The next code; -1 at the end of the data. */
  private int next(int width) {
    while (held < width) {
      if (at == end) {
        return -1;
      }
      bits = (bits << 8) | (in[at++] & 0xff);
      held += 8;
    }
    held -= width;
    return (bits >>> held) & ((1 << width) - 1);
  }
}
