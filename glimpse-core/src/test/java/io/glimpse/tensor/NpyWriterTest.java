package io.glimpse.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.glimpse.matrix.Matrix;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NpyWriterTest {

  private final Path folder;
  private final Path target;

  NpyWriterTest(@TempDir Path folder) {
    this.folder = folder;
    target = folder.resolve("out.npy");
  }

  @Test
  void theHeaderIsTheOneThatNumpyWrites() throws IOException {
    Npy.write(target, Matrix.of(new float[] {1, 2, 3}, new float[] {4, 5, 6}));

    byte[] bytes = Files.readAllBytes(target);
    String text = new String(bytes, 10, 118, StandardCharsets.ISO_8859_1);
    assertThat(bytes).hasSize(128 + 24).startsWith(0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0, 118, 0);
    assertThat(text).startsWith("{'descr': '<f4', 'fortran_order': False, 'shape': (2, 3), } ");
    assertThat(text.stripTrailing()).endsWith("}");
    assertThat(text).endsWith(" \n");
  }

  @Test
  void valuesStartAtAMultipleOf64Bytes() throws IOException {
    int[] axes = new int[30];
    for (int i = 0; i < axes.length; i++) {
      axes[i] = 1;
      Npy.write(target, new byte[] {42}, Arrays.copyOf(axes, i + 1));
      byte[] bytes = Files.readAllBytes(target);
      assertThat(bytes.length % 64).isEqualTo(1);
      assertThat(bytes[bytes.length - 1]).isEqualTo((byte) 42);
    }
  }

  @Test
  void aMatrixSurvives() throws IOException {
    Matrix wide = Matrix.of(new float[] {1, 2, 3}, new float[] {4, Float.NaN, 6});
    Matrix gaps = Matrix.wrap(wide.data(), 1, 2, 2, 3);

    Npy.write(target, gaps);

    assertThat(NpyFile.readMatrix(target).data()).containsExactly(2, 3, Float.NaN, 6);
  }

  @Test
  void labelsSurvive() throws IOException {
    Npy.write(target, new int[] {3, -1, 4});
    assertThat(NpyFile.readLabels(target)).containsExactly(3, -1, 4);

    Npy.write(target, new long[] {Integer.MAX_VALUE, Integer.MIN_VALUE});
    assertThat(NpyFile.readLabels(target)).containsExactly(Integer.MAX_VALUE, Integer.MIN_VALUE);

    Npy.write(target, new int[0]);
    assertThat(NpyFile.readLabels(target)).isEmpty();
  }

  @Test
  void bytesAndFloatsKeepTheirShape() throws IOException {
    Npy.write(target, new byte[] {0, -1, 2, 3}, 2, 1, 2);
    try (NpyFile file = NpyFile.open(target)) {
      assertThat(file.dtype()).isEqualTo("|u1");
      assertThat(file.shape()).containsExactly(2, 1, 2);
      assertThat(file.readAll()).containsExactly(0, 255, 2, 3);
    }
    Npy.write(target, new float[] {1, 2, 3, 4}, 1, 2, 2);
    try (NpyFile file = NpyFile.open(target)) {
      assertThat(file.shape()).containsExactly(1, 2, 2);
      assertThat(file.readAll()).containsExactly(1, 2, 3, 4);
    }
  }

  @Test
  void rowsAreCountedAtTheEnd() throws IOException {
    try (NpyWriter writer = NpyWriter.float32(target, 2, 50)) {
      for (int i = 0; i < 12_345; i++) {
        float[] row = new float[100];
        Arrays.fill(row, i % 2048);
        writer.write(row, 0, 60);
        writer.write(row, 60, 40);
      }
      assertThat(target).doesNotExist();
      writer.commit();
    }

    try (NpyFile file = NpyFile.open(target)) {
      assertThat(file.shape()).containsExactly(12_345, 2, 50);
      float[] last = new float[2];
      file.readFloats(file.size() - 2, last, 0, 2);
      assertThat(last).containsExactly(12_344 % 2048, 12_344 % 2048);
    }
  }

  @Test
  void withoutACommitThereIsNoFile() throws IOException {
    try (NpyWriter writer = NpyWriter.float32(target, 3)) {
      writer.write(new float[3], 0, 3);
    }

    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void aPartOfARowIsNotWritten() throws IOException {
    try (NpyWriter writer = NpyWriter.float32(target, 3)) {
      writer.write(new float[4], 0, 4);
      assertThatThrownBy(writer::commit)
          .isInstanceOf(IllegalStateException.class)
          .hasMessage("4 values do not make whole rows of 3 values");
    }
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void valuesOfAnotherTypeOrShapeAreRefused() throws IOException {
    try (NpyWriter writer = NpyWriter.int64(target)) {
      assertThatThrownBy(() -> writer.write(new float[1], 0, 1)).hasMessageContaining("floats");
      assertThatThrownBy(() -> writer.write(new byte[1])).hasMessageContaining("bytes");
    }
    try (NpyWriter writer = NpyWriter.uint8(target, 2)) {
      assertThatThrownBy(() -> writer.write(1L)).hasMessageContaining("longs");
      assertThatThrownBy(() -> writer.write(new Matrix(1, 3))).hasMessageContaining("do not fit");
    }
    assertThatThrownBy(() -> NpyWriter.float32(target, 0)).hasMessageContaining("axis of 0");
    assertThatThrownBy(() -> Npy.write(target, new float[3], 2, 2)).hasMessageContaining("[2, 2]");
    assertThatThrownBy(() -> Npy.write(target, new float[1])).hasMessageContaining("no axis");
  }
}
