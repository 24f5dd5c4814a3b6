package io.glimpse.export;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/** An exported file, run as another program would: by ONNX Runtime and nothing of Glimpse. */
final class Exported implements AutoCloseable {

  private final OrtSession session;

  private Exported(OrtSession session) {
    this.session = session;
  }

  static Exported open(Path file) throws OrtException {
    return new Exported(
        OrtEnvironment.getEnvironment()
            .createSession(file.toString(), new OrtSession.SessionOptions()));
  }

  Map<String, String> metadata() throws OrtException {
    return session.getMetadata().getCustomMetadata();
  }

  Iterable<String> outputs() {
    return session.getOutputNames();
  }

  /** The answer to a picture, every output as floats; truth is 1. */
  Map<String, float[]> answer(Picture picture) throws OrtException {
    ByteBuffer bytes = ByteBuffer.allocateDirect(picture.rgb().length).put(picture.rgb()).flip();
    long[] shape = {picture.height(), picture.width(), 3};
    try (OnnxTensor tensor =
        OnnxTensor.createTensor(
            OrtEnvironment.getEnvironment(), bytes, shape, ai.onnxruntime.OnnxJavaType.UINT8)) {
      return run("picture", tensor);
    }
  }

  /** The answers to some rows or pixels. */
  Map<String, float[]> answer(String input, float[] values, long... shape) throws OrtException {
    FloatBuffer floats =
        ByteBuffer.allocateDirect(values.length * Float.BYTES)
            .order(ByteOrder.nativeOrder())
            .asFloatBuffer()
            .put(values)
            .flip();
    try (OnnxTensor tensor =
        OnnxTensor.createTensor(OrtEnvironment.getEnvironment(), floats, shape)) {
      return run(input, tensor);
    }
  }

  private Map<String, float[]> run(String input, OnnxTensor tensor) throws OrtException {
    Map<String, float[]> made = new TreeMap<>();
    try (OrtSession.Result result = session.run(Map.of(input, tensor))) {
      for (Map.Entry<String, OnnxValue> entry : result) {
        made.put(entry.getKey(), floats((OnnxTensor) entry.getValue()));
      }
    }
    assertThat(made.keySet()).contains("probabilities", "logits");
    return made;
  }

  private static float[] floats(OnnxTensor tensor) throws OrtException {
    if (tensor.getValue() instanceof boolean[][] truths) {
      float[] values = new float[truths.length];
      for (int i = 0; i < values.length; i++) {
        values[i] = truths[i][0] ? 1 : 0;
      }
      return values;
    }
    FloatBuffer buffer = tensor.getFloatBuffer();
    float[] values = new float[buffer.remaining()];
    buffer.get(values);
    return values;
  }

  @Override
  public void close() throws OrtException {
    session.close();
  }
}
