package io.glimpse.shots;

import io.glimpse.encoder.ImagePipeline;
import io.glimpse.feature.LabelledFeatures;
import io.glimpse.file.InputException;
import io.glimpse.input.LabelledInputs;
import io.glimpse.method.Method;
import io.glimpse.method.Need;
import io.glimpse.method.Sees;
import io.glimpse.progress.Notes;

/** Encodes the pictures that parameters are chosen on, as a method sees them. */
final class ValidationPictures {

  private ValidationPictures() {}

  /**
   * Their features.
   *
   * @param recipe of the shots that they go with
   * @param reading into the encoder
   * @throws InputException if there is none that can be used
   */
  static LabelledFeatures encode(
      LabelledInputs inputs, ShotRecipe recipe, Method method, ImagePipeline reading, Notes notes)
      throws InputException {
    ImagePipeline rows = reading.globalsOnly(!method.needs(Need.TOKENS));
    EncodedShots encoded = EncodedShots.of(inputs, recipe.plain(), null, rows, notes);
    if (encoded.size() == 0) {
      throw new InputException("", "there is no validation picture that can be used");
    }
    if (recipe.kind() == BankKind.CLOUDS && method.sees() == Sees.EACH_VIEW) {
      return ViewFit.validation(encoded);
    }
    return new LabelledFeatures(
        encoded.toShots(method.needs(Need.RAW)).views().get(0), encoded.labels());
  }
}
