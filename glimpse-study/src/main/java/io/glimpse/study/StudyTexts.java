package io.glimpse.study;

import io.glimpse.data.ClassNames;
import io.glimpse.data.Dataset;
import io.glimpse.encoder.ClassTexts;
import io.glimpse.encoder.Encoder;
import io.glimpse.feature.ClassSet;
import io.glimpse.feature.TextFeatures;
import java.util.Arrays;
import java.util.List;

/**
 * The texts of a data set's classes.
 *
 * @param templates that the encoder used
 */
record StudyTexts(TextFeatures features, List<String> templates) {

  /** Encodes them; of ImageNet's names two occur twice, and each name is encoded once. */
  static StudyTexts of(
      Encoder encoder, Dataset dataset, List<String> templates, StudyListener listener) {
    ClassNames names = dataset.classes();
    ClassSet unique = ClassSet.of(names.names().stream().distinct().toList());
    ClassTexts texts =
        ClassTexts.of(
            encoder,
            unique,
            templates,
            new TitledNotes(listener, dataset.name() + ", " + encoder.name() + ", texts"));
    int[] rows = names.names().stream().mapToInt(n -> unique.index(n).orElseThrow()).toArray();
    TextFeatures features =
        new TextFeatures(
            // Whatever tells classes of one name apart.
            names.distinct(),
            texts.features().weights().select(rows),
            Arrays.stream(rows).mapToObj(row -> texts.features().prompts().get(row)).toList());
    return new StudyTexts(features, texts.templates());
  }
}
