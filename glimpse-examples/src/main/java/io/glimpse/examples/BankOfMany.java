package io.glimpse.examples;

import io.glimpse.Glimpse;
import io.glimpse.bank.Bank;
import io.glimpse.inference.ClassifierSpec;
import io.glimpse.shots.BankFiles;
import io.glimpse.shots.BankStore;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Banks in a folder that several threads and processes change. */
public final class BankOfMany {

  private BankOfMany() {}

  /** Takes the folder of images and one to write to. */
  public static void main(String[] args) throws IOException {
    Path shots = Path.of(args[0]).resolve("shots");
    Path folder = Path.of(args[1]);
    List<Path> emus = List.of(shots.resolve("emu/image_0001.jpg"));
    List<Path> okapis = List.of(shots.resolve("okapi/image_0004.jpg"));
    // begin
    BankStore banks = BankFiles.in(folder); // files that end in .bank, and a lock beside each
    try (var glimpse = Glimpse.open()) {
      Bank built = glimpse.fewShot(Map.of("emu", emus, "okapi", okapis)).bank().orElseThrow();
      banks.put("zoo.bank", built);
      // Nobody else changes it meanwhile.
      banks.change("zoo.bank", bank -> bank.rename("emu", "big bird"));

      var classifier = glimpse.classifier(new ClassifierSpec.OfBank("zoo.bank"), banks);
      System.out.println(banks.names() + " " + classifier.classify(emus.get(0)).best().name());
    }
    // end
  }
}
