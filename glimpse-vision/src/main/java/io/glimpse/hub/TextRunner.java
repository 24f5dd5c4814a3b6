package io.glimpse.hub;

import io.glimpse.matrix.Matrix;
import io.glimpse.matrix.Workers;
import io.glimpse.onnx.Network;
import io.glimpse.onnx.NetworkInput;
import io.glimpse.pretrained.TokenIds;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A loaded network that makes features of texts.
 *
 * @param file for messages
 * @param dummy inputs that stand for a picture, where the network wants one
 */
record TextRunner(
    Path file, Network network, TextPort port, TextFilling filling, List<NetworkInput> dummy) {

  /** Tokens of a batch: enough for full speed, small enough for a processor's cache. */
  private static final int TOKENS = 512;

  /**
   * Raw features, a row a text.
   *
   * @param workers for several batches at a time
   */
  Matrix encode(TokenIds ids, int dimension, Workers workers) {
    Matrix features = new Matrix(ids.size(), dimension);
    List<int[]> batches = batches(ids);
    workers.forEach(batches.size(), b -> encode(ids, batches.get(b), features));
    return features;
  }

  /** Rows of one length go together. */
  private List<int[]> batches(TokenIds ids) {
    List<int[]> batches = new ArrayList<>();
    List<Integer> some = new ArrayList<>();
    for (int text = 0; text < ids.size(); text++) {
      int length = length(ids, text);
      boolean isFull = port.oneByOne() || (some.size() + 1) * length > TOKENS;
      if (!some.isEmpty() && (isFull || length != length(ids, some.get(0)))) {
        batches.add(some.stream().mapToInt(Integer::intValue).toArray());
        some.clear();
      }
      some.add(text);
    }
    if (!some.isEmpty()) {
      batches.add(some.stream().mapToInt(Integer::intValue).toArray());
    }
    return batches;
  }

  private int length(TokenIds ids, int text) {
    return Math.max(filling.length(), ids.row(text).length);
  }

  private void encode(TokenIds ids, int[] batch, Matrix features) {
    int[][] rows = new int[batch.length][];
    int[] ends = new int[batch.length];
    for (int i = 0; i < batch.length; i++) {
      rows[i] = filling.full(ids.row(batch[i]), null);
      ends[i] = ids.end(batch[i]);
    }
    float[] values =
        network.run(feeds(rows, ends), port.output(), batch.length, features.columns());
    FiniteValues.of(file, port.output(), values);
    Matrix part = Matrix.wrap(values, batch.length, features.columns());
    for (int i = 0; i < batch.length; i++) {
      features.setRow(batch[i], part, i);
    }
  }

  /** Texts, and the picture that goes with them. */
  List<NetworkInput> feeds(int[][] rows, int[] ends) {
    List<NetworkInput> feeds = new ArrayList<>(dummy);
    feeds.addAll(port.feeds(rows, ends));
    return feeds;
  }
}
