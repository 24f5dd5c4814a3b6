package io.glimpse.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TorchTensorsTest {

  @TempDir private Path folder;

  @Test
  void aTensorAloneHasNoName() throws IOException {
    TorchTensors tensors = saved(pickle().tensor("0", 6, 0, new int[] {2, 3}, 1, 2).stop());

    assertThat(tensors.names()).containsExactly("");
    assertThat(tensors.array("").shape()).containsExactly(2, 3);
    // Strides say that the first axis is the fastest.
    assertThat(tensors.array("").readAll()).containsExactly(0, 2, 4, 1, 3, 5);
    assertThat(tensors.array("").name()).isEqualTo(folder.resolve("a.pt"));
    assertThat(tensors.array("").isBoolean()).isFalse();
  }

  @Test
  void tensorsOfDictionariesAndListsAreNamedByTheWayToThem() throws IOException {
    PickleBytes pickle = pickle().text("}").string("keys");
    pickle.tensor("0", 6, 0, new int[] {6}, 1).text("s").string("rest").text("](");
    pickle.tensor("0", 6, 1, new int[] {2}, 1).number(7).text("es");

    TorchTensors tensors = saved(pickle.stop());

    assertThat(tensors.names()).containsExactly("keys", "rest.0");
    assertThat(tensors.array("rest.0").readAll()).containsExactly(1, 2);
    assertThatThrownBy(() -> tensors.array("key"))
        .isInstanceOf(CheckpointException.class)
        .hasMessageContaining("has no tensor 'key'; it has keys, rest.0");
  }

  @Test
  void aListThatHoldsItselfEnds() {
    // A list that is remembered, and appended to itself.
    byte[] pickle = pickle().text("]q\0h\0a").stop();

    assertThatThrownBy(() -> saved(pickle))
        .isInstanceOf(CheckpointException.class)
        .hasMessageContaining("beyond all reason");
  }

  @Test
  void listsThatMultiplyEnd() {
    PickleBytes pickle = pickle().text("]q\0");
    for (int i = 1; i < 19; i++) {
      String before = "h" + (char) (i - 1);
      pickle.text("](" + before + before + before + before + "eq" + (char) i);
    }
    byte[] bytes = pickle.stop();

    assertThatThrownBy(() -> saved(bytes))
        .isInstanceOf(CheckpointException.class)
        .hasMessageContaining("beyond all reason");
  }

  @Test
  void whatHoldsNoTensorIsRefused() {
    assertThatThrownBy(() -> saved(pickle().number(3).stop()))
        .isInstanceOf(CheckpointException.class)
        .hasMessageContaining("holds no tensor");
  }

  private static PickleBytes pickle() {
    return new PickleBytes().code(0x80, 2);
  }

  /** A file whose storage 0 is 0, 1 ... 5. */
  private TorchTensors saved(byte[] pickle) throws IOException {
    Path file = folder.resolve("a.pt");
    ByteBuffer storage = ByteBuffer.allocate(24).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < 6; i++) {
      storage.putFloat(i);
    }
    try (TorchBytes zip = new TorchBytes(file)) {
      zip.member("a/data.pkl", pickle).member("a/data/0", storage.array());
    }
    return TorchTensors.open(file);
  }
}
