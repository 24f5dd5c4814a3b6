package io.glimpse.document;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.glimpse.bank.Bank;
import io.glimpse.review.BankReview;
import io.glimpse.review.DuplicateShots;
import io.glimpse.review.Duplicates;
import io.glimpse.review.LeakedPicture;
import io.glimpse.review.NextShot;
import io.glimpse.review.Outlier;
import io.glimpse.review.Suspect;
import io.glimpse.review.ThinClass;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is wrong with a bank.
 *
 * @param bank its file
 * @param shots how many it has
 * @param judged how many of them could be left out
 * @param notJudged how many could not, being the only one of their class
 * @param labels every shot that could be left out, the most suspect first
 * @param doubles pairs of shots that show the same, those of two classes first
 * @param notCompared ids of shots that may be doubles, whose pictures could not be looked at
 * @param tested how many pictures to test with were compared; null where none were given
 * @param leaks pictures to test with that are shots; null where none were given
 * @param outliers shots that are little like any class, the least first
 * @param confused pairs of classes that are hard to tell apart, the hardest first
 * @param thin classes with one shot, or far fewer than the others
 * @param next every class by what one more shot promises, the most first
 */
public record BankCheckDocument(
    String bank,
    int shots,
    int judged,
    @JsonProperty("not_judged") int notJudged,
    List<Label> labels,
    List<Pair> doubles,
    @JsonProperty("not_compared") List<String> notCompared,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Integer tested,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable List<Leak> leaks,
    List<Unlike> outliers,
    List<Confused> confused,
    List<Thin> thin,
    List<Next> next,
    List<ErrorDocument> errors) {

  public BankCheckDocument {
    labels = List.copyOf(labels);
    doubles = List.copyOf(doubles);
    notCompared = List.copyOf(notCompared);
    leaks = leaks == null ? null : List.copyOf(leaks);
    outliers = List.copyOf(outliers);
    confused = List.copyOf(confused);
    thin = List.copyOf(thin);
    next = List.copyOf(next);
    errors = List.copyOf(errors);
  }

  /**
   * What was found.
   *
   * @param file where the bank lies
   * @param withTest whether there were pictures to test with
   */
  public static BankCheckDocument of(
      Bank bank,
      String file,
      BankReview review,
      Duplicates doubles,
      boolean withTest,
      List<ErrorDocument> errors) {
    return new BankCheckDocument(
        file,
        bank.shots().size(),
        review.ranked().size(),
        review.notJudged(),
        review.ranked().stream().map(suspect -> Label.of(bank, suspect)).toList(),
        doubles.shots().stream().map(pair -> Pair.of(bank, pair)).toList(),
        doubles.notCompared().stream().map(shot -> bank.shots().get(shot).id()).toList(),
        withTest ? (Integer) doubles.tested() : null,
        withTest ? doubles.test().stream().map(leak -> Leak.of(bank, leak)).toList() : null,
        review.outliers().stream().map(outlier -> Unlike.of(bank, outlier)).toList(),
        review.confused().stream()
            .map(
                pair ->
                    new Confused(
                        List.of(
                            bank.classes().name(pair.first()), bank.classes().name(pair.second())),
                        pair.share()))
            .toList(),
        review.thin().stream().map(thin -> Thin.of(bank, thin)).toList(),
        review.next().stream().map(next -> Next.of(bank, next)).toList(),
        errors);
  }

  /**
   * A shot.
   *
   * @param id the beginning of its content's digest
   * @param name its class
   * @param source the file that it was made of
   */
  public record Shot(String id, @JsonProperty("class") String name, String source) {

    static Shot of(Bank bank, int shot) {
      return new Shot(
          bank.shots().get(shot).id(),
          bank.classes().name(bank.cache().label(shot)),
          bank.shots().get(shot).source());
    }
  }

  /**
   * What the other shots and the texts say of a shot's label.
   *
   * @param verdict {@code agrees}, {@code unsure} or {@code looks like another}
   * @param suspicion logarithm of {@code other} over {@code own}
   * @param own the probability of its class
   * @param suggested the likeliest other class
   * @param other the probability of that
   */
  public record Label(
      Shot shot, String verdict, double suspicion, double own, String suggested, double other) {

    private static Label of(Bank bank, Suspect suspect) {
      return new Label(
          Shot.of(bank, suspect.shot()),
          suspect.verdict().word(),
          suspect.suspicion(),
          suspect.own(),
          bank.classes().name(suspect.suggested()),
          suspect.other());
    }
  }

  /**
   * Two shots that show the same.
   *
   * @param cosine of their features
   * @param agreement of their pictures; null where they could not be compared
   * @param mirrored whether the one is the mirror image of the other
   * @param across whether they are of two classes
   */
  public record Pair(
      Shot first,
      Shot second,
      double cosine,
      @Nullable Double agreement,
      boolean mirrored,
      boolean across) {

    private static Pair of(Bank bank, DuplicateShots pair) {
      return new Pair(
          Shot.of(bank, pair.first()),
          Shot.of(bank, pair.second()),
          pair.cosine(),
          pair.agreement(),
          pair.mirrored(),
          pair.across());
    }
  }

  /**
   * A picture to test with that is a shot.
   *
   * @param sameFile whether they are the same byte for byte
   * @param agreement null where the pictures could not, or need not, be compared
   */
  public record Leak(
      String path,
      Shot shot,
      @JsonProperty("same_file") boolean sameFile,
      double cosine,
      @Nullable Double agreement,
      boolean mirrored) {

    static Leak of(Bank bank, LeakedPicture leak) {
      return new Leak(
          leak.path(),
          Shot.of(bank, leak.shot()),
          leak.sameFile(),
          leak.cosine(),
          leak.agreement(),
          leak.mirrored());
    }
  }

  /**
   * A shot that is little like any class.
   *
   * @param likeness the lower, the less
   * @param fence below which it is an outlier
   */
  public record Unlike(Shot shot, double likeness, double fence) {

    private static Unlike of(Bank bank, Outlier outlier) {
      return new Unlike(Shot.of(bank, outlier.shot()), outlier.likeness(), outlier.fence());
    }
  }

  /**
   * Two classes that are hard to tell apart.
   *
   * @param share the mean probability that shots of the one give to the other
   */
  public record Confused(List<String> classes, double share) {

    public Confused {
      classes = List.copyOf(classes);
    }
  }

  /**
   * A class with few shots.
   *
   * @param usual the median of all classes
   */
  public record Thin(@JsonProperty("class") String name, int shots, int usual) {

    private static Thin of(Bank bank, ThinClass thin) {
      return new Thin(bank.classes().name(thin.label()), thin.shots(), thin.usual());
    }
  }

  /**
   * A class by what one more shot promises.
   *
   * @param missed the mean probability that its shots give to other classes
   * @param gain by which classes are ranked
   */
  public record Next(@JsonProperty("class") String name, int shots, double missed, double gain) {

    private static Next of(Bank bank, NextShot next) {
      return new Next(bank.classes().name(next.label()), next.shots(), next.missed(), next.gain());
    }
  }
}
