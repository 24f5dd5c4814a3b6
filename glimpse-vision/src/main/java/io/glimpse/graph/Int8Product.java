package io.glimpse.graph;

import io.glimpse.graph.WeightsFile.Values;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A product of 8-bit integers. Every row of a weight (an output channel) has a scale of its own,
 * and so has every row of x, found anew for every picture: {@code y = (x̂ Ŵᵀ) · scale_x · scale_W +
 * b}.
 *
 * <p>Processors with AVX2 and no VNNI add the products of two neighbours in 16 bits and cut what
 * exceeds them. A row's scale is therefore chosen so that two neighbours of one sign add up to 128
 * at most, whose sum of products with bytes is within 255 · 128 = 32,640: all processors get the
 * same integers. Unsigned weights would be exact too, at half the speed where there is VNNI.
 *
 * <p>ONNX Runtime's own dynamic quantisation has one scale for all of x, by which a picture's
 * features would depend on the pictures that it happens to share a batch with.
 */
final class Int8Product implements LinearProduct {

  /**
   * The largest magnitude of an integer; -128 stays unused, so that signs are treated alike. It is
   * also the largest sum of two neighbours before they are rounded, which adds one at most.
   */
  private static final int LARGEST = 127;

  /** Processors multiply unsigned by signed bytes: x is shifted by this, which stands for zero. */
  private static final int ZERO = 128;

  /** Stands for the peak of a row of zeros, which it leaves zeros. */
  private static final float TINY = 1e-30f;

  /**
   * Rows as bytes.
   *
   * @param bytes uint8 [rows, in]
   * @param peaks the largest magnitude of each row, [rows, 1]
   */
  private record Quantised(String bytes, String peaks) {}

  private final OnnxGraph graph;

  /** By the value that was quantised: queries, keys and values share one. */
  private final Map<String, Quantised> quantised = new HashMap<>();

  Int8Product(OnnxGraph graph) {
    this.graph = graph;
  }

  @Override
  public String append(
      String x, String name, List<Integer> shape, Values weight, @Nullable String bias)
      throws IOException {
    int out = shape.get(0);
    int in = shape.get(1);
    float[] values = new float[Math.multiplyExact(out, in)];
    weight.read(0, FloatBuffer.wrap(values));
    float[] scales = new float[out];
    byte[] bytes = quantise(values, out, in, scales);
    String stored = graph.weight(name, List.of(in, out), bytes);
    String scale = graph.weight(name + ".scale", List.of(out), scales);
    Quantised rows = quantised.computeIfAbsent(x, this::quantise);
    String product =
        graph.contrib(
            "MatMulIntegerToFloat",
            List.of(
                rows.bytes(), stored, graph.scalar(1f / LARGEST), scale, graph.unsignedByte(ZERO)));
    String scaled = graph.node("Mul", List.of(product, rows.peaks()));
    return bias == null ? scaled : graph.node("Add", List.of(scaled, bias));
  }

  @Override
  public boolean rounds() {
    return true;
  }

  private Quantised quantise(String x) {
    String magnitudes = graph.node("Abs", List.of(x));
    String peaks =
        graph.node(
            "ReduceMax",
            List.of(magnitudes),
            Attribute.list("axes", -1),
            Attribute.of("keepdims", 1));
    peaks = graph.node("Max", List.of(peaks, graph.scalar(TINY)));
    String inverse = graph.node("Div", List.of(graph.scalar(LARGEST), peaks));
    String scaled = graph.node("Mul", List.of(x, inverse));
    String bytes =
        graph.node("QuantizeLinear", List.of(scaled, graph.scalar(1), graph.unsignedByte(ZERO)));
    return new Quantised(bytes, peaks);
  }

  /** The weight [out, in] as integers [in, out], which is what the operator takes. */
  private static byte[] quantise(float[] values, int out, int in, float[] scales) {
    byte[] bytes = new byte[values.length];
    for (int o = 0; o < out; o++) {
      float peak = TINY;
      float last = 0;
      for (int i = 0; i < in; i++) {
        float value = values[o * in + i];
        // Neighbours of different signs take from each other. Wherever pairs begin, all are within.
        float beside = Math.signum(value) == Math.signum(last) ? Math.abs(last) : 0;
        peak = Math.max(peak, Math.abs(value) + beside);
        last = value;
      }
      scales[o] = peak / LARGEST;
      for (int i = 0; i < in; i++) {
        bytes[i * out + o] = (byte) Math.round(values[o * in + i] * (double) LARGEST / peak);
      }
    }
    return bytes;
  }
}
