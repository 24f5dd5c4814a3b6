package io.glimpse.text;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** UTF-8 that has been through a wrong encoding; its bytes are given as characters up to U+00FF. */
final class Utf8Bytes {

  /**
   * The grave a alone: a word in French and in Portuguese, unless it begins àquele and the like.
   */
  private static final Pattern GRAVE_A = Pattern.compile("\u00c3 (?! |quele|quela|quilo|s )");

  /** Sequences with a blank for byte A0, of those whose characters are likely in running text. */
  private static final Pattern BLANK_FOR_A0 =
      Pattern.compile(
          "[\u00c2\u00c3\u00c5\u00ce\u00d0\u00d9] "
              + "|[\u00e2\u00e3] [\u0080-\u0084\u0086-\u009f\u00a1-\u00bf]"
              + "|[\u00e0-\u00e3][\u0080-\u0084\u0086-\u009f\u00a1-\u00bf] "
              + "|\u00f0 [\u0080-\u00bf]{2}"
              + "|\u00f0[\u0080-\u00bf] [\u0080-\u00bf]"
              + "|\u00f0[\u0080-\u00bf]{2} ");

  /** Sequences with lost bytes, of which a question mark may stand for one. */
  private static final Pattern LOSSY =
      Pattern.compile(
          "[\u00c2-\u00df]\u001a"
              + "|[\u00c2\u00c3]\\?"
              + "|\u00ed[\u00a0-\u00af][\u001a?]\u00ed[\u00b0-\u00bf][\u001a?\u0080-\u00bf]"
              + "|\u00ed[\u00a0-\u00af][\u001a?\u0080-\u00bf]\u00ed[\u00b0-\u00bf][\u001a?]"
              + "|[\u00e0-\u00ef][\u001a?][\u001a\u0080-\u00bf]"
              + "|[\u00e0-\u00ef][\u001a\u0080-\u00bf][\u001a?]"
              + "|[\u00f0-\u00f4][\u001a?][\u001a\u0080-\u00bf]{2}"
              + "|[\u00f0-\u00f4][\u001a\u0080-\u00bf][\u001a?][\u001a\u0080-\u00bf]"
              + "|[\u00f0-\u00f4][\u001a\u0080-\u00bf]{2}[\u001a?]"
              + "|\u001a");

  private static final String REPLACEMENT = latin1("\ufffd");

  /** Java's modified UTF-8: surrogates one by one, as in CESU-8, and two bytes for U+0000. */
  private static final Pattern MODIFIED =
      Pattern.compile(
          "\u00c0\u0080"
              + "|\u00ed[\u00a0-\u00af][\u0080-\u00bf]\u00ed[\u00b0-\u00bf][\u0080-\u00bf]");

  private Utf8Bytes() {}

  static String withBytesA0(String bytes) {
    return BLANK_FOR_A0
        .matcher(GRAVE_A.matcher(bytes).replaceAll("\u00c3\u00a0 "))
        .replaceAll(match -> match.group().replace(' ', '\u00a0'));
  }

  static String withoutLostBytes(String bytes) {
    return LOSSY.matcher(bytes).replaceAll(REPLACEMENT);
  }

  /** The text, or null if the bytes are not UTF-8. */
  static @Nullable String decode(String bytes) {
    String standard =
        MODIFIED
            .matcher(bytes)
            .replaceAll(match -> Matcher.quoteReplacement(standardForm(match.group())));
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(standard.getBytes(StandardCharsets.ISO_8859_1)))
          .toString();
    } catch (CharacterCodingException e) {
      return null;
    }
  }

  private static String standardForm(String modified) {
    if (modified.length() == 2) {
      return "\0";
    }
    return latin1(
        new String(
            new char[] {surrogate(modified.substring(0, 3)), surrogate(modified.substring(3))}));
  }

  private static char surrogate(String bytes) {
    return (char) (0xd000 | ((bytes.charAt(1) & 0x3f) << 6) | (bytes.charAt(2) & 0x3f));
  }

  private static String latin1(String text) {
    return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
  }
}
