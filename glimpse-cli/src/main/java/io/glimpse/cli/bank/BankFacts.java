package io.glimpse.cli.bank;

import io.glimpse.bank.Bank;
import io.glimpse.bank.CloudDrawing;
import io.glimpse.bank.PictureReading;
import io.glimpse.bank.Provenance;
import io.glimpse.calibration.AnswerRules;
import io.glimpse.calibration.Calibration;
import io.glimpse.cli.console.Console;
import io.glimpse.document.BankDocument;
import io.glimpse.method.Method;
import io.glimpse.method.Methods;
import io.glimpse.method.Parameters;
import io.glimpse.page.Numbers;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.IntSummaryStatistics;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/** What there is to say of a bank. */
record BankFacts(Bank bank, String file) {

  void print(Console console) {
    console.printJson(BankDocument.of(bank, file, console.warnings(), console.errors()));
    printText(console);
  }

  /** For people alone. */
  void printText(Console console) {
    Provenance provenance = bank.provenance();
    console.print(
        "%s: %d %s, %s, encoder %s (%.12s)",
        file,
        bank.classes().size(),
        bank.classes().size() == 1 ? "class" : "classes",
        Numbers.count(bank.cache().size(), "shot"),
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
    PictureReading pictures = provenance.pictures();
    if (pictures != null) {
      console.print(
          "pictures read with %s--scale16 %s",
          pictures.background().isEmpty() ? "" : "--background " + pictures.background() + " ",
          pictures.scale16());
    }
    console.print("method %s %s", bank.method(), bank.checkedParameters());
    printPlaces(console);
    Calibration calibration = bank.calibration();
    console.print(
        "probabilities: %s%s",
        calibration.isCalibrated() ? "calibrated on " : "not calibrated: ", calibration.sentence());
    calibration
        .falseAlarms(AnswerRules.USUAL_UNKNOWN_RATE)
        .ifPresent(told -> console.print("none of these: %s", told.sentence()));
    if (calibration.isOlder() && bank.classes().isSingle()) {
      console.print(
          "none of these: not known; 'glimpse bank tune %s' learns what is unlike the class", file);
    }
    noteUneven(console);
    console.print(
        "parameters: %s%s; made %s by Glimpse %s",
        provenance.selection(),
        provenance.selectedOn() == 0 ? "" : " on " + provenance.selectedOn() + " pictures",
        provenance.created(),
        provenance.version());
  }

  private void printPlaces(Console console) {
    BankDocument.Local local = BankDocument.Local.of(bank);
    if (local == null) {
      return;
    }
    BankDocument.Tiles tiles = local.tiles();
    console.print(
        "small places: %d a %s, of %s values, %.1f MB; %s",
        local.places(),
        tiles == null ? "shot" : "tile, " + inWords(tiles),
        local.widths().stream().map(String::valueOf).collect(Collectors.joining(" + ")),
        local.bytes() / 1e6,
        bank.classes().isSingle()
            ? "the oddest of a picture tells whether it is like the examples"
            : local.weight() == null
                ? "not looked at, for '" + bank.method() + "' cannot leave a shot out"
                : String.format(
                    Locale.ROOT,
                    "leave-one-out error %.3f with them, %.3f without; weight %.3g",
                    local.errorWithPlaces(),
                    local.errorWhole(),
                    local.weight()));
  }

  private static String inWords(BankDocument.Tiles tiles) {
    String counts =
        tiles.least() == tiles.most()
            ? Integer.toString(tiles.most())
            : tiles.least() + " to " + tiles.most();
    return counts
        + (tiles.most() == 1 ? " tile" : " tiles")
        + " a shot (--tiles "
        + tiles.along()
        + ")";
  }

  /** What adds up votes or losses of shots counts on classes with as many. */
  private void noteUneven(Console console) {
    int[] counts = new int[bank.classes().size()];
    for (int label : bank.cache().labels()) {
      counts[label]++;
    }
    IntSummaryStatistics shots = Arrays.stream(counts).summaryStatistics();
    if (shots.getMin() < shots.getMax() && !isBalanced(counts)) {
      console.note(
          String.format(
              "its classes have %d to %d shots, and every shot counts the same in '%s', so that"
                  + " classes with more win too often; build it anew and leave its balance to the"
                  + " build",
              shots.getMin(), shots.getMax(), bank.method()));
    }
  }

  /** Whether what would balance the classes is something else than the method's own default. */
  private boolean isBalanced(int[] counts) {
    Method method = Methods.of(bank.method());
    Parameters now = bank.checkedParameters();
    Map<String, String> own = Parameters.defaults(method).asText();
    return method.balanced(counts, now).keySet().stream()
        .noneMatch(name -> Objects.equals(now.asText().get(name), own.get(name)));
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
