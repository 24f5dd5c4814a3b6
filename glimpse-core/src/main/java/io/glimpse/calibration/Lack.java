package io.glimpse.calibration;

/** Why probabilities are not calibrated. */
public enum Lack {
  /** Nothing lacks. */
  NONE(""),
  /** Classes are known by their names alone. */
  NO_EXAMPLES("nothing was learned from examples"),
  /** No class has two shots. */
  ONE_SHOT("with one example a class, nothing tells how sure to be; probabilities are cautious"),
  /** The method saw all shots, and there were no others. */
  NOTHING_UNSEEN("the method has seen all its examples; tune the bank on validation pictures"),
  /** The bank was made before banks could tell. */
  OLDER("the bank was made by an older version; tune it");

  private final String sentence;

  Lack(String sentence) {
    this.sentence = sentence;
  }

  /** For people, without a full stop; empty where nothing lacks. */
  public String sentence() {
    return sentence;
  }
}
