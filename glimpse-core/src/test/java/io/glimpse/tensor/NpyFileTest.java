package io.glimpse.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.glimpse.fixture.Shared;
import io.glimpse.matrix.Matrix;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NpyFileTest {

  private final Path folder;

  NpyFileTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<f2", ">f2", "<f4", ">f4", "<f8", ">f8", "|i1", "<i2", ">i2", "<i4", ">i4", "<i8", ">i8",
        "=f4", "|f4"
      })
  void everySignedTypeIsRead(String descr) throws IOException {
    Path path = save(descr, "(2, 3)", 0, 1, -2, 3, 4, -100);

    try (NpyFile file = NpyFile.open(path)) {
      assertThat(file.dtype()).isEqualTo(descr);
      assertThat(file.shape()).containsExactly(2, 3);
      assertThat(file.readAll()).containsExactly(0, 1, -2, 3, 4, -100);
      assertThat(file.matrix().row(1)).containsExactly(3, 4, -100);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "|u1, 255",
    "<u2, 65535",
    ">u2, 65535",
    "<u4, 4294967295",
    ">u4, 4294967295",
    "<u8, 9e18",
    "|b1, 1"
  })
  void unsignedTypesHaveNoSign(String descr, double largest) throws IOException {
    try (NpyFile file = NpyFile.open(save(descr, "(2,)", largest, 0))) {
      assertThat(file.readAll()).containsExactly((float) largest, 0);
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {-1, Long.MIN_VALUE, Long.MIN_VALUE + (1L << 39), -(1L << 39) - 1, 5})
  void unsigned64BitsAreRoundedOnce(long bits) throws IOException {
    byte[] value = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(bits).array();

    try (NpyFile file = NpyFile.open(save(NpyBytes.file("<u8", false, "(1,)", value)))) {
      assertThat(file.readAll()).containsExactly(Float.parseFloat(Long.toUnsignedString(bits)));
    }
  }

  @Test
  void trueIsOneWhateverByteStandsForIt() throws IOException {
    try (NpyFile file = NpyFile.open(save("|b1", "(3,)", 0, 1, 7))) {
      assertThat(file.labels()).containsExactly(0, 1, 1);
    }
  }

  @Test
  void fortranOrderIsTurned() throws IOException {
    byte[] values = NpyBytes.values("<f4", 0, 3, 1, 4, 2, 5);
    Path path = save(NpyBytes.file("<f4", true, "(2, 3)", values));

    try (NpyFile file = NpyFile.open(path)) {
      float[] block = new float[4];
      file.readFloats(2, block, 1, 3);
      assertThat(block).containsExactly(0, 2, 3, 4);
      assertThat(file.readAll()).containsExactly(0, 1, 2, 3, 4, 5);
    }
  }

  @Test
  void fortranOrderOfThreeAxesIsTurned() throws IOException {
    int[] axes = {3, 50, 701}; // more than one block of the reader
    double[] stored = new double[3 * 50 * 701];
    int next = 0;
    for (int k = 0; k < axes[2]; k++) {
      for (int j = 0; j < axes[1]; j++) {
        for (int i = 0; i < axes[0]; i++) {
          stored[next++] = (i * axes[1] + j) * axes[2] + k;
        }
      }
    }
    byte[] values = NpyBytes.values("<i4", stored);

    try (NpyFile file = NpyFile.open(save(NpyBytes.file("<i4", true, "(3, 50, 701)", values)))) {
      float[] read = file.readAll();
      for (int i = 0; i < read.length; i++) {
        assertThat(read[i]).isEqualTo(i);
      }
    }
  }

  @Test
  void aSingleNumberHasNoAxes() throws IOException {
    try (NpyFile file = NpyFile.open(save("<f8", "()", 100.25))) {
      assertThat(file.shape()).isEmpty();
      assertThat(file.readAll()).containsExactly(100.25f);
    }
  }

  @Test
  void anEmptyFileOfFeaturesHasAWidth() throws IOException {
    Matrix matrix = NpyFile.readMatrix(save("<f2", "(0, 512)"));

    assertThat(matrix.rows()).isZero();
    assertThat(matrix.columns()).isEqualTo(512);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void allVersionsAreRead(int version) throws IOException {
    String header = "{\"shape\": (1L,2 ) ,'fortran_order':False,\t'descr':'<f4'}    ";
    Path path = save(NpyBytes.file(version, header, NpyBytes.values("<f4", 1, 2)));

    assertThat(NpyFile.readMatrix(path).row(0)).containsExactly(1, 2);
  }

  @Test
  void blocksMayStartAnywhere() throws IOException {
    double[] values = new double[300_007];
    for (int i = 0; i < values.length; i++) {
      values[i] = i % 2048;
    }
    try (NpyFile file = NpyFile.open(save("<f2", "(300007,)", values))) {
      float[] block = new float[280_003];
      file.readFloats(20_001, block, 1, 280_002);
      for (int i = 0; i < 280_002; i++) {
        assertThat(block[i + 1]).isEqualTo((i + 20_001) % 2048);
      }
      assertThatThrownBy(() -> file.readFloats(300_000, block, 0, 8))
          .isInstanceOf(IndexOutOfBoundsException.class);
      assertThatThrownBy(() -> file.readFloats(0, block, 280_000, 4))
          .isInstanceOf(IndexOutOfBoundsException.class);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"<i8", ">i4", "<u2", "|u1", "<u8", "<f4", "<f8"})
  void labelsMayHaveAnyWidth(String descr) throws IOException {
    assertThat(NpyFile.readLabels(save(descr, "(3,)", 7, 0, 99))).containsExactly(7, 0, 99);
  }

  @Test
  void aLabelThatIsNoIntIsNamedByItsIndex() throws IOException {
    assertRefused(() -> NpyFile.readLabels(save("<f4", "(2,)", 1, 2.5)), "value 1 is 2.5");
    assertRefused(() -> NpyFile.readLabels(save("<f4", "(1,)", Double.NaN)), "value 0 is NaN");
    assertRefused(
        () -> NpyFile.readLabels(save("<f4", "(1,)", Double.POSITIVE_INFINITY)), "is Infinity");
    assertRefused(() -> NpyFile.readLabels(save("<i8", "(1,)", 1L << 31)), "0 is 2147483648, ");
    assertRefused(() -> NpyFile.readLabels(save("<u8", "(1,)", -1)), "is 18446744073709551616");
    assertRefused(() -> NpyFile.readLabels(save("<i8", "(1, 1)", 1)), "(1, 1)", "needs 1 axes");
  }

  @Test
  void aMatrixNeedsTwoAxes() throws IOException {
    assertRefused(
        () -> NpyFile.readMatrix(save("<f4", "(1, 1, 1)", 1)),
        "(1, 1, 1)",
        "a matrix needs 2 axes");
  }

  @Test
  void anEmptyShapeOfHugeAxesAllocatesNothing() throws IOException {
    assertRefused(
        () -> NpyFile.readMatrix(save("<f4", "(0, 9000000000000000000)")), "axis 1", "too long");
  }

  @Test
  void aFileThatShrinksWhileItIsReadIsRefused() throws IOException {
    Path path = save("<f4", "(3,)", 1, 2, 3);
    try (NpyFile file = NpyFile.open(path)) {
      Files.write(path, new byte[20]);
      assertRefused(file::readAll, "when it was opened");
    }
  }

  @Test
  void storedFeaturesAreUnitRowsOfHalfFloats() throws IOException {
    Path features = Shared.path("data/features/vit-b-32/caltech101/test_features.npy");
    Path labels = Shared.path("data/features/vit-b-32/caltech101/test_labels.npy");

    try (NpyFile file = NpyFile.open(features)) {
      Matrix matrix = file.matrix();
      assertThat(file.dtype()).isEqualTo("<f2");
      assertThat(file.shape()).containsExactly(2465, 512);
      for (int i = 0; i < matrix.rows(); i++) {
        assertThat(matrix.norm(i)).isBetween(0.999, 1.001);
      }
      assertThat(NpyFile.readLabels(labels)).hasSize(matrix.rows()).contains(0, 99);
    }
  }

  private Path save(String descr, String shape, double... values) throws IOException {
    return save(NpyBytes.file(descr, false, shape, NpyBytes.values(descr, values)));
  }

  private Path save(byte[] bytes) throws IOException {
    return Files.write(folder.resolve("x.npy"), bytes);
  }

  private void assertRefused(ThrowingCallable reading, String... parts) {
    assertThatThrownBy(reading)
        .isInstanceOf(TensorFormatException.class)
        .hasMessageStartingWith(folder.resolve("x.npy") + ": ")
        .hasMessageContainingAll(parts);
  }
}
