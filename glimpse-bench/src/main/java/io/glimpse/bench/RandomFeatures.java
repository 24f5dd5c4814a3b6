package io.glimpse.bench;

import io.glimpse.bank.Bank;
import io.glimpse.bank.BankShots;
import io.glimpse.bank.BankTexts;
import io.glimpse.bank.Fitted;
import io.glimpse.bank.Provenance;
import io.glimpse.bank.Shot;
import io.glimpse.feature.Cache;
import io.glimpse.feature.ClassSet;
import io.glimpse.feature.EncoderId;
import io.glimpse.feature.FeatureBatch;
import io.glimpse.feature.Labels;
import io.glimpse.feature.Shots;
import io.glimpse.feature.TextFeatures;
import io.glimpse.matrix.Matrix;
import io.glimpse.method.Task;
import io.glimpse.tip.TipAdapter;
import io.glimpse.tip.TipClassifier;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;

/** Unit rows of no meaning: what is measured here takes as long for them as for pictures. */
final class RandomFeatures {

  private final Random random;

  RandomFeatures(long seed) {
    random = new Random(seed);
  }

  /** Unit rows, n x d. */
  Matrix rows(int n, int d) {
    Matrix rows = new Matrix(n, d);
    for (int i = 0; i < rows.data().length; i++) {
      rows.data()[i] = random.nextFloat() - 0.5f;
    }
    return rows.normalizeRows();
  }

  private static Labels labels(int keys, int classes) {
    int[] labels = new int[keys];
    for (int i = 0; i < keys; i++) {
      labels[i] = (int) ((long) i * classes / keys);
    }
    return Labels.of(labels);
  }

  /** Tip-Adapter with the published parameters, every class with as many shots as the others. */
  TipClassifier tip(int keys, int dimension, int classes, boolean text) {
    ClassSet names = ClassSet.numbered(classes);
    Shots shots = Shots.of(FeatureBatch.ofGlobals(rows(keys, dimension)), labels(keys, classes));
    Task.Builder task =
        text ? Task.of(TextFeatures.ofWeights(names, rows(classes, dimension))) : Task.of(names);
    return new TipAdapter().fit(task.shots(shots).build());
  }

  /** The same as a bank, with one prompt a class and votes as {@code bank build} gives them. */
  Bank bank(int keys, int dimension, int classes) {
    ClassSet names = ClassSet.numbered(classes);
    Matrix text = rows(classes, dimension);
    return new Bank(
        new EncoderId("random", "0"),
        new BankTexts(
            TextFeatures.ofPrompts(
                names, IntStream.range(0, classes).mapToObj(c -> text.rows(c, c + 1)).toList()),
            names.names().stream().map(List::of).toList(),
            List.of("{}")),
        BankShots.of(
            Cache.of(rows(keys, dimension), labels(keys, classes)),
            IntStream.range(0, keys).mapToObj(i -> new Shot("shot " + i, i + ".jpg")).toList()),
        Fitted.of("tip", Map.of("votes", Integer.toString(keys / classes))),
        new Provenance("benchmark", "fixed", 0, 1, 1, "2025-01-01T00:00:00Z"),
        null);
  }
}
