package io.glimpse.examples;

import io.glimpse.Glimpse;
import io.glimpse.bank.Bank;
import io.glimpse.file.Input;
import io.glimpse.inference.BankCheck;
import io.glimpse.review.LeakedPicture;
import io.glimpse.review.Suspect;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Looks for wrong labels, doubles and test images among the examples. */
public final class CheckedBank {

  private CheckedBank() {}

  /** Takes the folder of images and one to write to. */
  public static void main(String[] args) throws IOException {
    Path shots = Path.of(args[0]).resolve("shots");
    List<Path> emus =
        List.of(
            shots.resolve("emu/image_0001.jpg"),
            shots.resolve("emu/image_0015.jpg"),
            shots.resolve("emu/image_0018.jpg"),
            shots.resolve("grand_piano/image_0012.jpg")); // in the wrong folder
    List<Path> pianos =
        List.of(
            shots.resolve("grand_piano/image_0020.jpg"),
            shots.resolve("grand_piano/image_0022.jpg"),
            shots.resolve("grand_piano/image_0043.jpg"));
    List<Path> tests = List.of(Path.of(args[0]).resolve("test/emu/image_0030.jpg"), emus.get(0));
    // begin
    try (var glimpse = Glimpse.open()) {
      var classifier = glimpse.fewShot(Map.of("emu", emus, "grand piano", pianos));
      Bank bank = classifier.bank().orElseThrow();

      BankCheck check = classifier.check(Input.ofFiles(tests)); // or of none: List.of()
      Suspect first = check.review().ranked().get(0); // the most suspect of all
      Path source = Path.of(bank.shots().get(first.shot()).source());
      String other = bank.classes().name(first.suggested());
      System.out.println(source.getFileName() + ": " + first.verdict() + ", " + other + "?");
      for (LeakedPicture one : check.doubles().test()) {
        System.out.println(Path.of(one.path()).getFileName() + " is an example, too");
      }
    }
    // end
  }
}
