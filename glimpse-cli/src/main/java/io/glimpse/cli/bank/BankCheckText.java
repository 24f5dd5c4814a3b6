package io.glimpse.cli.bank;

import io.glimpse.bank.Bank;
import io.glimpse.cli.console.Console;
import io.glimpse.inference.BankCheck;
import io.glimpse.page.Numbers;
import io.glimpse.review.BankReview;
import io.glimpse.review.ConfusedPair;
import io.glimpse.review.DuplicateShots;
import io.glimpse.review.Duplicates;
import io.glimpse.review.LeakedPicture;
import io.glimpse.review.NextShot;
import io.glimpse.review.Outlier;
import io.glimpse.review.Suspect;
import io.glimpse.review.ThinClass;
import io.glimpse.shots.ReadyExamples;
import java.util.List;
import java.util.function.Function;

/** What a check found, for a terminal: the most important first, and no more than can be read. */
final class BankCheckText {

  /** Lines of what should be mended. */
  private static final int MOST = 20;

  /** Lines of what is good to know. */
  private static final int FEW = 5;

  private final Bank bank;
  private final BankReview review;
  private final Duplicates doubles;
  private final Console console;

  BankCheckText(Bank bank, BankCheck check, Console console) {
    this.bank = bank;
    this.review = check.review();
    this.doubles = check.doubles();
    this.console = console;
  }

  void print(String file) {
    console.print(
        "%s: %s, %s, %s",
        file,
        ofOneClass() ? "1 class" : bank.classes().size() + " classes",
        Numbers.count(bank.shots().size(), "shot"),
        ofOneClass()
            ? "so that no label can be of another class; doubles are looked for"
            : review.ranked().isEmpty()
                ? "none of which can be left out"
                : review.ranked().size() + " of them each left out in turn");
    labels();
    List<DuplicateShots> across = doubles.shots().stream().filter(DuplicateShots::across).toList();
    List<DuplicateShots> within = doubles.shots().stream().filter(pair -> !pair.across()).toList();
    list("%s of two classes:", across, "double", MOST, this::line);
    list(
        "%s with the shots, so that what is measured on them is too high:",
        doubles.test(), "shared test picture", MOST, this::line);
    list("%s within a class:", within, "double", MOST, this::line);
    list("%s little like any class:", review.outliers(), "shot", MOST, this::line);
    unseen();
    thin();
    list("%s of classes hard to tell apart:", review.confused(), "pair", FEW, this::line);
    next();
  }

  private boolean ofOneClass() {
    return bank.classes().isSingle();
  }

  private void labels() {
    List<Suspect> wrong = review.suspects(Suspect.Verdict.LOOKS_LIKE_ANOTHER);
    int unsure = review.suspects(Suspect.Verdict.UNSURE).size();
    list("%s to look at again:", wrong, "label", MOST, this::line);
    if (wrong.isEmpty() && !review.ranked().isEmpty()) {
      console.print("no label looks wrong");
    }
    if (unsure > 0) {
      console.print(
          "%s merely unsure: likelier of another class, but not by so much that the label is to"
              + " blame",
          Numbers.count(unsure, "shot") + (unsure == 1 ? " is" : " are"));
    }
    if (review.notJudged() > 0) {
      console.print(
          "%s could not be judged, being the only %s",
          Numbers.count(review.notJudged(), "shot"),
          review.notJudged() == 1 ? "one of its class" : "ones of their classes");
    }
  }

  /** A heading and its lines; nothing where there is nothing to say. */
  private <T> void list(
      String heading, List<T> all, String noun, int most, Function<T, String> line) {
    if (all.isEmpty()) {
      return;
    }
    console.print(heading, Numbers.count(all.size(), noun));
    all.stream().limit(most).forEach(one -> console.printLine("  " + line.apply(one)));
    if (all.size() > most) {
      console.print("  and %d more; --json has all", all.size() - most);
    }
  }

  private String line(Suspect suspect) {
    return "%s: %s (%s) looks like %s (%s)"
        .formatted(
            shot(suspect.shot()),
            name(suspect.label()),
            percent(suspect.own()),
            name(suspect.suggested()),
            percent(suspect.other()));
  }

  private String line(DuplicateShots pair) {
    String between = pair.mirrored() ? " is the mirror image of " : " is the same as ";
    return pair.across()
        ? shot(pair.second())
            + " ("
            + className(pair.second())
            + ")"
            + between
            + shot(pair.first())
            + " ("
            + className(pair.first())
            + ")"
        : shot(pair.second()) + between + shot(pair.first());
  }

  private String line(LeakedPicture leak) {
    String what =
        leak.sameFile()
            ? " is the very file "
            : leak.mirrored() ? " is the mirror image of " : " is the same as ";
    return leak.path() + what + shot(leak.shot());
  }

  private String line(Outlier outlier) {
    return shot(outlier.shot()) + " (" + className(outlier.shot()) + ")";
  }

  private String line(ConfusedPair pair) {
    return "%s and %s: %s of the probability goes to the other"
        .formatted(name(pair.first()), name(pair.second()), percent(pair.share()));
  }

  private void unseen() {
    int rows =
        (int)
            doubles.notCompared().stream()
                .filter(shot -> ReadyExamples.isOfRow(bank.shots().get(shot)))
                .count();
    int lost = doubles.notCompared().size() - rows;
    if (lost > 0) {
      console.print(
          "the pictures of %s are not where they were, so that only equal features were looked for"
              + " among them",
          Numbers.count(lost, "shot"));
    }
    if (rows > 0) {
      console.print(
          "%s made of features and without a picture, so that only equal features were looked for"
              + " among them",
          Numbers.count(rows, "shot") + (rows == 1 ? " is" : " are"));
    }
  }

  private void thin() {
    List<ThinClass> thin = review.thin();
    if (!thin.isEmpty() && thin.stream().allMatch(ThinClass::isSingle) && thin.size() > FEW) {
      console.print(
          "%s one shot only, without which nothing is left but the texts",
          thin.size() == bank.classes().size() ? "every class has" : thin.size() + " classes have");
      return;
    }
    if (!thin.isEmpty()) {
      console.print("few shots:");
      for (ThinClass one : thin.subList(0, Math.min(FEW, thin.size()))) {
        console.print(
            "  %s: %s where %d are usual",
            name(one.label()), Numbers.count(one.shots(), "shot"), one.usual());
      }
      if (thin.size() > FEW) {
        console.print("  and %d more; --json has all", thin.size() - FEW);
      }
    }
  }

  private void next() {
    List<NextShot> next = review.next();
    if (ofOneClass() || next.get(0).gain() <= 0) {
      return;
    }
    StringBuilder names = new StringBuilder();
    for (NextShot one : next.subList(0, Math.min(FEW, next.size()))) {
      names.append(names.length() == 0 ? "" : ", ").append(name(one.label()));
    }
    console.print("one more shot would help most for: %s", names);
  }

  private String shot(int shot) {
    return bank.shots().get(shot).source() + " [" + bank.shots().get(shot).id() + "]";
  }

  private String className(int shot) {
    return name(bank.cache().label(shot));
  }

  private String name(int label) {
    return bank.classes().name(label);
  }

  private static String percent(double share) {
    return Numbers.percent(share).replace('\u00a0', ' ');
  }
}
