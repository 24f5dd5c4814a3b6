package io.glimpse.hub;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;

/**
 * An operator in a network.
 *
 * @param domain that its name belongs to; empty for ONNX's own
 * @param constants what its attributes hold that could be sizes, by name
 * @param subgraphs the networks that it has within
 */
record OperatorNode(
    String domain,
    String type,
    List<String> inputs,
    List<String> outputs,
    Map<String, double[]> constants,
    List<ByteBuffer> subgraphs) {}
