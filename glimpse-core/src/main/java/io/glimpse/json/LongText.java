package io.glimpse.json;

/** What a message may hold of a text that a stranger's file says, however long it is there. */
public final class LongText {

  private static final int LONGEST = 1500;
  private static final int START = 800;
  private static final int END = 400;

  private LongText() {}

  /** The text, without its middle if it is longer than a screen: what to do is at its end. */
  public static String shortened(String text) {
    if (text.length() <= LONGEST) {
      return text;
    }
    // A character of two halves would be torn.
    int start = text.offsetByCodePoints(0, START);
    int end = text.offsetByCodePoints(text.length(), -END);
    return text.substring(0, start) + " ... " + text.substring(end);
  }
}
