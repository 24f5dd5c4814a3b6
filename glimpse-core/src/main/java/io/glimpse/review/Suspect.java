package io.glimpse.review;

/**
 * What the other shots and the texts say of a shot that was left out.
 *
 * @param shot its place in the bank
 * @param label the class that it is filed under
 * @param suggested the likeliest other class
 * @param own the probability of its class, 0 to 1
 * @param other the probability of the other class, 0 to 1
 * @param suspicion {@code log other - log own}; above 0 where the other class is likelier
 */
public record Suspect(
    int shot, int label, int suggested, double own, double other, double suspicion) {

  /** With one shot in two of the other class, a shot is more likely of it than of all others. */
  private static final double LIKELY = 0.5;

  /**
   * Of 8 shots a class of Caltech101 with 5 % of the labels swapped, seen by the embedded encoder,
   * nine in ten of those below this and above the other limit were swapped; without any swapped, it
   * is one shot in eighty.
   */
  private static final double UNLIKELY = 0.02;

  /** How far a label is to be doubted. */
  public enum Verdict {
    /** Its own class is the likeliest. */
    AGREES("agrees"),
    /** Another class is likelier, but not by so much that the label is to blame. */
    UNSURE("unsure"),
    /** It looks like the other class, and hardly like its own. */
    LOOKS_LIKE_ANOTHER("looks like another");

    private final String word;

    Verdict(String word) {
      this.word = word;
    }

    /** What documents call it. */
    public String word() {
      return word;
    }
  }

  /** How far its label is to be doubted. */
  public Verdict verdict() {
    if (suspicion <= 0) {
      return Verdict.AGREES;
    }
    return other >= LIKELY && own <= UNLIKELY ? Verdict.LOOKS_LIKE_ANOTHER : Verdict.UNSURE;
  }
}
