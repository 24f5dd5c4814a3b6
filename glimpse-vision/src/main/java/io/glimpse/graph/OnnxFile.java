package io.glimpse.graph;

import io.glimpse.protobuf.ProtobufReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * A network as its ONNX file says it, weights within: read, so that a part of it can go into
 * another graph. Messages stay where they lie in the file's bytes.
 *
 * @param inputs the names of what it reads
 * @param nodes in their order, in which what makes a value comes before what needs it
 * @param weights by name, each as a {@code TensorProto}
 */
public record OnnxFile(Set<String> inputs, List<Node> nodes, Map<String, ByteBuffer> weights) {

  // Fields of ModelProto, of GraphProto, and of what is in it.
  private static final int GRAPH = 7;
  private static final int IMPORT = 8;
  private static final int NODE = 1;
  private static final int INITIALIZER = 5;
  private static final int INPUT = 11;
  private static final int NODE_INPUT = 1;
  private static final int NODE_OUTPUT = 2;
  private static final int TENSOR_NAME = 8;
  private static final int INPUT_NAME = 1;
  private static final int IMPORT_DOMAIN = 1;
  private static final int IMPORT_VERSION = 2;

  /**
   * An operator.
   *
   * @param message as a {@code NodeProto}
   */
  public record Node(List<String> inputs, List<String> outputs, ByteBuffer message) {}

  /**
   * A part of a network.
   *
   * @param nodes in their order
   * @param weights that they read, by name, each as a {@code TensorProto}
   */
  public record Part(List<Node> nodes, Map<String, ByteBuffer> weights) {}

  /**
   * Reads a file.
   *
   * @throws IOException if it is damaged, or its operators are of another version than this package
   *     writes, so that its nodes may mean something else there
   */
  public static OnnxFile read(byte[] model) throws IOException {
    OnnxFile file = new OnnxFile(new HashSet<>(), new ArrayList<>(), new HashMap<>());
    for (ProtobufReader all = new ProtobufReader(model); all.next(); ) {
      if (all.field() == IMPORT) {
        requireVersion(all.message());
      } else if (all.field() == GRAPH) {
        file.readGraph(all.message());
      }
    }
    return file;
  }

  private static void requireVersion(ProtobufReader operators) throws IOException {
    String domain = "";
    long version = 0;
    while (operators.next()) {
      switch (operators.field()) {
        case IMPORT_DOMAIN -> domain = operators.string();
        case IMPORT_VERSION -> version = operators.integer();
        default -> {}
      }
    }
    if (domain.isEmpty() && version != OnnxGraph.OPSET) {
      throw new IOException(
          "the network has operators of version "
              + version
              + "; only version "
              + OnnxGraph.OPSET
              + " can be taken over");
    }
  }

  private void readGraph(ProtobufReader graph) throws IOException {
    while (graph.next()) {
      switch (graph.field()) {
        case NODE -> {
          ByteBuffer node = graph.bytes();
          nodes.add(new Node(strings(node, NODE_INPUT), strings(node, NODE_OUTPUT), node));
        }
        case INITIALIZER -> {
          ByteBuffer tensor = graph.bytes();
          strings(tensor, TENSOR_NAME).forEach(name -> weights.put(name, tensor));
        }
        case INPUT -> inputs.addAll(strings(graph.bytes(), INPUT_NAME));
        default -> {}
      }
    }
  }

  private static List<String> strings(ByteBuffer message, int field) throws IOException {
    List<String> found = new ArrayList<>();
    for (ProtobufReader all = new ProtobufReader(message); all.next(); ) {
      if (all.field() == field) {
        found.add(all.string());
      }
    }
    return found;
  }

  /**
   * What makes some values.
   *
   * @throws IOException naming a value that nothing makes
   */
  public Part making(Set<String> values) throws IOException {
    Set<String> wanted = new HashSet<>(values);
    List<Node> made = new ArrayList<>();
    for (int i = nodes.size() - 1; i >= 0; i--) {
      Node node = nodes.get(i);
      if (node.outputs().stream().anyMatch(wanted::contains)) {
        made.add(0, node);
        wanted.addAll(node.inputs());
        wanted.removeAll(node.outputs());
      }
    }
    // What an operator may leave out has no name.
    wanted.remove("");
    wanted.removeAll(inputs);
    Map<String, ByteBuffer> needed = new TreeMap<>();
    for (String name : wanted) {
      ByteBuffer weight = weights.get(name);
      if (weight == null) {
        throw new IOException("the network has no value '" + name + "'; it is not the one meant");
      }
      needed.put(name, weight);
    }
    return new Part(made, needed);
  }
}
