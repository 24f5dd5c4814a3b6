package io.glimpse.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.glimpse.matrix.Matrix;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SafetensorsTest {

  private final Path path;

  SafetensorsTest(@TempDir Path folder) {
    path = folder.resolve("bank.safetensors");
  }

  /** The parser says of some of them where they are, and of others not. */
  @ParameterizedTest
  @ValueSource(strings = {"{'%s': 1}", "{'a': {'dtype': 'F32', 'shape': [%s]}}", "{'a': %s"})
  void namesNumbersAndNestingsBeyondReasonAreRefusedInASentence(String header) throws IOException {
    String much =
        (header.contains("%s]") ? "9" : header.endsWith("1}") ? "n" : "[").repeat(300_000);
    byte[] json = header.formatted(much).replace('\'', '"').getBytes(StandardCharsets.UTF_8);
    ByteBuffer file = ByteBuffer.allocate(Long.BYTES + json.length).order(ByteOrder.LITTLE_ENDIAN);
    Files.write(path, file.putLong(json.length).put(json).array());

    assertThatThrownBy(() -> Safetensors.open(path))
        .isInstanceOf(TensorFormatException.class)
        .hasMessageContaining("bank.safetensors: ")
        .message()
        .hasSizeLessThan(2000);
  }

  @Test
  void tensorsAndMetadataSurvive() throws IOException {
    Matrix gaps = Matrix.wrap(new float[] {0, 1, 2, 3, 4, 5}, 1, 2, 2, 3);
    new SafetensorsWriter()
        .add("picture", new byte[] {1, -1}, 2, 1)
        .add("keys", gaps)
        .add("scale", new float[] {100})
        .add("labels", new int[] {3, -4}, 2)
        .add("wide", new long[] {1L << 40}, 1)
        .add("none", new Matrix(0, 512))
        .metadata("classes", "[\"Katze\", \"犬 \\\"\\n\"]")
        .write(path);

    try (Safetensors file = Safetensors.open(path)) {
      assertThat(file.names())
          .containsExactly("wide", "keys", "labels", "none", "scale", "picture");
      assertThat(file.metadata()).containsEntry("classes", "[\"Katze\", \"犬 \\\"\\n\"]");
      assertThat(file.matrix("keys").data()).containsExactly(1, 2, 4, 5);
      assertThat(file.floats("scale")).containsExactly(100);
      assertThat(file.shape("scale")).isEmpty();
      assertThat(file.ints("labels")).containsExactly(3, -4);
      assertThat(file.dtype("labels")).isEqualTo("I32");
      assertThat(file.bytes("picture")).containsExactly(1, -1);
      assertThat(file.floats("picture")).containsExactly(1, 255);
      assertThat(file.matrix("none").columns()).isEqualTo(512);
      assertRefused(() -> file.ints("wide"), "[wide]: value 0 is 1099511627776");
      assertRefused(() -> file.floats("key"), "has no tensor 'key'; it has wide, keys");
      assertRefused(() -> file.matrix("labels"), "[labels]: has the shape (2,), but a matrix");
    }
  }

  @Test
  void theSameContentGivesTheSameBytes() throws IOException {
    new SafetensorsWriter()
        .metadata("a", "1")
        .metadata("b", "2")
        .add("x", new int[1], 1)
        .add("y", new float[1], 1)
        .write(path);
    byte[] first = Files.readAllBytes(path);
    new SafetensorsWriter()
        .add("y", new float[1], 1)
        .add("x", new int[1], 1)
        .metadata("b", "2")
        .metadata("a", "1")
        .write(path);

    assertThat(path).hasBinaryContent(first);
    assertThat(first.length % 8).isZero();
    assertThat(first[7 + ByteBuffer.wrap(first).order(ByteOrder.LITTLE_ENDIAN).getInt()])
        .isIn((byte) ' ', (byte) '}');
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "F64  | 000000000000f8bf | -1.5",
        "F32  | 0000c0bf         | -1.5",
        "F16  | 00be             | -1.5",
        "BF16 | c0bf             | -1.5",
        "I64  | feffffffffffffff | -2",
        "I32  | feffffff         | -2",
        "I16  | feff             | -2",
        "I8   | fe               | -2",
        "U8   | fe               | 254",
        "U16  | feff             | 65534",
        "BOOL | 01               | 1",
      })
  void everyTypeIsReadAsFloats(String type, String hex, float value) throws IOException {
    byte[] data = HexFormat.of().parseHex(hex);
    save(tensor("x", type, "[1]", 0, data.length), data);

    try (Safetensors file = Safetensors.open(path)) {
      assertThat(file.floats("x")).containsExactly(value);
      assertThat(file.dtype("x")).isEqualTo(type);
      assertThat(file.bytes("x")).isEqualTo(data);
    }
  }

  @Test
  void blocksMayStartAnywhere() throws IOException {
    save(tensor("a", "U8", "[1]", 0, 1) + "," + tensor("b", "I8", "[2, 2]", 1, 5), 9, 0, 1, 2, 3);

    try (Safetensors file = Safetensors.open(path)) {
      float[] block = new float[3];
      file.readFloats("b", 2, block, 1, 2);
      assertThat(block).containsExactly(0, 2, 3);
      ByteBuffer bytes = ByteBuffer.allocate(3);
      file.readBytes("b", 1, bytes);
      assertThat(bytes.array()).containsExactly(1, 2, 3);
      assertThatThrownBy(() -> file.readBytes("b", 2, ByteBuffer.allocate(3)))
          .isInstanceOf(IndexOutOfBoundsException.class);
      assertThatThrownBy(() -> file.readFloats("a", 0, block, 0, 2))
          .isInstanceOf(IndexOutOfBoundsException.class);
    }
  }

  @Test
  void tensorsMustCoverTheFileExactlyOnce() {
    String a = tensor("a", "U8", "[2]", 0, 2);

    assertRefusedHeader(a + "," + tensor("b", "U8", "[2]", 1, 3), "'b' starts at byte 1", "at 2");
    assertRefusedHeader(a + "," + tensor("b", "U8", "[1]", 3, 4), "'b' starts at byte 3", "at 2");
    assertRefusedHeader(a, "the tensors take 2 bytes, but 4 bytes follow the header");
    assertRefusedHeader(
        a + "," + tensor("b", "U8", "[9000000000]", 2, 9000000002L), "take 9000000002 bytes");
  }

  @Test
  void aShapeMustFitItsOffsets() {
    assertRefusedHeader(
        tensor("a", "F32", "[2]", 0, 4), "the tensor 'a' has the shape (2,) of F32, 8 bytes");
    assertRefusedHeader(tensor("a", "F32", "[-1]", 0, 4), "'a': axis 0 of the shape is negative");
    assertRefusedHeader(
        tensor("a", "F32", "[4294967296, 4294967296]", 0, 4), "more elements than a file can hold");
    assertRefusedHeader(tensor("a", "U8", "[4]", 4, 0), "0 <= begin <= end");
    assertRefusedHeader(tensor("a", "U8", "[4]", -4, 0), "0 <= begin <= end");
    assertRefusedHeader(tensor("a", "U8", "[4.0]", 0, 4), "a.shape must be a list");
    assertRefusedHeader(tensor("a", "U8", "[99999999999999999999]", 0, 4), "not the JSON");
    assertRefusedHeader(tensor("a", "U8", "4", 0, 4), "a.shape is not a list");
    assertRefusedHeader(tensor("a", "F8_E4M3", "[4]", 0, 4), "type F8_E4M3, which is not read");
  }

  @Test
  void theJsonIsStrict() {
    String a = tensor("a", "U8", "[4]", 0, 4);

    assertRefusedHeader(a + "," + a, "Duplicate field 'a'");
    assertRefusedHeader(a + ",", "not the JSON it should be");
    assertRefusedHeader("\"a\": {\"dtype\": \"U8", "it ends too early");
    assertRefusedHeader(a + "} {", "goes on after its JSON object");
    assertRefusedHeader("\"a\": 1", "a is not an object");
    assertRefusedHeader("\"a\": {\"dtype\": \"U8\", \"shape\": [4]}", "'a' has no data_offsets");
    assertRefusedHeader("\"a\": {\"dtype\": 1}", "a.dtype is not a string");
    assertRefusedHeader("\"a\": {\"type\": 1}", "'a' has the unknown field 'type'");
    assertRefusedHeader(a + ", \"__metadata__\": {\"n\": 1}", "__metadata__.n is not a string");
    assertRefusedHeader(a + ", \"b\": " + "[".repeat(2000), "b is not an object");
  }

  @Test
  void aHeaderBeyondTheFileIsRefused() throws IOException {
    Files.write(path, new byte[7]);
    assertRefused(() -> Safetensors.open(path), "it has only 7 bytes");

    Files.write(path, new byte[] {-1, -1, -1, -1, -1, -1, -1, -1});
    assertRefused(() -> Safetensors.open(path), "a header of 18446744073709551615 bytes");

    Files.write(path, new byte[] {3, 0, 0, 0, 0, 0, 0, 0, '{', '}'});
    assertRefused(() -> Safetensors.open(path), "a header of 3 bytes, but the file has 10");

    Files.write(path, new byte[] {3, 0, 0, 0, 0, 0, 0, 0, '{', '"', (byte) 0xc3, '}'});
    assertRefused(() -> Safetensors.open(path), "not valid UTF-8");
  }

  @Test
  void anEmptyFileHasNoTensors() throws IOException {
    new SafetensorsWriter().write(path);

    try (Safetensors file = Safetensors.open(path)) {
      assertThat(file.names()).isEmpty();
      assertThat(file.metadata()).isEmpty();
    }
  }

  @Test
  void theWriterRefusesWhatDoesNotFit() {
    SafetensorsWriter writer = new SafetensorsWriter().add("a", new float[2], 2);

    assertThatThrownBy(() -> writer.add("a", new int[1], 1)).hasMessageContaining("'a' already");
    assertThatThrownBy(() -> writer.add("b", new int[1], 2)).hasMessageContaining("1 values");
    assertThatThrownBy(() -> writer.add("__metadata__", new int[1], 1))
        .hasMessageContaining("cannot be the name of a tensor");
  }

  private static String tensor(String name, String type, String shape, long begin, long end) {
    return "\"%s\": {\"dtype\": \"%s\", \"shape\": %s, \"data_offsets\": [%d, %d]}"
        .formatted(name, type, shape, begin, end);
  }

  private void save(String fields, int... data) throws IOException {
    byte[] bytes = new byte[data.length];
    for (int i = 0; i < data.length; i++) {
      bytes[i] = (byte) data[i];
    }
    save(fields, bytes);
  }

  private void save(String fields, byte[] data) throws IOException {
    byte[] json = ("{" + fields + "}").getBytes(StandardCharsets.UTF_8);
    Files.write(
        path,
        ByteBuffer.allocate(8 + json.length + data.length)
            .order(ByteOrder.LITTLE_ENDIAN)
            .putLong(json.length)
            .put(json)
            .put(data)
            .array());
  }

  private void assertRefusedHeader(String fields, String... parts) {
    assertRefused(
        () -> {
          save(fields, 0, 0, 0, 0);
          Safetensors.open(path).close();
        },
        parts);
  }

  private void assertRefused(ThrowingCallable reading, String... parts) {
    assertThatThrownBy(reading)
        .isInstanceOf(TensorFormatException.class)
        .hasMessageStartingWith(path.toString())
        .hasMessageContainingAll(parts);
  }
}
