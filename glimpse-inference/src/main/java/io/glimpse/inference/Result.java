package io.glimpse.inference;

import io.glimpse.file.Input;
import io.glimpse.image.ImageException;
import io.glimpse.method.Prediction;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What came of one of many inputs: a prediction, or the reason why there is none.
 *
 * @param input as it was given
 * @param prediction null where there is an error
 * @param error null where there is a prediction
 */
public record Result(Input input, @Nullable Prediction prediction, @Nullable ImageException error) {

  /** Whether there is a prediction. */
  public boolean isGood() {
    return error == null;
  }

  /**
   * The prediction.
   *
   * @throws ImageException if the input could not be used, saying why
   */
  public Prediction get() throws ImageException {
    if (error != null) {
      throw error;
    }
    return Objects.requireNonNull(prediction);
  }
}
