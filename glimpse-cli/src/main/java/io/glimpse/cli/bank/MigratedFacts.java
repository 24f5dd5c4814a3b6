package io.glimpse.cli.bank;

import io.glimpse.bank.Bank;
import io.glimpse.cli.console.Console;
import io.glimpse.document.EncoderDocument;
import io.glimpse.document.MigrationDocument;
import io.glimpse.document.MigrationDocument.Found;
import io.glimpse.feature.EncoderId;
import io.glimpse.review.FoundShots;
import io.glimpse.shots.LostShot;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What there is to say of a bank that went to another encoder.
 *
 * @param leftOut shots that it does not have any more
 */
record MigratedFacts(Bank before, Bank after, List<LostShot> leftOut, String file) {

  void print(Console console) {
    Found foundBefore = found(before);
    Found foundAfter = found(after);
    console.printJson(
        new MigrationDocument(
            file,
            document(before.encoder()),
            document(after.encoder()),
            after.shots().size(),
            leftOut.stream().map(MigratedFacts::document).toList(),
            foundBefore,
            foundAfter,
            console.warnings(),
            console.errors()));
    if (!after.encoder().equals(before.encoder())) {
      printChange(foundBefore, foundAfter, console);
    }
    new BankFacts(after, file).printText(console);
  }

  private void printChange(
      @Nullable Found foundBefore, @Nullable Found foundAfter, Console console) {
    console.print(
        "encoded anew: %d of %d shots, from encoder %s (%.12s) to %s (%.12s)",
        after.shots().size(),
        before.shots().size(),
        before.encoder().name(),
        before.encoder().fingerprint(),
        after.encoder().name(),
        after.encoder().fingerprint());
    if (foundBefore != null && foundAfter != null) {
      console.print(
          "each shot left out in turn: %d of %d answered rightly, before it was %d of %d",
          foundAfter.correct(), foundAfter.total(), foundBefore.correct(), foundBefore.total());
    }
  }

  private static EncoderDocument document(EncoderId encoder) {
    return new EncoderDocument(encoder.name(), encoder.fingerprint());
  }

  private static MigrationDocument.LeftOut document(LostShot lost) {
    return new MigrationDocument.LeftOut(
        lost.shot().id(), lost.shot().source(), lost.className(), lost.why().sentence());
  }

  /** Null where no shot can be left out. */
  private static @Nullable Found found(Bank bank) {
    List<FoundShots> several =
        FoundShots.of(bank, bank.classes().names()).stream().filter(FoundShots::leftOut).toList();
    return several.isEmpty()
        ? null
        : new Found(
            several.stream().mapToInt(FoundShots::found).sum(),
            several.stream().mapToInt(FoundShots::total).sum());
  }
}
