package io.glimpse.metric;

import io.glimpse.method.Prediction;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Answers of given probabilities. */
final class Answers {

  private Answers() {}

  /** By the probabilities of classes 0, 1 and so on. */
  static Prediction of(double... probabilities) {
    return of(null, 0, probabilities);
  }

  /** With a score, and the likeliest classes as a set. */
  static Prediction of(Prediction.@Nullable Unknown unknown, int setSize, double... probabilities) {
    List<Prediction.Ranked> ranked = new ArrayList<>();
    for (int c = 0; c < probabilities.length; c++) {
      ranked.add(
          new Prediction.Ranked(
              c, String.valueOf(c), probabilities[c], Math.log(probabilities[c])));
    }
    ranked.sort(Comparator.comparingDouble(Prediction.Ranked::probability).reversed());
    return new Prediction(ranked, false, unknown, ranked.subList(0, setSize));
  }
}
