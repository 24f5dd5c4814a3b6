package io.glimpse.report;

/** How an answer compares with the truth: a sign, a word and a style, never a colour alone. */
enum Verdict {
  RIGHT("✓", "right"),
  WRONG("✗", "wrong"),
  UNKNOWN("→", "answer");

  private final String sign;
  private final String word;

  Verdict(String sign, String word) {
    this.sign = sign;
    this.word = word;
  }

  String sign() {
    return sign;
  }

  /** Also the name of its style. */
  String word() {
    return word;
  }
}
