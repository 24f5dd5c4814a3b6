package io.glimpse.graph;

import io.glimpse.file.AtomicFile;
import io.glimpse.protobuf.ProtobufWriter;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A {@linkplain OnnxGraph#portable portable} graph on its way to a file, with the weights of a
 * network that it took over and with metadata.
 *
 * <p>All is in one file, as long as a protobuf message can hold it; of larger ones the network's
 * weights go to a second file beside it. Weights are copied a block at a time, so that the heap
 * stays small.
 */
public final class PortableModel {

  /** The longest protobuf message. */
  public static final long LARGEST = Integer.MAX_VALUE;

  private static final int BLOCK = 1 << 20;

  // Fields of ModelProto.
  private static final int GRAPH = 7;
  private static final int IMPORT = 8;
  private static final int METADATA = 14;

  private final OnnxGraph graph;
  private final Map<String, String> metadata;
  private final List<StoredWeight> weights = new ArrayList<>();

  /** With the values of all weights that do not stand in their tensors; null for none. */
  private @Nullable Path values;

  /**
   * A file of a graph.
   *
   * @param metadata in this order
   */
  public PortableModel(OnnxGraph graph, Map<String, String> metadata) {
    this.graph = graph;
    this.metadata = new LinkedHashMap<>(metadata);
  }

  /**
   * Adds the weights of a network that was taken over.
   *
   * @param folder where its file of weights is; null where all stand in it
   * @throws IOException if it is damaged, or has its weights in several files
   */
  public void add(OnnxFile.Part network, @Nullable Path folder) throws IOException {
    for (ByteBuffer tensor : network.weights().values()) {
      StoredWeight weight = StoredWeight.read(tensor);
      weights.add(weight);
      if (weight.isOutside()) {
        Path file = folder == null ? null : weight.path(folder);
        if (file == null || (values != null && !values.equals(file))) {
          throw new IOException("the network's weights are not in one file beside it");
        }
        values = file;
      }
    }
  }

  /** Bytes of the file if all is in it. */
  public long bytes() throws IOException {
    return before(graphLength(null)).length + graphLength(null) + after().length;
  }

  /**
   * Writes the file, and the second one before it where one is too large. Neither is ever there in
   * part.
   *
   * @param most bytes of a file with everything in it; {@link #LARGEST}, or less to try what
   *     becomes of larger ones
   * @param weightsName of the second file, the same for the same weights only
   * @return the files that were written
   * @throws IOException if one cannot be written, or the graph without the network's weights is too
   *     large, too
   */
  public List<Path> write(Path target, long most, String weightsName) throws IOException {
    String name = bytes() <= most ? null : weightsName;
    if (name == null) {
      writeGraph(target, null);
      return List.of(target);
    }
    Path source = values;
    if (graphLength(name) > LARGEST || source == null) {
      throw new IOException(
          target + ": what was learned takes more than the 2 GB that an ONNX file can hold");
    }
    Path beside = target.resolveSibling(name);
    try (AtomicFile file = AtomicFile.create(beside);
        FileChannel from = FileChannel.open(source, StandardOpenOption.READ)) {
      copy(from, 0, from.size(), file);
      file.commit();
    }
    writeGraph(target, name);
    return List.of(target, beside);
  }

  private void writeGraph(Path target, @Nullable String weightsName) throws IOException {
    try (AtomicFile file = AtomicFile.create(target)) {
      file.append(ByteBuffer.wrap(before(graphLength(weightsName))));
      file.append(ByteBuffer.wrap(graph.message().toByteArray()));
      for (StoredWeight weight : weights) {
        if (!weight.isOutside()) {
          file.append(ByteBuffer.wrap(tensor(weight.tensor().remaining())));
          file.append(weight.tensor().duplicate());
        } else if (weightsName != null) {
          ProtobufWriter moved = weight.in(weightsName);
          file.append(ByteBuffer.wrap(tensor(moved.size())));
          file.append(ByteBuffer.wrap(moved.toByteArray()));
        } else {
          ProtobufWriter begun = weight.beforeValues();
          file.append(ByteBuffer.wrap(tensor(begun.size() + weight.length())));
          file.append(ByteBuffer.wrap(begun.toByteArray()));
          appendValues(weight, file);
        }
      }
      file.append(ByteBuffer.wrap(after()));
      file.commit();
    }
  }

  private void appendValues(StoredWeight weight, AtomicFile file) throws IOException {
    Path source = Objects.requireNonNull(values);
    try (FileChannel from = FileChannel.open(source, StandardOpenOption.READ)) {
      copy(from, weight.offset(), weight.length(), file);
    }
  }

  private static void copy(FileChannel from, long offset, long length, AtomicFile to)
      throws IOException {
    ByteBuffer block = ByteBuffer.allocateDirect(BLOCK);
    for (long done = 0; done < length; ) {
      block.clear().limit((int) Math.min(BLOCK, length - done));
      int read = from.read(block, offset + done);
      if (read < 0) {
        throw new IOException("the weights of the network were cut off while they were read");
      }
      to.append(block.flip());
      done += read;
    }
  }

  /** The bytes of the {@code GraphProto}. */
  private long graphLength(@Nullable String weightsName) throws IOException {
    long length = graph.message().size();
    for (StoredWeight weight : weights) {
      long tensor =
          !weight.isOutside()
              ? weight.tensor().remaining()
              : weightsName != null
                  ? weight.in(weightsName).size()
                  : weight.beforeValues().size() + weight.length();
      length += tensor(tensor).length + tensor;
    }
    return length;
  }

  private static byte[] tensor(long length) {
    return new ProtobufWriter().header(OnnxGraph.INITIALIZER, length).toByteArray();
  }

  /** The file up to the graph. */
  private static byte[] before(long graphLength) {
    return new ProtobufWriter()
        .integer(1, OnnxGraph.IR_VERSION)
        .string(2, "glimpse")
        .header(GRAPH, graphLength)
        .toByteArray();
  }

  /** The file behind the graph. */
  private byte[] after() {
    ProtobufWriter end = new ProtobufWriter().message(IMPORT, OnnxGraph.operators());
    metadata.forEach(
        (key, value) ->
            end.message(METADATA, new ProtobufWriter().string(1, key).string(2, value)));
    return end.toByteArray();
  }
}
