package io.glimpse.data;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Pictures drawn from a data set, class by class, to make a classifier of.
 *
 * @param dataset its name
 * @param shots pictures a class
 * @param seed of the draw
 * @param train {@code shots} pictures of every class
 * @param validation pictures to choose parameters on
 * @param warnings one sentence for every class that had too few pictures
 */
public record FewShotSample(
    String dataset,
    int shots,
    long seed,
    List<LabelledImage> train,
    List<LabelledImage> validation,
    List<String> warnings) {

  public FewShotSample {
    train = List.copyOf(train);
    validation = List.copyOf(validation);
    warnings = List.copyOf(warnings);
  }

  /**
   * Draws the sample that the papers' Python scripts draw with the same seed and list.
   *
   * <p>Classes come in the order of their first picture in the training list. One that has fewer
   * pictures than shots is drawn with replacement, as CoOp does it.
   *
   * @param shots at least 1
   * @throws IllegalArgumentException if the data set has no pictures to train on
   */
  public static FewShotSample draw(
      Dataset dataset, int shots, long seed, FewShotProtocol protocol) {
    if (shots < 1) {
      throw new IllegalArgumentException("a sample needs at least 1 shot a class, not " + shots);
    }
    if (dataset.train().isEmpty()) {
      throw new IllegalArgumentException(
          dataset.name() + " has no training pictures, so no shots can be drawn from it");
    }
    PythonRandom random = new PythonRandom(seed);
    List<String> warnings = new ArrayList<>();
    List<LabelledImage> train = draw(dataset, dataset.train(), shots, random, warnings);
    int kept = protocol.validationShots(shots);
    List<LabelledImage> validation =
        kept == 0
            ? dataset.validation()
            : draw(dataset, dataset.validation(), kept, random, warnings);
    return new FewShotSample(dataset.name(), shots, seed, train, validation, warnings);
  }

  private static List<LabelledImage> draw(
      Dataset dataset,
      List<LabelledImage> pictures,
      int count,
      PythonRandom random,
      List<String> warnings) {
    List<LabelledImage> drawn = new ArrayList<>();
    for (Map.Entry<Integer, List<LabelledImage>> group : RandomSplit.byLabel(pictures).entrySet()) {
      List<LabelledImage> some = group.getValue();
      if (some.size() >= count) {
        drawn.addAll(random.sample(some, count));
      } else {
        drawn.addAll(random.choices(some, count));
        warnings.add(
            String.format(
                "class '%s' has %d pictures, fewer than %d, so some were drawn more than once",
                dataset.classes().names().get(group.getKey()), some.size(), count));
      }
    }
    return drawn;
  }
}
