package io.glimpse.examples;

import io.glimpse.Glimpse;
import io.glimpse.file.Input;
import io.glimpse.method.Prediction;
import io.glimpse.page.HeatMap;
import io.glimpse.report.Answer;
import io.glimpse.report.NearestShot;
import java.io.IOException;
import java.nio.file.Path;
import javax.imageio.ImageIO;

/** An answer with its runners-up, its margin, and what speaks for it. */
public final class WhyThatAnswer {

  private WhyThatAnswer() {}

  /** Takes the folder of images and one to write to. */
  public static void main(String[] args) throws IOException {
    Path shots = Path.of(args[0]).resolve("shots");
    Path image = Path.of(args[0]).resolve("test/okapi/image_0037.jpg");
    Path map = Path.of(args[1]).resolve("okapi.png");
    // begin
    try (var glimpse = Glimpse.open()) {
      var classifier = glimpse.fewShot(shots);
      Prediction prediction = classifier.classify(image);
      for (Prediction.Ranked one : prediction.top(3)) {
        System.out.printf("%s %.0f %%%n", one.name(), 100 * one.probability());
      }
      System.out.printf("margin %.2f%n", prediction.margin()); // between the best two logits

      Answer why = classifier.explain(Input.of(image)).answers().get(0);
      NearestShot nearest = why.shots().get(0);
      System.out.printf("%s, similarity %.2f%n", nearest.className(), nearest.similarity());
      // Where in the image the likeliest class was seen: any BufferedImage can be drawn upon.
      ImageIO.write(HeatMap.draw(why.attention().get(0).attention()), "png", map.toFile());
    }
    // end
  }
}
