package io.glimpse.review;

import io.glimpse.bank.Bank;
import io.glimpse.bank.BankShots;
import io.glimpse.bank.BankTexts;
import io.glimpse.bank.Fitted;
import io.glimpse.bank.Provenance;
import io.glimpse.bank.Shot;
import io.glimpse.feature.Cache;
import io.glimpse.feature.ClassSet;
import io.glimpse.feature.EncoderId;
import io.glimpse.feature.Labels;
import io.glimpse.feature.TextFeatures;
import io.glimpse.matrix.Matrix;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;

/** Banks whose classes lie along the axes of their features. */
final class SpreadBank {

  static final int WIDTH = 12;

  private SpreadBank() {}

  /**
   * A row near an axis.
   *
   * @param noise deviation of every coordinate
   */
  static float[] near(int axis, double noise, Random random) {
    float[] row = new float[WIDTH];
    double squares = 0;
    for (int j = 0; j < WIDTH; j++) {
      row[j] = (float) ((j == axis ? 1 : 0) + noise * random.nextGaussian());
      squares += row[j] * row[j];
    }
    for (int j = 0; j < WIDTH; j++) {
      row[j] /= (float) Math.sqrt(squares);
    }
    return row;
  }

  /** Some shots of every class, near its axis; class after class. */
  static List<float[]> rows(int classes, int each, double noise, long seed) {
    Random random = new Random(seed);
    List<float[]> rows = new ArrayList<>();
    for (int i = 0; i < classes * each; i++) {
      rows.add(near(i / each, noise, random));
    }
    return rows;
  }

  /** The classes of {@link #rows}. */
  static int[] labels(int classes, int each) {
    return IntStream.range(0, classes * each).map(i -> i / each).toArray();
  }

  /** A bank of rows; the text of a class lies on its axis. */
  static Bank of(int classes, List<float[]> rows, int... labels) {
    List<String> names = IntStream.range(0, classes).mapToObj(c -> "class " + c).toList();
    List<Matrix> texts =
        IntStream.range(0, classes).mapToObj(c -> Matrix.of(near(c, 0, new Random(1)))).toList();
    List<List<String>> prompts = names.stream().map(List::of).toList();
    Matrix keys = Matrix.of(rows.toArray(new float[0][]));
    List<Shot> shots =
        IntStream.range(0, rows.size())
            .mapToObj(i -> new Shot("id" + i, "missing/" + i + ".jpg"))
            .toList();
    return new Bank(
        new EncoderId("none", "0"),
        new BankTexts(TextFeatures.ofPrompts(ClassSet.of(names), texts), prompts, List.of("{}")),
        BankShots.of(Cache.of(keys, Labels.of(labels)), shots),
        Fitted.of("tip", Map.of()),
        new Provenance("0", "fixed", 0, 1, 1, ""),
        null);
  }
}
