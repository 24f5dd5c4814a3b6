package io.glimpse.cli;

import io.glimpse.bank.Bank;
import io.glimpse.bank.CloudDrawing;
import io.glimpse.bank.Provenance;
import io.glimpse.multiview.ViewWeights;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.IntSummaryStatistics;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What there is to say of a bank. */
record BankFacts(Bank bank, String file) {

  static BankFacts of(Bank bank, String file) {
    return new BankFacts(bank, file);
  }

  void print(Console console) {
    console.printJson(json(console));
    Provenance how = bank.provenance();
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
        how.selection(),
        how.selectedOn() == 0 ? "" : " on " + how.selectedOn() + " pictures",
        how.created(),
        how.version());
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

  private Map<String, Object> json(Console console) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("bank", file);
    json.put(
        "encoder",
        Map.of("name", bank.encoder().name(), "fingerprint", bank.encoder().fingerprint()));
    json.put("method", bank.method());
    json.put("params", bank.checkedParameters().asValues());
    CloudDrawing clouds = bank.clouds();
    if (clouds != null) {
      Map<String, Object> drawn = new LinkedHashMap<>();
      drawn.put("preset", clouds.preset());
      drawn.put("up", clouds.up());
      drawn.put("points", clouds.points());
      drawn.put("seed", clouds.seed());
      drawn.put("fusion", clouds.fusion().label());
      ViewWeights weights = clouds.weights();
      drawn.put("weights", weights == null ? List.of() : weights.asList());
      json.put("clouds", drawn);
    }
    json.put("classes", bank.classes().names());
    json.put("prompts", bank.prompts());
    List<Map<String, Object>> shots = new ArrayList<>();
    for (int i = 0; i < bank.cache().size(); i++) {
      Map<String, Object> shot = new LinkedHashMap<>();
      shot.put("id", bank.shots().get(i).id());
      shot.put("class", bank.classes().name(bank.cache().label(i)));
      shot.put("source", bank.shots().get(i).source());
      shots.add(shot);
    }
    json.put("shots", shots);
    Provenance how = bank.provenance();
    Map<String, Object> provenance = new LinkedHashMap<>();
    provenance.put("version", how.version());
    provenance.put("selection", how.selection());
    provenance.put("selected_on", how.selectedOn());
    provenance.put("seed", how.seed());
    provenance.put("views", how.views());
    provenance.put("created", how.created());
    json.put("provenance", provenance);
    json.put("errors", console.errors());
    return json;
  }
}
