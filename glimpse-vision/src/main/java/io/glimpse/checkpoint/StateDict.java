package io.glimpse.checkpoint;

import io.glimpse.checkpoint.Pickled.Module;
import io.glimpse.checkpoint.Pickled.View;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Finds the named tensors in what a pickle holds: a module, a state dict, or one in a wrapper. */
final class StateDict {

  /** Under what key training scripts keep the weights, beside the optimizer's tensors. */
  private static final List<String> WRAPPERS = List.of("state_dict", "model_state_dict", "model");

  private static final int DEEPEST_MODULE = 50;
  private static final int LONGEST_NAME = 1000;
  private static final int MOST_ATTRIBUTES = 200_000;

  private final Map<String, View> tensors = new LinkedHashMap<>();
  private final String name;
  private int attributes;

  private StateDict(String name) {
    this.name = name;
  }

  /**
   * Finds the tensors.
   *
   * @param name what was pickled, for messages
   */
  static Map<String, View> of(String name, Object pickled) throws CheckpointException {
    StateDict found = new StateDict(name);
    if (pickled instanceof Module module) {
      found.walk("", module, 0);
    } else if (pickled instanceof Map<?, ?> map) {
      // First, for beside the weights there may be tensors of the training, such as its dice.
      for (int i = 0; found.tensors.isEmpty() && i < WRAPPERS.size(); i++) {
        if (map.get(WRAPPERS.get(i)) instanceof Map<?, ?> wrapped) {
          found.take(wrapped);
        }
      }
      if (found.tensors.isEmpty()) {
        found.take(map);
      }
    }
    if (found.tensors.isEmpty()) {
      throw new CheckpointException(name, "holds no state dict, that is, no tensors with names");
    }
    return found.tensors;
  }

  private void take(Map<?, ?> map) throws CheckpointException {
    for (var entry : map.entrySet()) {
      if (entry.getKey() instanceof String text && entry.getValue() instanceof View tensor) {
        refuseLong(text);
        tensors.put(text, tensor);
      }
    }
  }

  private void refuseLong(String tensor) throws CheckpointException {
    if (tensor.length() > LONGEST_NAME) {
      throw new CheckpointException(
          name, "has a tensor name of " + tensor.length() + " characters");
    }
  }

  private void walk(String prefix, Module module, int depth) throws CheckpointException {
    if (depth > DEEPEST_MODULE) {
      throw new CheckpointException(
          name, "has modules within modules, more than " + DEEPEST_MODULE + " deep");
    }
    for (var attribute : module.attributes().entrySet()) {
      // A module may be named from many places, so that few bytes could make a tree without end.
      if (++attributes > MOST_ATTRIBUTES) {
        throw new CheckpointException(
            name, "has modules of more than " + MOST_ATTRIBUTES + " attributes");
      }
      String path = prefix + attribute.getKey();
      refuseLong(path);
      if (attribute.getValue() instanceof View tensor) {
        tensors.put(path, tensor);
      } else if (attribute.getValue() instanceof Module child) {
        walk(path + ".", child, depth + 1);
      }
    }
  }
}
