package io.glimpse.input;

import io.glimpse.feature.ClassSet;
import io.glimpse.file.Input;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/**
 * Inputs with their classes.
 *
 * @param inputs in the order in which they become shots
 * @param labels the class of each input
 * @param classes what the labels number
 */
public record LabelledInputs(List<Input> inputs, List<Integer> labels, ClassSet classes) {

  public LabelledInputs {
    inputs = List.copyOf(inputs);
    labels = List.copyOf(labels);
    if (inputs.size() != labels.size()) {
      throw new IllegalArgumentException(
          inputs.size() + " inputs but " + labels.size() + " labels");
    }
  }

  /** Inputs by their class, in the order of the map. */
  public static LabelledInputs of(Map<String, ? extends List<? extends Input>> byClass) {
    List<Input> inputs = new ArrayList<>();
    List<Integer> labels = new ArrayList<>();
    int[] seen = {0};
    byClass.forEach(
        (name, some) -> {
          int label = seen[0]++;
          inputs.addAll(some);
          labels.addAll(Collections.nCopies(some.size(), label));
        });
    return new LabelledInputs(inputs, labels, ClassSet.of(List.copyOf(byClass.keySet())));
  }

  /** Inputs of one class. */
  public static LabelledInputs of(List<Input> inputs, ClassSet one) {
    return new LabelledInputs(inputs, Collections.nCopies(inputs.size(), 0), one);
  }

  /** The number of inputs. */
  public int size() {
    return inputs.size();
  }
}
