package io.glimpse.hub;

import io.glimpse.checkpoint.CheckpointException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/** What inputs and outputs of a network must be like; they are told by name, never by order. */
final class PortRules {

  private final Path file;
  private final NetworkHeader header;

  PortRules(Path file, NetworkHeader header) {
    this.file = file;
    this.header = header;
  }

  /** An input that there must be. */
  NetworkPort input(String name) throws CheckpointException {
    return header
        .input(name)
        .orElseThrow(
            () ->
                refusal(
                    header.inputs().isEmpty()
                        ? "has no input '%s', nor any other".formatted(name)
                        : "has no input '%s', but %s"
                            .formatted(name, NetworkHeader.names(header.inputs()))));
  }

  /** Refuses inputs that nobody knows how to fill. */
  void requireNoOthers(Set<String> known) throws CheckpointException {
    for (NetworkPort port : header.inputs()) {
      if (!known.contains(port.name())) {
        throw refusal("has an input '%s', which is not known here".formatted(port.name()));
      }
    }
  }

  /**
   * The output that there must be under one of some names.
   *
   * @param rank of its shape
   */
  String output(List<String> names, int rank) throws CheckpointException {
    for (String name : names) {
      NetworkPort port = header.output(name).orElse(null);
      if (port != null) {
        if (port.hasOtherRank(rank)) {
          throw refusal(
              "has an output %s of %s, but features have %d extents"
                  .formatted(name, port.description(), rank));
        }
        requireType(port, Set.of(ElementType.FLOAT));
        return name;
      }
    }
    throw refusal(
        "has the outputs %s, of which none is called %s, as features would be"
            .formatted(NetworkHeader.names(header.outputs()), String.join(" or ", names)));
  }

  /** Refuses a port of another type. */
  void requireType(NetworkPort port, Set<ElementType> types) throws CheckpointException {
    if (port.type() == null || !types.contains(port.type())) {
      throw refusal(
          "'%s' is %s, but %s is needed"
              .formatted(
                  port.name(),
                  port.description(),
                  types.stream().sorted().map(ElementType::toString).toList()));
    }
  }

  /** Refuses an extent that is fixed to something else. */
  void requireExtent(NetworkPort port, int axis, long wanted, String what)
      throws CheckpointException {
    long extent = port.extent(axis);
    if (extent != NetworkPort.OPEN && extent != wanted) {
      throw refusal(
          "'%s' is %s, with %d %s where there must be %d"
              .formatted(port.name(), port.description(), extent, what, wanted));
    }
  }

  /** Refuses a port of another rank. */
  void requireRank(NetworkPort port, int rank) throws CheckpointException {
    if (port.hasOtherRank(rank)) {
      throw refusal(
          "'%s' is %s, but must have %d extents".formatted(port.name(), port.description(), rank));
    }
  }

  CheckpointException refusal(String reason) {
    return new CheckpointException(file, reason);
  }
}
