package io.glimpse.input;

import io.glimpse.argument.Given;
import io.glimpse.feature.ClassSet;
import io.glimpse.file.Input;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Inputs with their classes.
 *
 * @param inputs in the order in which they become shots
 * @param labels the class of each input
 * @param classes what the labels number
 */
public record LabelledInputs(List<Input> inputs, List<Integer> labels, ClassSet classes) {

  public LabelledInputs {
    inputs = Given.list(inputs, "inputs");
    labels = Given.list(labels, "labels");
    Objects.requireNonNull(classes, "classes");
    if (inputs.size() != labels.size()) {
      throw new IllegalArgumentException(
          inputs.size() + " inputs but " + labels.size() + " labels");
    }
  }

  /** Inputs by their class, in the order of the map. */
  public static LabelledInputs of(Map<String, ? extends List<? extends Input>> byClass) {
    Objects.requireNonNull(byClass, "byClass");
    List<Input> inputs = new ArrayList<>();
    List<Integer> labels = new ArrayList<>();
    int[] seen = {0};
    byClass.forEach(
        (name, some) -> {
          int label = seen[0]++;
          inputs.addAll(Given.list(some, "byClass[" + name + "]"));
          labels.addAll(Collections.nCopies(some.size(), label));
        });
    return new LabelledInputs(inputs, labels, ClassSet.of(List.copyOf(byClass.keySet())));
  }

  /** Inputs of one class. */
  public static LabelledInputs of(List<Input> inputs, ClassSet one) {
    Objects.requireNonNull(inputs, "inputs");
    return new LabelledInputs(inputs, Collections.nCopies(inputs.size(), 0), one);
  }

  /**
   * The same inputs with labels that number other classes, each the one of its name.
   *
   * @throws IllegalArgumentException naming the first class that is not among the others
   */
  public LabelledInputs as(ClassSet others) {
    Objects.requireNonNull(others, "others");
    if (classes.equals(others)) {
      return this;
    }
    int[] places = new int[classes.size()];
    for (int c = 0; c < places.length; c++) {
      String name = classes.name(c);
      places[c] =
          others
              .find(name)
              .orElseThrow(
                  () ->
                      new IllegalArgumentException(
                          "there is no class '" + ClassSet.shortened(name) + "' among " + others));
    }
    return new LabelledInputs(inputs, labels.stream().map(label -> places[label]).toList(), others);
  }

  /** How many inputs there are, and the first classes. */
  @Override
  public String toString() {
    return "LabelledInputs[inputs=" + size() + ", " + classes + "]";
  }

  /** The number of inputs. */
  public int size() {
    return inputs.size();
  }
}
