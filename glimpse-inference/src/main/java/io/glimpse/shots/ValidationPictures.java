package io.glimpse.shots;

import io.glimpse.bank.BankShots;
import io.glimpse.encoder.ImagePipeline;
import io.glimpse.feature.FeatureSource;
import io.glimpse.feature.LabelledFeatures;
import io.glimpse.file.Input;
import io.glimpse.file.InputException;
import io.glimpse.input.LabelledInputs;
import io.glimpse.local.LocalShots;
import io.glimpse.matrix.Matrix;
import io.glimpse.method.Method;
import io.glimpse.method.Need;
import io.glimpse.method.Sees;
import io.glimpse.progress.Notes;
import java.util.List;

/** Encodes the pictures that parameters are chosen on, as a method sees them. */
final class ValidationPictures {

  private ValidationPictures() {}

  /**
   * Their features, with their small places where the pipeline was asked for them.
   *
   * @param shots that they go with; those of them that are shots are told to the notes
   * @param recipe of the shots
   * @param reading into the encoder
   * @throws InputException if there is none that can be used
   */
  static LabelledFeatures encode(
      LabelledInputs inputs,
      BankShots shots,
      ShotRecipe recipe,
      Method method,
      ImagePipeline reading,
      Notes notes)
      throws InputException {
    ImagePipeline rows = reading.globalsOnly(!method.needs(Need.TOKENS));
    EncodedShots encoded =
        EncodedShots.of(inputs, null, new ShotEncoding(recipe.plain(), rows), notes);
    if (encoded.size() == 0) {
      throw new InputException("", "there is no validation picture that can be used");
    }
    tellLeaks(encoded, shots, recipe, reading, notes);
    if (recipe.kind() == BankKind.CLOUDS && method.sees() == Sees.EACH_VIEW) {
      return ViewFit.validation(encoded);
    }
    FeatureSource features = encoded.toShots(method.needs(Need.RAW)).views().get(0);
    LocalShots places = encoded.places();
    return new LabelledFeatures(
        places == null ? features : features.read(0, encoded.size()).withLocal(places.asList()),
        encoded.labels());
  }

  private static void tellLeaks(
      EncodedShots encoded,
      BankShots shots,
      ShotRecipe recipe,
      ImagePipeline reading,
      Notes notes) {
    LeakSearch search =
        new LeakSearch(
            shots,
            recipe.kind() == BankKind.IMAGES,
            new ShotPrints(shots, reading.reader(), notes));
    Matrix rows = encoded.toShots(false).keys();
    List<Input> inputs = encoded.inputs();
    for (int i = 0; i < inputs.size(); i++) {
      search.add(inputs.get(i), encoded.shots().get(i).id(), rows.rows(i, i + 1));
    }
    Leaks leaks = search.find();
    if (!leaks.isEmpty()) {
      notes.warning(
          leaks.sentence("validation", "so that what is chosen on them suits shots, not new ones"));
    }
  }
}
