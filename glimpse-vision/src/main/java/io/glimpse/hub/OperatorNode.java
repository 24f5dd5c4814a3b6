package io.glimpse.hub;

import java.util.List;
import java.util.Map;

/**
 * An operator in a network.
 *
 * @param domain that its name belongs to; empty for ONNX's own
 * @param shape what its attribute {@code shape} or {@code value} holds, if that could be a size
 * @param subgraphs how many networks it has within
 */
record OperatorNode(
    String domain,
    String type,
    List<String> inputs,
    List<String> outputs,
    Map<String, double[]> constants,
    int subgraphs) {}
