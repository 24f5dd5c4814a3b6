package io.glimpse.lite;

import io.glimpse.onnx.Network;
import io.glimpse.onnx.NetworkInput;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** The sentence encoder MiniLM L6 v2, quantised: a text to a unit vector of 384 values. */
final class MiniLm implements AutoCloseable {

  static final int WIDTH = 384;

  static final String MODEL = "/all-minilm-l6-v2-q.onnx";
  static final String TOKENIZER = "/all-minilm-l6-v2-q-tokenizer.json";

  private final WordPiece tokenizer;
  private final Network network;

  MiniLm() throws IOException {
    tokenizer = WordPiece.read(Embedded.bytes(TOKENIZER));
    network = Network.open(Embedded.url(MODEL), 1);
  }

  /**
   * Writes the feature of one text: texts never share a run, because the network takes its scales
   * of quantisation from all that it is given.
   */
  void encode(String text, float[] target, int start) {
    long[] ids = tokenizer.encode(text);
    long[] ones = new long[ids.length];
    Arrays.fill(ones, 1);
    float[] states =
        network.run(
            List.of(
                NetworkInput.longs("input_ids", ids, 1, ids.length),
                NetworkInput.longs("attention_mask", ones, 1, ids.length),
                NetworkInput.longs("token_type_ids", new long[ids.length], 1, ids.length)),
            "last_hidden_state",
            1,
            ids.length,
            WIDTH);
    double[] mean = new double[WIDTH];
    for (int i = 0; i < states.length; i++) {
      mean[i % WIDTH] += states[i];
    }
    double norm = Math.sqrt(Arrays.stream(mean).map(x -> x * x).sum());
    for (int j = 0; j < WIDTH; j++) {
      target[start + j] = (float) (mean[j] / norm);
    }
  }

  /** Whether a word is one piece of its vocabulary. */
  boolean knowsWord(String word) {
    return tokenizer.isPiece(word.toLowerCase(Locale.ROOT));
  }

  @Override
  public void close() {
    network.close();
  }
}
