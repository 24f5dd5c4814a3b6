package io.glimpse.bank;

import io.glimpse.calibration.Calibration;
import io.glimpse.matrix.Matrix;
import io.glimpse.method.Method;
import io.glimpse.method.Methods;
import io.glimpse.method.Parameters;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a bank's shots were made a classifier by.
 *
 * @param name the name of the method
 * @param parameters the values of its parameters, as they would be typed
 * @param weights what training made, by name; empty for a method that is not trained
 * @param calibration how far its answers can be trusted; null where that is still to be learned
 *     from the shots
 */
public record Fitted(
    String name,
    Map<String, String> parameters,
    Map<String, Matrix> weights,
    @Nullable Calibration calibration) {

  public Fitted {
    parameters = Map.copyOf(parameters);
    weights = Map.copyOf(weights);
  }

  /** A method that is not trained. */
  public static Fitted of(String name, Map<String, String> parameters) {
    return new Fitted(name, parameters, Map.of(), null);
  }

  /** Whether training made it, so that it holds for the shots of its bank alone. */
  public boolean isTrained() {
    return !weights.isEmpty() && !method().isClosedForm();
  }

  /** The same method for other shots: what was made or learned of the old ones is left behind. */
  public Fitted forOtherShots() {
    return isTrained() ? this : new Fitted(name, parameters, Map.of(), forOthers());
  }

  /** An older bank stays as it was made until it is tuned. */
  private @Nullable Calibration forOthers() {
    return calibration != null && calibration.isOlder() ? calibration : null;
  }

  /** The method. */
  public Method method() {
    return Methods.of(name);
  }

  /** The method's parameters, checked. */
  public Parameters checkedParameters() {
    return Parameters.of(method(), parameters);
  }
}
