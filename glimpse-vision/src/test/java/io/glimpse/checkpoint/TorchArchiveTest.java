package io.glimpse.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TorchArchiveTest {

  private static final int[] PAIR = {2, 3};

  private final Path path;

  TorchArchiveTest(@TempDir Path folder) {
    path = folder.resolve("model.pt");
  }

  @Test
  void viewsOfOneStorageAreReadByTheirStrides() throws IOException {
    save(
        pickle()
            .text("}(")
            .string("rows")
            .tensor("0", 6, 0, PAIR, 3, 1)
            .string("columns")
            .tensor("0", 6, 0, PAIR, 1, 2)
            .string("middle")
            .tensor("0", 6, 2, new int[] {3}, 1)
            .string("every second")
            .tensor("0", 6, 1, new int[] {3, 1}, 2, 77)
            .string("scalar")
            .tensor("0", 6, 5, new int[0])
            .string("none")
            .tensor("0", 6, 6, new int[] {0, 4}, 4, 1)
            .text("u"));

    Map<String, Tensor> tensors = read();

    assertThat(values(get(tensors, "rows"))).containsExactly(0, 1, 2, 3, 4, 5);
    assertThat(values(get(tensors, "columns"))).containsExactly(0, 2, 4, 1, 3, 5);
    assertThat(values(get(tensors, "columns").transposed())).containsExactly(0, 1, 2, 3, 4, 5);
    assertThat(values(get(tensors, "middle"))).containsExactly(2, 3, 4);
    assertThat(values(get(tensors, "every second"))).containsExactly(1, 3, 5);
    assertThat(values(get(tensors, "scalar"))).containsExactly(5);
    assertThat(values(get(tensors, "none"))).isEmpty();
    assertThatThrownBy(() -> get(tensors, "rows").read(4, FloatBuffer.allocate(3)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void weightsAreFoundBesideTensorsOfTheirTraining() throws IOException {
    save(
        pickle()
            .text("}(")
            .string("dice")
            .tensor("0", 6, 0, PAIR, 3, 1)
            .string("state_dict")
            .text("}(")
            .string("_orig_mod.module.w")
            .tensor("0", 6, 0, PAIR, 3, 1)
            .text("uu"));

    assertThat(read()).containsOnlyKeys("_orig_mod.module.w");
    assertThat(TensorNames.openAi("CLIP", path, read(), "").names()).containsExactly("w");
  }

  @Test
  void modulesAreWalked() throws IOException {
    save(
        pickle()
            .name("__torch__.a.b", "Model")
            .text(")")
            .code(0x81)
            .text("}(")
            .string("training")
            .code(0x89)
            .string("inner")
            .name("__torch__.c.___torch_mangle_7", "Linear")
            .text(")")
            .code(0x81)
            .text("}(")
            .string("weight")
            .tensor("0", 6, 0, PAIR, 3, 1)
            .text("ubub"));

    assertThat(read()).containsOnlyKeys("inner.weight");
  }

  @Test
  void aModuleThatHoldsItselfIsRefused() throws IOException {
    save(
        pickle()
            .name("__torch__.a", "Model")
            .text(")")
            .code(0x81)
            .text("q\u0000}(")
            .string("inner")
            .text("h\u0000ub"));

    assertRefused("modules within modules");
  }

  @Test
  void modulesThatMultiplyAreRefused() throws IOException {
    PickleBytes pickle = pickle().text("]q\u00000");
    for (int level = 1; level < 40; level++) {
      pickle
          .name("__torch__.a", "M")
          .text(")")
          .code(0x81)
          .text("}(")
          .string("x")
          .text("h")
          .code(level - 1)
          .string("y")
          .text("h")
          .code(level - 1)
          .text("ubq")
          .code(level)
          .text("0");
    }
    save(pickle.text("h").code(39));

    assertRefused("more than 200000 attributes");
  }

  @Test
  void viewsBeyondTheirStorageAreRefused() throws IOException {
    int[][] shapesAndStrides = {
      {2, 3, 4, 1},
      {2, 3, 3, 2},
      {7, 1, 1, 1},
      {2, -3, 3, 1},
      {2, 3, -1, 1},
      {6, 2, 1, 0},
      {Integer.MAX_VALUE, Integer.MAX_VALUE, 0, 0},
    };
    for (int[] s : shapesAndStrides) {
      save(one(pickle().tensor("0", 6, 0, new int[] {s[0], s[1]}, s[2], s[3])));
      assertRefused("the tensor 'w'", "is not within its storage of 6 numbers");
    }
    save(one(pickle().tensor("0", 6, 1, PAIR, 3, 1)));
    assertRefused("is not within");
    save(one(pickle().tensor("0", 6, -1, PAIR, 3, 1)));
    assertRefused("is not within");
    save(one(pickle().tensor("0", 6, 0, PAIR, 3)));
    assertRefused("is not within");
  }

  @Test
  void storagesMustBeThereAndOfTheirLength() throws IOException {
    save(one(pickle().tensor("1", 6, 0, PAIR, 3, 1)));
    assertRefused("needs the storage '1', which is not there");
    save(one(pickle().tensor("0", 5, 0, new int[] {5}, 1)));
    assertRefused("needs 5 numbers of 4 bytes", "has 24 bytes");
    save(one(pickle().tensor("../data.pkl", 5, 0, new int[] {5}, 1)));
    assertRefused("'../data.pkl', which is not there");
  }

  @Test
  void aSmallFileCannotAskForEndlessReading() throws IOException {
    PickleBytes pickle = pickle().text("}(");
    pickle.string("0").tensor("0", 1000, 0, new int[] {1000}, 1).text("q\u0000");
    for (int i = 1; i < 100; i++) {
      pickle.string(Integer.toString(i)).text("h\u0000");
    }
    try (TorchBytes file = new TorchBytes(path)) {
      file.member("x/data.pkl", pickle.text("u").stop()).member("x/data/0", new byte[4000]);
    }

    assertRefused("more than 4 times the bytes of the file");
  }

  @Test
  void endlessNamesAreRefused() throws IOException {
    save(pickle().text("}(").string("w".repeat(5000)).tensor("0", 6, 0, PAIR, 3, 1).text("u"));

    assertRefused("a tensor name of 5000 characters");
  }

  @Test
  void anArchiveHoldsOneModel() throws IOException {
    try (TorchBytes file = new TorchBytes(path)) {
      file.member("a/data.pkl", pickle().text("N").stop());
      file.member("b/data.pkl", pickle().text("N").stop());
    }
    assertRefused("holds two models, a and b");
    try (TorchBytes file = new TorchBytes(path)) {
      file.member("readme.txt");
    }
    assertRefused("no data.pkl");
    try (TorchBytes file = new TorchBytes(path)) {
      file.member("a/data.pkl", pickle().text("N").stop());
      file.member("a/byteorder", "big".getBytes(StandardCharsets.US_ASCII));
    }
    assertRefused("big-endian");
  }

  @Test
  void aFlippedBitIsNoticed() throws IOException {
    save(one(pickle().tensor("0", 6, 0, PAIR, 3, 1)));
    byte[] bytes = Files.readAllBytes(path);
    // The last of the numbers is 5 = 40a00000.
    for (int i = 0; i < bytes.length - 3; i++) {
      if (bytes[i] == 0 && bytes[i + 1] == 0 && bytes[i + 2] == (byte) 0xa0 && bytes[i + 3] == 64) {
        bytes[i] ^= 1;
        break;
      }
    }
    Files.write(path, bytes);

    assertRefused("x/data/0", "is damaged: its checksum");
  }

  private static PickleBytes pickle() {
    return new PickleBytes();
  }

  private static PickleBytes one(PickleBytes tensor) throws IOException {
    byte[] value = tensor.stop();
    return pickle()
        .text("}(")
        .string("w")
        .text(new String(value, 0, value.length - 1, StandardCharsets.ISO_8859_1))
        .text("u");
  }

  /** Saves a pickle beside one storage of the floats 0 to 5. */
  private void save(PickleBytes pickle) throws IOException {
    ByteBuffer numbers = ByteBuffer.allocate(24).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < 6; i++) {
      numbers.putFloat(i);
    }
    try (TorchBytes file = new TorchBytes(path)) {
      file.member("x/data.pkl", pickle.stop()).member("x/data/0", numbers.array());
    }
  }

  private Map<String, Tensor> read() throws IOException {
    return TorchArchive.read(MappedFile.open(path));
  }

  private static Tensor get(Map<String, Tensor> tensors, String name) {
    return Objects.requireNonNull(tensors.get(name));
  }

  private static float[] values(Tensor tensor) {
    float[] values = new float[(int) tensor.elements()];
    tensor.read(0, FloatBuffer.wrap(values));
    return values;
  }

  private void assertRefused(String... parts) {
    assertThatThrownBy(this::read)
        .isInstanceOf(CheckpointException.class)
        .hasMessageStartingWith(path.toString())
        .hasMessageContainingAll(parts);
  }
}
