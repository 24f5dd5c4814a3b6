package io.glimpse.cli.bank;

import io.glimpse.bank.Bank;
import io.glimpse.cli.console.Console;
import io.glimpse.method.Methods;
import io.glimpse.method.Selection;
import io.glimpse.review.FoundShots;
import java.nio.file.Path;
import java.util.List;

/** Says so where a bank does not even find what was just put into it. */
final class LostShots {

  /** More would be a list nobody reads. */
  private static final int MOST = 5;

  private LostShots() {}

  /**
   * Notes which classes lost shots, and what can be done.
   *
   * @param classNames classes that got shots, as the bank spells them
   */
  static void note(Bank bank, Path file, List<String> classNames, Console console) {
    List<FoundShots> lost =
        FoundShots.of(bank, classNames).stream().filter(FoundShots::isAnyLost).toList();
    if (lost.isEmpty()) {
      return;
    }
    boolean chooses = Methods.of(bank.method()).selections().contains(Selection.LEAVE_ONE_OUT);
    String remedy =
        String.format(
            "'glimpse bank %s %s' %s",
            chooses ? "tune" : "check",
            file,
            chooses ? "chooses parameters again" : "shows what they are taken for");
    int named = Math.min(MOST, lost.size());
    lost.subList(0, named - 1).forEach(one -> console.note(sentence(one)));
    console.note(
        sentence(lost.get(named - 1))
            + (lost.size() > named ? ", and so with " + (lost.size() - named) + " others; " : "; ")
            + remedy);
  }

  private static String sentence(FoundShots one) {
    return one.leftOut()
        ? String.format(
            "'%s': %d of %d of its own shots are found, each left out in turn",
            one.className(), one.found(), one.total())
        : String.format("'%s': its only shot is not found", one.className());
  }
}
