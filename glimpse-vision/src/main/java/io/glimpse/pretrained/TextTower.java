package io.glimpse.pretrained;

import io.glimpse.encoder.EncoderOptions;
import io.glimpse.graph.EncoderGraphs;
import io.glimpse.matrix.Matrix;
import io.glimpse.matrix.Workers;
import io.glimpse.onnx.Network;
import io.glimpse.onnx.NetworkInput;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The text network, which takes texts of similar length together. */
final class TextTower implements AutoCloseable {

  /** Tokens of a batch: enough for full speed, small enough for a processor's cache. */
  private static final int TOKENS = 512;

  private final Network network;
  private final int dimension;
  private final Workers workers;

  /**
   * Loads the network.
   *
   * @param options with a single thread a run, several batches run at a time
   */
  TextTower(Path folder, int dimension, EncoderOptions options) throws IOException {
    this.network =
        Network.open(folder.resolve(EncoderGraphs.TEXT), options.threads(), options.device());
    this.dimension = dimension;
    this.workers = options.threads() == 1 ? Workers.shared() : new Workers(1);
  }

  /** Raw features, a row a text. */
  Matrix encode(TokenIds ids) {
    Matrix features = new Matrix(ids.size(), dimension);
    List<int[]> batches = batches(ids);
    workers.forEach(batches.size(), b -> encode(ids, batches.get(b), features));
    return features;
  }

  private static List<int[]> batches(TokenIds ids) {
    int[] order = ids.byLength();
    List<int[]> batches = new ArrayList<>();
    int from = 0;
    for (int to = 1; to <= order.length; to++) {
      boolean full = to < order.length && (to + 1 - from) * (ids.end(order[to]) + 1) > TOKENS;
      if (full || to == order.length) {
        batches.add(Arrays.copyOfRange(order, from, to));
        from = to;
      }
    }
    return batches;
  }

  private void encode(TokenIds ids, int[] batch, Matrix features) {
    int length = ids.end(batch[batch.length - 1]) + 1;
    long[] values = new long[batch.length * length];
    for (int i = 0; i < batch.length; i++) {
      // Those that end before the longest keep what follows their end, or are filled with zeros.
      int[] row = ids.row(batch[i]);
      for (int j = 0; j < Math.min(length, row.length); j++) {
        values[i * length + j] = row[j];
      }
    }
    float[] rows =
        network.run(
            List.of(NetworkInput.longs("ids", values, batch.length, length)),
            "features",
            batch.length,
            dimension);
    Matrix part = Matrix.wrap(rows, batch.length, dimension);
    for (int i = 0; i < batch.length; i++) {
      features.setRow(batch[i], part, i);
    }
  }

  @Override
  public void close() {
    network.close();
  }
}
