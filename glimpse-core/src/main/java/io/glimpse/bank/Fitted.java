package io.glimpse.bank;

import io.glimpse.matrix.Matrix;
import io.glimpse.method.Method;
import io.glimpse.method.Methods;
import io.glimpse.method.Parameters;
import java.util.Map;

/**
 * What a bank's shots were made a classifier by.
 *
 * @param name the name of the method
 * @param parameters the values of its parameters, as they would be typed
 * @param weights what training made, by name; empty for a method that is not trained
 */
public record Fitted(String name, Map<String, String> parameters, Map<String, Matrix> weights) {

  public Fitted {
    parameters = Map.copyOf(parameters);
    weights = Map.copyOf(weights);
  }

  /** A method that is not trained. */
  public static Fitted of(String name, Map<String, String> parameters) {
    return new Fitted(name, parameters, Map.of());
  }

  /** Whether training made it, so that it holds for the shots of its bank alone. */
  public boolean isTrained() {
    return !weights.isEmpty() && !method().isClosedForm();
  }

  /** The same method for other shots: what a closed form made of the old ones is left behind. */
  Fitted forOtherShots() {
    return isTrained() ? this : of(name, parameters);
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
