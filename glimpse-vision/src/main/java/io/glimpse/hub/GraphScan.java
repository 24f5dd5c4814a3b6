package io.glimpse.hub;

import io.glimpse.protobuf.ProtobufReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;

/**
 * A look at all operators and tensors of a network, also those of networks within it, before
 * anybody runs it.
 */
final class GraphScan {

  // Fields of GraphProto, NodeProto and AttributeProto.
  private static final int NODE = 1;
  private static final int INITIALIZER = 5;
  private static final int INPUT = 11;
  private static final int OUTPUT = 12;
  private static final int SPARSE_INITIALIZER = 15;
  private static final int NODE_INPUT = 1;
  private static final int NODE_OUTPUT = 2;
  private static final int NODE_TYPE = 4;
  private static final int NODE_ATTRIBUTE = 5;
  private static final int NODE_DOMAIN = 7;
  private static final int ATTRIBUTE_NAME = 1;
  private static final int ATTRIBUTE_FLOAT = 2;
  private static final int ATTRIBUTE_INT = 3;
  private static final int ATTRIBUTE_TENSOR = 5;
  private static final int ATTRIBUTE_GRAPH = 6;
  private static final int ATTRIBUTE_FLOATS = 7;
  private static final int ATTRIBUTE_INTS = 8;
  private static final int ATTRIBUTE_TENSORS = 10;
  private static final int ATTRIBUTE_GRAPHS = 11;
  private static final int ATTRIBUTE_SPARSE = 22;
  private static final int ATTRIBUTE_SPARSES = 23;

  private static final Set<Integer> SINGLE = Set.of(ATTRIBUTE_TENSOR, ATTRIBUTE_GRAPH);

  private static final int DEEPEST = 8;

  /** The largest encoders have some thousands. */
  private static final int MOST_NODES = 1 << 18;

  /** What of a table's name a lookup by token ids goes through. */
  private static final Set<String> PASSING = Set.of("Cast", "Identity", "Reshape");

  private static final Set<String> LOOKUPS = Set.of("Gather", "GatherBlockQuantized");

  private final NameBudget names = new NameBudget();
  private final List<NetworkPort> inputs = new ArrayList<>();
  private final List<NetworkPort> outputs = new ArrayList<>();
  private final List<StoredTensor> external = new ArrayList<>();
  private final Map<String, List<Long>> extents = new HashMap<>();

  /** A file may give the network in parts, and operators before the tensors that they read. */
  private final List<OperatorNode> whole = new ArrayList<>();

  private final SizeRules sizes = new SizeRules(null);

  /** What is the token ids, under whatever name. */
  private final Set<String> ids = new HashSet<>(Set.of(TextPort.IDS));

  private OptionalLong idTable = OptionalLong.empty();
  private int nodes;

  /** Takes in a part of a network; a file may give it in several. */
  void add(ProtobufReader graph) throws IOException {
    add(graph, 0, sizes, whole);
  }

  private void add(ProtobufReader graph, int depth, SizeRules rules, List<OperatorNode> seen)
      throws IOException {
    while (graph.next()) {
      switch (graph.field()) {
        case NODE -> seen.add(node(graph.message()));
        case INITIALIZER -> {
          StoredTensor tensor = keep(StoredTensor.read(graph.message(), names));
          rules.add(tensor);
          extents.put(tensor.name(), tensor.extents());
        }
        case SPARSE_INITIALIZER -> throw sparse();
        case INPUT -> {
          if (depth == 0) {
            inputs.add(PortReader.read(graph.message(), names));
          }
        }
        case OUTPUT -> {
          if (depth == 0) {
            outputs.add(PortReader.read(graph.message(), names));
          }
        }
        default -> {}
      }
    }
  }

  /** Goes through operators in their order, when all that they read is known. */
  private void require(List<OperatorNode> seen, int depth, SizeRules rules) throws IOException {
    for (OperatorNode node : seen) {
      rules.require(node);
      follow(node);
      for (ByteBuffer graph : node.subgraphs()) {
        if (depth == DEEPEST) {
          throw new IOException("has networks within networks, %d deep".formatted(DEEPEST));
        }
        List<OperatorNode> within = new ArrayList<>();
        SizeRules inner = new SizeRules(rules);
        add(new ProtobufReader(graph), depth + 1, inner, within);
        require(within, depth + 1, inner);
      }
    }
  }

  private OperatorNode node(ProtobufReader message) throws IOException {
    if (++nodes > MOST_NODES) {
      throw new IOException("has more than %d operators".formatted(MOST_NODES));
    }
    String type = "";
    String domain = "";
    List<String> reads = new ArrayList<>();
    List<String> makes = new ArrayList<>();
    Map<String, double[]> constants = new HashMap<>();
    List<ByteBuffer> subgraphs = new ArrayList<>();
    while (message.next()) {
      switch (message.field()) {
        case NODE_TYPE -> type = names.read(message);
        case NODE_DOMAIN -> domain = names.read(message);
        case NODE_INPUT -> reads.add(names.read(message));
        case NODE_OUTPUT -> makes.add(names.read(message));
        case NODE_ATTRIBUTE -> addAttribute(message.message(), constants, subgraphs);
        default -> {}
      }
    }
    OperatorNode node = new OperatorNode(domain, type, reads, makes, constants, subgraphs);
    OperatorRules.require(node);
    return node;
  }

  private void addAttribute(
      ProtobufReader message, Map<String, double[]> constants, List<ByteBuffer> subgraphs)
      throws IOException {
    String name = "";
    double[] few = {};
    List<Long> integers = new ArrayList<>();
    TensorValues reals = new TensorValues();
    Set<Integer> once = new HashSet<>();
    while (message.next()) {
      // Others put two networks under one name together, and would see what is not seen here.
      if (SINGLE.contains(message.field()) && !once.add(message.field())) {
        throw new IOException("gives an attribute '%s' of an operator twice".formatted(name));
      }
      switch (message.field()) {
        case ATTRIBUTE_NAME -> name = names.read(message);
        case ATTRIBUTE_FLOAT, ATTRIBUTE_FLOATS -> reals.addReals(message, Float.BYTES);
        case ATTRIBUTE_INT, ATTRIBUTE_INTS -> TensorValues.addFew(message, integers);
        case ATTRIBUTE_TENSOR, ATTRIBUTE_TENSORS ->
            few = keep(StoredTensor.read(message.message(), names)).few();
        case ATTRIBUTE_GRAPH, ATTRIBUTE_GRAPHS -> subgraphs.add(message.bytes());
        case ATTRIBUTE_SPARSE, ATTRIBUTE_SPARSES -> throw sparse();
        default -> {}
      }
    }
    if (few.length == 0 && !integers.isEmpty() && integers.size() <= TensorValues.FEW) {
      few = integers.stream().mapToDouble(Long::doubleValue).toArray();
    }
    if (few.length == 0) {
      few = reals.few(ElementType.FLOAT);
    }
    if (few.length > 0) {
      constants.put(name, few);
    }
  }

  private StoredTensor keep(StoredTensor tensor) {
    if (!tensor.external().isEmpty()) {
      external.add(tensor);
    }
    return tensor;
  }

  private static IOException sparse() {
    return new IOException("has a sparse tensor, whose size only its making would show");
  }

  /** Finds the table that token ids are looked up in. */
  private void follow(OperatorNode node) {
    if (PASSING.contains(node.type()) && ids.contains(first(node.inputs()))) {
      ids.add(first(node.outputs()));
    }
    if (LOOKUPS.contains(node.type())
        && node.inputs().size() > 1
        && ids.contains(node.inputs().get(1))
        && idTable.isEmpty()) {
      List<Long> table = extents.get(first(node.inputs()));
      if (table != null && table.size() == 2) {
        idTable = OptionalLong.of(table.get(0));
      }
    }
  }

  private static String first(List<String> names) {
    return names.isEmpty() ? "" : names.get(0);
  }

  /** What was found, when all parts were taken in. */
  NetworkHeader header() throws IOException {
    require(whole, 0, sizes);
    // Older files list their weights among the inputs.
    List<NetworkPort> fed =
        inputs.stream().filter(input -> !extents.containsKey(input.name())).toList();
    return new NetworkHeader(fed, outputs, external, idTable);
  }
}
