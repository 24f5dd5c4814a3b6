package io.glimpse.hub;

import io.glimpse.checkpoint.CheckpointException;
import io.glimpse.onnx.NetworkInput;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * How texts go into a network and features come out.
 *
 * @param inputs of token ids and what goes with them
 * @param output the name of the features of texts
 * @param oneByOne whether it takes a text at a time
 * @param length ids that every row must have; {@link NetworkPort#OPEN} for any number
 */
record TextPort(List<NetworkPort> inputs, String output, boolean oneByOne, long length) {

  static final String IDS = "input_ids";

  private static final String MASK = "attention_mask";

  /** Of BERT, which tells two sentences apart by them; there is one. */
  private static final String TYPES = "token_type_ids";

  static final List<String> INPUTS = List.of(IDS, MASK, TYPES);

  /** Longer rows than any text encoder takes. */
  static final long LONGEST = 8192;

  /**
   * Recognises a network for texts.
   *
   * @param whole whether it takes pictures as well
   * @throws CheckpointException if it takes something else
   */
  static TextPort of(Path file, NetworkHeader header, ModelKind kind, boolean whole)
      throws CheckpointException {
    PortRules rules = new PortRules(file, header);
    NetworkPort ids = rules.input(IDS);
    Set<String> known = new HashSet<>(INPUTS);
    if (whole) {
      known.add(ImagePort.PIXELS);
    }
    rules.requireNoOthers(known);
    List<NetworkPort> inputs = new ArrayList<>();
    for (NetworkPort port : header.inputs()) {
      if (INPUTS.contains(port.name())) {
        rules.requireType(port, Set.of(ElementType.INT64, ElementType.INT32));
        rules.requireRank(port, 2);
        rules.requireExtent(port, 0, 1, "texts at a time");
        inputs.add(port);
      }
    }
    long length = ids.extent(1);
    if (length != NetworkPort.OPEN && (length < 1 || length > LONGEST)) {
      throw rules.refusal("takes texts of %d ids".formatted(length));
    }
    return new TextPort(inputs, rules.output(kind.textOutputs(), 2), ids.extent(0) == 1, length);
  }

  /**
   * What the network reads for some texts.
   *
   * @param ids of rows of one length
   * @param ends of each row the place behind which nobody must look
   */
  List<NetworkInput> feeds(int[][] ids, int[] ends) {
    List<NetworkInput> feeds = new ArrayList<>();
    int length = ids[0].length;
    for (NetworkPort port : inputs) {
      int[] values = new int[ids.length * length];
      for (int i = 0; i < ids.length; i++) {
        switch (port.name()) {
          case IDS -> System.arraycopy(ids[i], 0, values, i * length, length);
          case MASK -> Arrays.fill(values, i * length, i * length + ends[i] + 1, 1);
          default -> {}
        }
      }
      feeds.add(
          port.type() == ElementType.INT32
              ? NetworkInput.ints(port.name(), values, ids.length, length)
              : NetworkInput.longs(
                  port.name(), Arrays.stream(values).asLongStream().toArray(), ids.length, length));
    }
    return feeds;
  }
}
