package io.glimpse.hub;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.glimpse.encoder.Encoder;
import io.glimpse.encoder.EncoderOptions;
import io.glimpse.encoder.EncoderOptions.Precision;
import io.glimpse.encoder.Encoders;
import io.glimpse.fixture.Shared;
import io.glimpse.onnx.Device;
import io.glimpse.tensor.NpyFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The reference exports, and the inputs and answers that go with them. */
final class HubFixtures {

  private static final String ALL = "fixtures/models/";

  private HubFixtures() {}

  static Path model(String name) {
    return Shared.path(ALL + "models/" + name);
  }

  static float[] answer(String model, String array) throws IOException {
    try (NpyFile npy = NpyFile.open(Shared.path(ALL + "expected/" + model + "/" + array))) {
      return npy.readAll();
    }
  }

  static FloatBuffer input(String model) throws IOException {
    float[] values = answer(model, "input.npy");
    return ByteBuffer.allocateDirect(values.length * Float.BYTES)
        .order(ByteOrder.nativeOrder())
        .asFloatBuffer()
        .put(values)
        .flip();
  }

  /** How many pictures the input of a model holds. */
  static int pictures(String model) throws IOException {
    try (NpyFile npy = NpyFile.open(Shared.path(ALL + "expected/" + model + "/input.npy"))) {
      return (int) npy.shape()[0];
    }
  }

  static int[][] ids(String model) throws IOException {
    try (NpyFile npy = NpyFile.open(Shared.path(ALL + "expected/" + model + "/text_ids.npy"))) {
      int[][] ids = new int[(int) npy.shape()[0]][(int) npy.shape()[1]];
      float[] values = npy.readAll();
      for (int i = 0; i < values.length; i++) {
        ids[i / ids[0].length][i % ids[0].length] = (int) values[i];
      }
      return ids;
    }
  }

  static List<String> texts(String model) throws IOException {
    List<String> texts = new ArrayList<>();
    json("expected/" + model + "/meta.json").path("texts").forEach(t -> texts.add(t.asText()));
    return texts;
  }

  static JsonNode json(String file) throws IOException {
    return new ObjectMapper().readTree(Shared.path(ALL + file).toFile());
  }

  static Path path(String file) {
    return Shared.path(ALL + file);
  }

  static Encoder open(Path path, Path home) throws IOException {
    return open(path, home, Precision.FP32, 1);
  }

  static Encoder open(Path path, Path home, Precision precision, int threads) throws IOException {
    return Encoders.open(
        path.toString(), new EncoderOptions(precision, threads, List.of(), Device.CPU, home));
  }

  /** Copies a folder with what is in it over what is there, but for some files. */
  static void copy(Path from, Path to, List<String> without) throws IOException {
    try (Stream<Path> all = Files.walk(from)) {
      for (Path file : all.filter(Files::isRegularFile).toList()) {
        String name = from.relativize(file).toString();
        if (!without.contains(name)) {
          Path target = to.resolve(name);
          Files.createDirectories(target.getParent());
          Files.copy(file, target, StandardCopyOption.REPLACE_EXISTING);
          target.toFile().setWritable(true);
        }
      }
    }
  }
}
