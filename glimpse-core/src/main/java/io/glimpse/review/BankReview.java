package io.glimpse.review;

import io.glimpse.bank.Bank;
import java.util.Arrays;
import java.util.List;

/**
 * What features, labels and texts say of the quality of a bank, whatever its method. Everything is
 * computed from the shots, each answered exactly without itself by the method {@code auto}.
 *
 * @param ranked every shot whose class has another, the most suspect first
 * @param notJudged how many shots are the only one of their class, and so cannot be left out
 * @param outliers shots that are little like any class, the least first
 * @param confused pairs of classes that are hard to tell apart, the hardest first
 * @param thin classes with one shot, or far fewer than the others; the thinnest first
 * @param next every class, by what one more shot promises, the most first
 */
public record BankReview(
    List<Suspect> ranked,
    int notJudged,
    List<Outlier> outliers,
    List<ConfusedPair> confused,
    List<ThinClass> thin,
    List<NextShot> next) {

  public BankReview {
    ranked = List.copyOf(ranked);
    outliers = List.copyOf(outliers);
    confused = List.copyOf(confused);
    thin = List.copyOf(thin);
    next = List.copyOf(next);
  }

  /**
   * Reviews a bank.
   *
   * @throws IllegalArgumentException if it has more shots times classes than fit in one matrix
   */
  public static BankReview of(Bank bank) {
    LeftOutShots shots = LeftOutShots.of(bank);
    ClassNeeds needs = new ClassNeeds(shots);
    List<Suspect> ranked = shots.ranked();
    int notJudged = (int) Arrays.stream(shots.counts()).filter(count -> count == 1).count();
    return new BankReview(
        ranked,
        notJudged,
        Outliers.of(bank, shots),
        Confusions.of(shots),
        needs.thin(),
        needs.next());
  }

  /** The shots of some verdict, the most suspect first. */
  public List<Suspect> suspects(Suspect.Verdict verdict) {
    return ranked.stream().filter(suspect -> suspect.verdict() == verdict).toList();
  }
}
