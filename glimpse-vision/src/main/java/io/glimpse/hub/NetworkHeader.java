package io.glimpse.hub;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;

/**
 * What a network's file says of itself.
 *
 * @param inputs that must be fed, in the file's order
 * @param outputs in the file's order
 * @param external tensors whose values are in other files
 * @param idTable rows of the table that token ids are looked up in, where the file shows that
 */
record NetworkHeader(
    List<NetworkPort> inputs,
    List<NetworkPort> outputs,
    List<StoredTensor> external,
    OptionalLong idTable) {

  NetworkHeader {
    inputs = List.copyOf(inputs);
    outputs = List.copyOf(outputs);
    external = List.copyOf(external);
  }

  Optional<NetworkPort> input(String name) {
    return named(inputs, name);
  }

  Optional<NetworkPort> output(String name) {
    return named(outputs, name);
  }

  private static Optional<NetworkPort> named(List<NetworkPort> ports, String name) {
    return ports.stream().filter(port -> port.name().equals(name)).findFirst();
  }

  /** Names, for messages. */
  static String names(List<NetworkPort> ports) {
    return ports.stream().map(port -> "'" + port.name() + "'").collect(Collectors.joining(", "));
  }
}
