package io.glimpse.hub;

import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * An input or output of a network, as its file declares it.
 *
 * @param type null if it is none that is known here, or not said
 * @param extents -1 for what differs from run to run; null if not even their number is said
 */
record NetworkPort(String name, @Nullable ElementType type, @Nullable List<Long> extents) {

  /** Of what differs from run to run. */
  static final long OPEN = -1;

  /** Whether the number of extents is another than that. */
  boolean hasOtherRank(int rank) {
    return extents != null && extents.size() != rank;
  }

  /** An extent; {@link #OPEN} if it is not fixed, or nothing is said. */
  long extent(int axis) {
    return extents == null ? OPEN : extents.get(axis);
  }

  /** For example {@code float [?, 3, 224, 224]}. */
  String description() {
    String shape =
        extents == null
            ? "of any shape"
            : extents.stream()
                .map(extent -> extent == OPEN ? "?" : extent.toString())
                .collect(Collectors.joining(", ", "[", "]"));
    return (type == null ? "of an unknown type" : type) + " " + shape;
  }
}
