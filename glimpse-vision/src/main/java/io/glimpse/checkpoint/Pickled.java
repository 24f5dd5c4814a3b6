package io.glimpse.checkpoint;

import java.util.List;
import java.util.Map;

/**
 * What a pickle may hold besides Java's own {@link String}, {@link Long}, {@link Double}, {@link
 * Boolean}, {@link List} and {@link Map}: descriptions, of which nothing is ever run.
 */
sealed interface Pickled {

  /** Python's {@code None}. */
  enum None implements Pickled {
    NONE
  }

  /** A list that does not change, such as the arguments of a call. */
  record Tuple(List<Object> items) implements Pickled {}

  /** A class or function, named but never looked up. */
  record Name(String module, String attribute) implements Pickled {
    @Override
    public String toString() {
      return module + "." + attribute;
    }
  }

  /**
   * Numbers that lie in a member of the archive.
   *
   * @param key name of the member below {@code data/}
   * @param elements how many numbers it says there are
   */
  record Storage(NumberType type, String key, long elements) implements Pickled {}

  /** A window on a storage; sizes and strides are as stored, and not checked yet. */
  record View(Storage storage, long offset, List<Long> shape, List<Long> strides)
      implements Pickled {}

  /** A TorchScript module: its attributes are tensors, further modules and settings. */
  final class Module implements Pickled {

    private Map<?, ?> attributes = Map.of();

    Map<?, ?> attributes() {
      return attributes;
    }

    void set(Map<?, ?> state) {
      attributes = state;
    }
  }
}
