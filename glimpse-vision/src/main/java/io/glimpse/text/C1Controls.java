package io.glimpse.text;

/** The control characters U+0080 to U+009F, which are letters of Windows-1252 gone astray. */
final class C1Controls {

  private static final String WINDOWS_1252 =
      "€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ";

  private C1Controls() {}

  static boolean contains(int c) {
    return c >= 0x80 && c <= 0x9f;
  }

  /** What Windows-1252 has in its place; five of them stay, as it has nothing there. */
  static char repair(int c) {
    return WINDOWS_1252.charAt(c - 0x80);
  }
}
