package io.glimpse.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoredArrayTest {

  @TempDir private Path folder;

  @Test
  void anArrayIsReadTheOtherWayRound() throws IOException {
    Path file = folder.resolve("a.npy");
    Npy.write(file, new float[] {1, 2, 3, 4, 5, 6}, 2, 3);
    try (NpyFile npy = NpyFile.open(file)) {
      TransposedArray turned = new TransposedArray(npy);

      assertThat(turned.shape()).containsExactly(3, 2);
      assertThat(turned.readAll()).containsExactly(1, 4, 2, 5, 3, 6);
      float[] some = new float[4];
      turned.readFloats(2, some, 1, 2);
      assertThat(some).containsExactly(0, 2, 5, 0);
      assertThat(turned.name()).isEqualTo(file);
    }
  }

  @Test
  void onlyTwoAxesCanBeExchanged() throws IOException {
    Path file = folder.resolve("a.npy");
    Npy.write(file, new float[] {1, 2}, 2);
    try (NpyFile npy = NpyFile.open(file)) {
      assertThatThrownBy(() -> new TransposedArray(npy))
          .isInstanceOf(TensorFormatException.class)
          .hasMessageContaining("a matrix needs 2 axes");
    }
  }

  @Test
  void labelsAreWholeNumbersThatAFloatTells() throws IOException {
    assertThat(array(0, 2, 7).labels()).containsExactly(0, 2, 7);
    assertThatThrownBy(() -> array(0, 1.5f).labels())
        .isInstanceOf(TensorFormatException.class)
        .hasMessageContaining("value 1 is 1.5, which is not a whole number");
    assertThatThrownBy(() -> array(1 << 24).labels())
        .isInstanceOf(TensorFormatException.class)
        .hasMessageContaining("value 0 is 16777216, which is too large for a label");
    assertThatThrownBy(() -> array(Float.NaN).labels()).isInstanceOf(TensorFormatException.class);
  }

  private static StoredArray array(float... values) {
    return new ArrayInMemory("a.npz[y]", new long[] {values.length}, values, false);
  }
}
