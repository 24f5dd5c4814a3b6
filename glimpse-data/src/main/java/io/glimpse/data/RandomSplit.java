package io.glimpse.data;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Splits pictures by CoOp's rules where no published split is at hand. The shares of a class are
 * the published ones, the choice is not: it depends on a seed that was never published.
 */
final class RandomSplit {

  static final long SEED = 1;

  private static final double TRAIN = 0.5;
  private static final double VALIDATION = 0.2;

  private RandomSplit() {}

  /** Of every class 50 % to train on, 20 % to validate, 30 % to test. */
  static Parts threeWays(List<LabelledImage> pictures) {
    PythonRandom random = new PythonRandom(SEED);
    List<LabelledImage> train = new ArrayList<>();
    List<LabelledImage> validation = new ArrayList<>();
    List<LabelledImage> test = new ArrayList<>();
    for (List<LabelledImage> some : byLabel(pictures).values()) {
      random.shuffle(some);
      int first = share(TRAIN, some.size());
      int second = Math.min(some.size(), first + share(VALIDATION, some.size()));
      train.addAll(some.subList(0, first));
      validation.addAll(some.subList(first, second));
      test.addAll(some.subList(second, some.size()));
    }
    return new Parts(train, validation, test);
  }

  /** Of every class of an official training list 80 % to train on, 20 % to validate. */
  static Parts trainAndValidation(List<LabelledImage> official, List<LabelledImage> test) {
    PythonRandom random = new PythonRandom(SEED);
    List<LabelledImage> train = new ArrayList<>();
    List<LabelledImage> validation = new ArrayList<>();
    for (List<LabelledImage> some : byLabel(official).values()) {
      random.shuffle(some);
      int first = share(VALIDATION, some.size());
      validation.addAll(some.subList(0, first));
      train.addAll(some.subList(first, some.size()));
    }
    return new Parts(train, validation, test);
  }

  /** Python's {@code round} takes halves to the even neighbour, and so does rint. */
  private static int share(double share, int size) {
    return (int) Math.rint(size * share);
  }

  /** Lists that may be shuffled, by label in the order of first appearance. */
  static Map<Integer, List<LabelledImage>> byLabel(List<LabelledImage> pictures) {
    Map<Integer, List<LabelledImage>> groups = new LinkedHashMap<>();
    for (LabelledImage picture : pictures) {
      groups.computeIfAbsent(picture.label(), label -> new ArrayList<>()).add(picture);
    }
    return groups;
  }

  /** What a user must know of such a split. */
  static String note(DatasetInfo info) {
    return info.splitFile()
        + " is not there, so train and validation pictures were drawn by its rule with seed "
        + SEED
        + "; accuracies are close to those of the published split, but not the same";
  }
}
