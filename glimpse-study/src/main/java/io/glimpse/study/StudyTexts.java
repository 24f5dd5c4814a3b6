package io.glimpse.study;

import io.glimpse.data.ClassNames;
import io.glimpse.data.Dataset;
import io.glimpse.encoder.ClassDescriptions;
import io.glimpse.encoder.ClassTexts;
import io.glimpse.encoder.Encoder;
import io.glimpse.feature.ClassSet;
import io.glimpse.feature.TextFeatures;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The texts of a data set's classes.
 *
 * @param templates that the encoder used, and how many classes were described beside them
 */
record StudyTexts(TextFeatures features, List<String> templates) {

  /**
   * Encodes them; of ImageNet's names two occur twice, and each name is encoded once.
   *
   * @param said of classes instead of their names in templates; what is said of others is left
   *     aside
   * @throws IllegalArgumentException if it is said of others alone
   */
  static StudyTexts of(
      Encoder encoder,
      Dataset dataset,
      List<String> templates,
      ClassDescriptions said,
      StudyListener listener) {
    ClassNames names = dataset.classes();
    ClassSet unique = ClassSet.of(names.names().stream().distinct().toList());
    ClassDescriptions here = said.among(unique);
    if (here.isEmpty() && !said.isEmpty()) {
      throw new IllegalArgumentException(
          "none of the "
              + said.byClass().size()
              + " classes that are described is one of data set '"
              + dataset.name()
              + "', which has '"
              + unique.name(0)
              + "'");
    }
    ClassTexts texts =
        encoder.readsTexts() || !here.isEmpty()
            ? ClassTexts.of(
                encoder,
                unique,
                here,
                templates,
                new TitledNotes(listener, dataset.name() + ", " + encoder.name() + ", texts"))
            : ClassTexts.none(encoder, unique);
    int[] rows = names.names().stream().mapToInt(n -> unique.index(n).orElseThrow()).toArray();
    TextFeatures features =
        new TextFeatures(
            // Whatever tells classes of one name apart.
            names.distinct(),
            texts.features().weights().select(rows),
            Arrays.stream(rows).mapToObj(row -> texts.features().prompts().get(row)).toList());
    List<String> source = new ArrayList<>(texts.templates());
    if (!here.isEmpty()) {
      source.add(
          "descriptions of %d of %d classes".formatted(here.byClass().size(), unique.size()));
    }
    return new StudyTexts(features, source);
  }
}
