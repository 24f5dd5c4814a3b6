package io.glimpse.pretrained;

import io.glimpse.encoder.EncoderOptions;
import io.glimpse.encoder.EncoderOptions.Precision;
import io.glimpse.encoder.Int8Verdicts;
import io.glimpse.fixture.Shared;
import io.glimpse.graph.GraphCache;
import io.glimpse.onnx.Device;
import io.glimpse.tensor.NpyFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.List;

/** The reference checkpoints, and the inputs and answers that go with them. */
final class Fixtures {

  private static final long PLENTY = 1L << 30;

  private Fixtures() {}

  /** Opens one of the reference checkpoints. */
  static CheckpointEncoder open(String checkpoint, Path home) throws IOException {
    return open(Shared.path("fixtures/encoders/checkpoints/" + checkpoint), home);
  }

  static CheckpointEncoder open(Path checkpoint, Path home) throws IOException {
    GraphCache cache = new GraphCache(home, PLENTY);
    CheckpointModel model = CheckpointModel.open(checkpoint, cache, new KnownCheckpoints(home));
    return encoder(
        checkpoint.toString(), checkpoint, cache, model, ImageTower.float32(model), home);
  }

  /** Opens one of the reference checkpoints with its image network in int8. */
  static CheckpointEncoder openInt8(String name, Path home) throws IOException {
    Path checkpoint = Shared.path("fixtures/encoders/checkpoints/" + name);
    GraphCache cache = new GraphCache(home, PLENTY);
    CheckpointModel model = CheckpointModel.open(checkpoint, cache, new KnownCheckpoints(home));
    ImageTower images = ImageTower.int8(name, model, checkpoint, cache, new Int8Verdicts(home));
    return encoder(name, checkpoint, cache, model, images, home);
  }

  private static CheckpointEncoder encoder(
      String name,
      Path checkpoint,
      GraphCache cache,
      CheckpointModel model,
      ImageTower images,
      Path home)
      throws IOException {
    EncoderOptions options = new EncoderOptions(Precision.FP32, 1, List.of(), Device.CPU, home);
    return new CheckpointEncoder(
        name,
        model,
        images,
        new CheckpointPlaces(model, checkpoint, cache, options),
        CheckpointProvider.texts(name, model, checkpoint, options),
        options);
  }

  static float[] values(Path file) throws IOException {
    try (NpyFile npy = NpyFile.open(file)) {
      return npy.readAll();
    }
  }

  static int[][] ids(Path file) throws IOException {
    try (NpyFile npy = NpyFile.open(file)) {
      int[][] ids = new int[(int) npy.shape()[0]][(int) npy.shape()[1]];
      float[] values = npy.readAll();
      for (int i = 0; i < values.length; i++) {
        ids[i / ids[0].length][i % ids[0].length] = (int) values[i];
      }
      return ids;
    }
  }

  static FloatBuffer direct(float... values) {
    return ByteBuffer.allocateDirect(values.length * Float.BYTES)
        .order(ByteOrder.nativeOrder())
        .asFloatBuffer()
        .put(values)
        .flip();
  }
}
