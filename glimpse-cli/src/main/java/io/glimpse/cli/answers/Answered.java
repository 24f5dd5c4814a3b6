package io.glimpse.cli.answers;

import io.glimpse.encoder.EncodedImage;
import io.glimpse.method.Prediction;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * An answer, as it goes to whatever takes answers.
 *
 * @param unsure whether its class is not sure enough; null where nobody said when it is
 * @param place where the picture was put, or would be; null where it stays
 */
record Answered(
    EncodedImage image, Prediction prediction, @Nullable Boolean unsure, @Nullable Path place) {

  /** The input as it was given. */
  String path() {
    return image.input().name();
  }

  boolean isUnsure() {
    return unsure != null && unsure;
  }
}
