package io.glimpse.calibration;

/** Why probabilities are not calibrated. */
public enum Lack {
  /** Nothing lacks. */
  NONE(""),
  /** Classes are known by their names alone. */
  NO_EXAMPLES("nothing was learned from examples"),
  /** No class has two shots. */
  ONE_SHOT("with one example a class, nothing tells how sure to be; probabilities are cautious"),
  /** The softmax of one logit is 1. */
  ONE_CLASS(
      "there is one class, and its probability is always 1; the score of what is unknown tells whether"
          + " a picture is like its examples"),
  /** Nor do so few examples of the only class say from which score on a picture is unlike them. */
  FEW_OF_ONE(
      "there is one class, and its probability is always 1; it takes at least 3 different examples to"
          + " tell which pictures are not like it"),
  /** What looks at places has learned of too few examples a class how far to trust them. */
  FEW_SHOTS(
      "with fewer than 4 examples a class, what small places say is trusted too much; add examples or"
          + " tune the bank on validation pictures"),
  /** The method cannot answer a shot as if it had not seen it, and there were no other pictures. */
  NOTHING_UNSEEN(
      "the method cannot leave an example out; tune the bank on validation pictures, or build it with"
          + " such"),
  /** Shots times classes are more than is kept in memory for this. */
  TOO_LARGE("there are too many classes and examples to leave each out in turn"),
  /** The bank was made before banks could tell. */
  OLDER("the bank was made by an older version; tune it, or build it anew");

  private final String sentence;

  Lack(String sentence) {
    this.sentence = sentence;
  }

  /**
   * The lack of that name.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static Lack of(String name) {
    for (Lack lack : values()) {
      if (lack.name().equals(name)) {
        return lack;
      }
    }
    throw new IllegalArgumentException("there is no lack '" + name + "'");
  }

  /** For people, without a full stop; empty where nothing lacks. */
  public String sentence() {
    return sentence;
  }
}
