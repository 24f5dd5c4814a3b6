package io.glimpse.tokenizer;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * SentencePiece's {@code precompiled_charsmap}: at each place the longest sequence of bytes that
 * has a replacement is replaced, else one character stays.
 *
 * <p>The sequences are a Darts double array, of 32-bit units: a unit has the byte that leads to it,
 * a flag that a sequence ends there, and an offset; the unit that byte {@code b} leads to is at
 * {@code place ^ offset ^ b}, and the one of byte 0 tells where the replacement stands. All of it
 * that can be reached is walked once before it is used: a link out of the array, a circle, or a
 * replacement beyond the text cannot be met later.
 */
final class CharacterMap implements TextStep {

  /** SentencePiece's own maps have sequences of some 20 bytes and replacements of 33. */
  private static final int MOST_BYTES = 128;

  private static final int OFFSET_OF_TEXT = Integer.BYTES;

  private final int[] units;
  private final byte[] text;

  private CharacterMap(int[] units, byte[] text) {
    this.units = units;
    this.text = text;
  }

  /**
   * Reads a map: the array's length in bytes, the array, and the replacements, each with a zero
   * byte at its end.
   *
   * @param blob little-endian; an empty one maps nothing
   * @throws IllegalArgumentException if it is not sound; the message follows the map's name
   */
  static TextStep of(byte[] blob) {
    if (blob.length == 0) {
      return text -> text;
    }
    ByteBuffer buffer = ByteBuffer.wrap(blob).order(ByteOrder.LITTLE_ENDIAN);
    long bytes = blob.length < OFFSET_OF_TEXT ? -1 : Integer.toUnsignedLong(buffer.getInt());
    if (bytes <= 0 || bytes % Integer.BYTES != 0 || bytes > buffer.remaining()) {
      throw new IllegalArgumentException(
          "says that its array has %d bytes, but there are %d"
              .formatted(Math.max(bytes, 0), buffer.remaining()));
    }
    int[] units = new int[(int) bytes / Integer.BYTES];
    buffer.asIntBuffer().get(units);
    byte[] text = Arrays.copyOfRange(blob, OFFSET_OF_TEXT + (int) bytes, blob.length);
    CharacterMap map = new CharacterMap(units, text);
    map.check(0, new byte[units.length], 0);
    return map;
  }

  /**
   * Walks all sequences from a state on.
   *
   * @param heights by place, one more than what was returned for it, so that parts that sequences
   *     share are walked once; 0 where nobody was
   * @param depth bytes that led here
   * @return bytes that lead on from here at most
   */
  private int check(int place, byte[] heights, int depth) {
    int height = heights[place] - 1;
    if (height < 0) {
      height = 0;
      int base = base(place);
      if ((base | 0xff) >= units.length) {
        throw new IllegalArgumentException("has a link to a place outside its array");
      }
      if (ends(units[place])) {
        checkReplacement(replacement(base));
      }
      for (int label = 1; depth < MOST_BYTES && label <= 0xff; label++) {
        if (leads(units[base ^ label], label)) {
          height = Math.max(height, 1 + check(base ^ label, heights, depth + 1));
        }
      }
      heights[place] = (byte) (height + 1);
    }
    if (depth + height >= MOST_BYTES) {
      throw new IllegalArgumentException(
          "has a circle, or a sequence of more than " + MOST_BYTES + " bytes");
    }
    return height;
  }

  private void checkReplacement(int start) {
    int end = start;
    while (end < text.length && text[end] != 0 && end - start < MOST_BYTES) {
      end++;
    }
    if (end >= text.length || text[end] != 0) {
      throw new IllegalArgumentException(
          "has a replacement of more than %d bytes, or one beyond its end".formatted(MOST_BYTES));
    }
    byte[] replacement = Arrays.copyOfRange(text, start, end);
    String decoded = new String(replacement, StandardCharsets.UTF_8);
    if (!Arrays.equals(replacement, decoded.getBytes(StandardCharsets.UTF_8))) {
      throw new IllegalArgumentException("has a replacement that is not UTF-8");
    }
  }

  private int base(int place) {
    int unit = units[place];
    return place ^ ((unit >>> 10) << ((unit & 0x200) >>> 6));
  }

  /** Whether it is the unit that a byte leads to, and not one of another state or of no byte. */
  private static boolean leads(int unit, int label) {
    return (unit & 0x800000ff) == label;
  }

  private static boolean ends(int unit) {
    return (unit & 0x100) != 0;
  }

  private int replacement(int base) {
    return units[base] & 0x7fffffff;
  }

  @Override
  public String apply(String from) {
    byte[] bytes = from.getBytes(StandardCharsets.UTF_8);
    ByteArrayOutputStream out = new ByteArrayOutputStream(bytes.length + MOST_BYTES);
    boolean isChanged = false;
    for (int i = 0; i < bytes.length; ) {
      int end = i;
      int start = 0;
      int base = base(0);
      for (int next = i; next < bytes.length; next++) {
        int label = Byte.toUnsignedInt(bytes[next]);
        int place = base ^ label;
        if (label == 0 || !leads(units[place], label)) {
          break;
        }
        base = base(place);
        if (ends(units[place])) {
          end = next + 1;
          start = replacement(base);
        }
      }
      if (end > i) {
        isChanged = true;
        while (text[start] != 0) {
          out.write(text[start++]);
        }
      } else {
        end = i + lengthOfCharacter(bytes[i]);
        out.write(bytes, i, end - i);
      }
      i = end;
    }
    return isChanged ? out.toString(StandardCharsets.UTF_8) : from;
  }

  private static int lengthOfCharacter(byte first) {
    int b = Byte.toUnsignedInt(first);
    return b < 0x80 ? 1 : b < 0xe0 ? 2 : b < 0xf0 ? 3 : 4;
  }
}
