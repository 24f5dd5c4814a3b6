package io.glimpse.cli.bank;

import io.glimpse.bank.Bank;
import io.glimpse.bank.CloudDrawing;
import io.glimpse.bank.Provenance;
import io.glimpse.cli.console.Console;
import io.glimpse.document.BankDocument;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.IntSummaryStatistics;
import java.util.List;

/** What there is to say of a bank. */
record BankFacts(Bank bank, String file) {

  void print(Console console) {
    console.printJson(BankDocument.of(bank, file, console.errors()));
    Provenance provenance = bank.provenance();
    console.print(
        "%s: %d classes, %d shots, encoder %s (%.12s)",
        file,
        bank.classes().size(),
        bank.cache().size(),
        bank.encoder().name(),
        bank.encoder().fingerprint());
    CloudDrawing clouds = bank.clouds();
    if (clouds != null) {
      console.print(
          "point clouds drawn with --preset %s --up %s --points %d --seed %d; views %s%s",
          clouds.preset(),
          clouds.up(),
          clouds.points(),
          clouds.seed(),
          clouds.fusion().label(),
          clouds.weights() == null ? "" : ", weights " + clouds.weights());
    }
    console.print("method %s %s", bank.method(), bank.checkedParameters());
    noteUneven(console);
    console.print(
        "parameters: %s%s; made %s by Glimpse %s",
        provenance.selection(),
        provenance.selectedOn() == 0 ? "" : " on " + provenance.selectedOn() + " pictures",
        provenance.created(),
        provenance.version());
  }

  /** What adds up the votes of shots counts on classes with as many. */
  private void noteUneven(Console console) {
    int[] counts = new int[bank.classes().size()];
    for (int label : bank.cache().labels()) {
      counts[label]++;
    }
    IntSummaryStatistics shots = Arrays.stream(counts).summaryStatistics();
    boolean allVote = bank.checkedParameters().asText().getOrDefault("votes", "").equals("0");
    if (shots.getMin() < shots.getMax() && allVote) {
      console.note(
          String.format(
              "its classes have %d to %d shots, and '%s' adds up the votes of shots, so that those"
                  + " with more win too often; build it anew without --set votes=0",
              shots.getMin(), shots.getMax(), bank.method()));
    }
  }

  /** Every class with its shots, for {@code bank show}. */
  void printClasses(Console console) {
    for (int c = 0; c < bank.classes().size(); c++) {
      List<String> shots = new ArrayList<>();
      for (int i = 0; i < bank.cache().size(); i++) {
        if (bank.cache().label(i) == c) {
          shots.add(bank.shots().get(i).id() + " " + bank.shots().get(i).source());
        }
      }
      console.print("%s (%d): %s", bank.classes().name(c), shots.size(), bank.prompts().get(c));
      shots.forEach(shot -> console.print("  %s", shot));
    }
  }
}
