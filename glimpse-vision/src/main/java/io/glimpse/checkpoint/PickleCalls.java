package io.glimpse.checkpoint;

import io.glimpse.checkpoint.Pickled.Name;
import io.glimpse.checkpoint.Pickled.Storage;
import io.glimpse.checkpoint.Pickled.Tuple;
import io.glimpse.checkpoint.Pickled.View;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The names that a checkpoint's pickle may use, and what a call of each describes. */
final class PickleCalls {

  private static final Name ORDERED_DICT = new Name("collections", "OrderedDict");
  private static final Name TENSOR = new Name("torch._utils", "_rebuild_tensor_v2");
  private static final Name PARAMETER = new Name("torch._utils", "_rebuild_parameter");

  /** What TorchScript compiled; named in a pickle as the type of a module. */
  private static final String TORCH_SCRIPT = "__torch__.";

  private static final String STORAGE = "Storage";
  private static final int LONGEST_KEY = 100;
  private static final int MOST_AXES = 64;

  private static final Map<Character, String> KNOWN_BUT_FORBIDDEN =
      Map.of(
          'i',
          "INST",
          'o',
          "OBJ",
          'P',
          "PERSID",
          (char) 0x82,
          "EXT1",
          (char) 0x83,
          "EXT2",
          (char) 0x84,
          "EXT4",
          (char) 0x92,
          "NEWOBJ_EX",
          (char) 0x97,
          "NEXT_BUFFER");

  private final PickleInput input;

  PickleCalls(PickleInput input) {
    this.input = input;
  }

  /** How an instruction that is not run is named in messages. */
  static String title(char opcode) {
    String known = KNOWN_BUT_FORBIDDEN.get(opcode);
    return known == null ? "0x%02x".formatted((int) opcode) : known;
  }

  /** Whether objects of this type may be made, without arguments and never by a call. */
  static boolean isTorchScript(Name type) {
    return type.module().startsWith(TORCH_SCRIPT) || type.module().equals("__torch__");
  }

  /** Lets a name pass that is on the list, whole and to the letter. */
  Name name(String module, String attribute) throws CheckpointException {
    Name name = new Name(module, attribute);
    if (name.equals(ORDERED_DICT)
        || name.equals(TENSOR)
        || name.equals(PARAMETER)
        || isTorchScript(name)
        || storageType(name) != null) {
      return name;
    }
    if (module.equals("torch") && attribute.endsWith(STORAGE)) {
      throw input.refusal("has numbers of the type " + attribute + ", which is not read,");
    }
    throw input.refusal(
        "names '%s', which is not allowed (save the model's state_dict() to keep only tensors),"
            .formatted(name));
  }

  /** Describes a call. */
  Object call(Name function, List<Object> arguments) throws CheckpointException {
    if (function.equals(ORDERED_DICT) && arguments.isEmpty()) {
      return new LinkedHashMap<>();
    }
    if (function.equals(TENSOR)
        && arguments.size() >= 4
        && arguments.get(0) instanceof Storage storage
        && arguments.get(1) instanceof Long offset) {
      return new View(storage, offset, numbers(arguments.get(2)), numbers(arguments.get(3)));
    }
    if (function.equals(PARAMETER)
        && !arguments.isEmpty()
        && arguments.get(0) instanceof View tensor) {
      return tensor;
    }
    throw input.refusal("calls '" + function + "' with what it does not take");
  }

  /** Reads {@code ('storage', type, key, location, elements)}; the location is of no use here. */
  Storage storage(Object id) throws CheckpointException {
    if (id instanceof Tuple tuple && tuple.items().size() == 5) {
      List<Object> items = tuple.items();
      NumberType type = items.get(1) instanceof Name name ? storageType(name) : null;
      if ("storage".equals(items.get(0))
          && type != null
          && items.get(2) instanceof String key
          && key.length() <= LONGEST_KEY
          && items.get(4) instanceof Long elements) {
        return new Storage(type, key, elements);
      }
    }
    throw input.refusal("refers to an object outside that is no storage");
  }

  private static @Nullable NumberType storageType(Name name) {
    return name.module().equals("torch") ? NumberType.ofTorchStorage(name.attribute()) : null;
  }

  private List<Long> numbers(Object tuple) throws CheckpointException {
    List<Long> numbers = new ArrayList<>();
    if (tuple instanceof Tuple items && items.items().size() <= MOST_AXES) {
      for (Object item : items.items()) {
        if (item instanceof Long number) {
          numbers.add(number);
        }
      }
      if (numbers.size() == items.items().size()) {
        return numbers;
      }
    }
    throw input.refusal("has a size or stride that is no short tuple of whole numbers");
  }
}
