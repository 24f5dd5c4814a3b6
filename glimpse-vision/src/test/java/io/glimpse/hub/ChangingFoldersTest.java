package io.glimpse.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.glimpse.checkpoint.CheckpointException;
import io.glimpse.encoder.Encoder;
import io.glimpse.file.PathLock;
import io.glimpse.graph.GraphCache;
import io.glimpse.protobuf.ProtobufReader;
import io.glimpse.protobuf.ProtobufWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.FutureTask;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * Networks and the weights beside them, which change while they are read and while they are used.
 */
@EnabledOnOs({OS.LINUX, OS.MAC})
class ChangingFoldersTest {

  // Fields of ModelProto, GraphProto and TensorProto.
  private static final int VERSION = 1;
  private static final int GRAPH = 7;
  private static final int INITIALIZER = 5;
  private static final int DIMS = 1;
  private static final int TYPE = 2;
  private static final int RAW_DATA = 9;
  private static final int EXTERNAL_DATA = 13;
  private static final int DATA_LOCATION = 14;

  private static final int LARGE = 1000;

  @TempDir Path home;
  @TempDir Path folder;

  private Path network;
  private Path data;

  @BeforeEach
  void putWeightsOfTextsInAnotherFile() throws IOException {
    HubFixtures.copy(HubFixtures.model("onnx-clip"), folder, List.of());
    network = folder.resolve("onnx/text_model.onnx");
    data = Files.createDirectory(folder.resolve("onnx/weights")).resolve("texts");
    byte[] whole = Files.readAllBytes(network);
    ByteArrayOutputStream values = new ByteArrayOutputStream();
    ProtobufWriter model = new ProtobufWriter();
    for (ProtobufReader in = new ProtobufReader(whole); in.next(); ) {
      switch (in.field()) {
        case VERSION -> model.integer(VERSION, in.integer());
        case GRAPH -> model.message(GRAPH, graph(in.message(), values));
        default -> model.bytes(in.field(), in.bytes());
      }
    }
    Files.write(network, model.toByteArray());
    Files.write(data, values.toByteArray());
  }

  private static ProtobufWriter graph(ProtobufReader in, ByteArrayOutputStream values)
      throws IOException {
    ProtobufWriter graph = new ProtobufWriter();
    while (in.next()) {
      if (in.field() == INITIALIZER && in.length() > LARGE) {
        graph.message(INITIALIZER, tensor(in.message(), values));
      } else {
        graph.bytes(in.field(), in.bytes());
      }
    }
    return graph;
  }

  private static ProtobufWriter tensor(ProtobufReader in, ByteArrayOutputStream values)
      throws IOException {
    ProtobufWriter tensor = new ProtobufWriter().integer(DATA_LOCATION, 1);
    while (in.next()) {
      switch (in.field()) {
        case DIMS, TYPE -> tensor.integer(in.field(), in.integer());
        case RAW_DATA -> {
          ByteBuffer raw = in.bytes();
          entry(tensor, "location", "weights/texts");
          entry(tensor, "offset", String.valueOf(values.size()));
          entry(tensor, "length", String.valueOf(raw.remaining()));
          byte[] bytes = new byte[raw.remaining()];
          raw.get(bytes);
          values.writeBytes(bytes);
        }
        default -> tensor.bytes(in.field(), in.bytes());
      }
    }
    return tensor;
  }

  private static void entry(ProtobufWriter tensor, String key, String value) {
    tensor.message(EXTERNAL_DATA, new ProtobufWriter().string(1, key).string(2, value));
  }

  private static float[] texts(Encoder encoder) throws IOException {
    return encoder.encodeRawIds(HubFixtures.ids("onnx-clip")).data();
  }

  @Test
  void weightsThatChangeInUseChangeNothing() throws IOException {
    try (Encoder encoder = HubFixtures.open(folder, home)) {
      float[] before = texts(encoder);
      // ONNX Runtime maps what it is given, where zeros would be seen and a cut file is a signal.
      try (FileChannel file = FileChannel.open(data, StandardOpenOption.WRITE)) {
        file.write(ByteBuffer.allocate((int) Files.size(data)));
        assertThat(texts(encoder)).isEqualTo(before);
        file.truncate(0);
        assertThat(texts(encoder)).isEqualTo(before);
      }
    }
    assertThatThrownBy(() -> HubFixtures.open(folder, home))
        .isInstanceOf(CheckpointException.class)
        .hasMessageContaining("weights/texts");
  }

  @Test
  void weightsThatChangeBetweenTwoOpeningsAreRead() throws IOException {
    float[] before;
    try (Encoder encoder = HubFixtures.open(folder, home)) {
      before = texts(encoder);
    }
    byte[] bytes = Files.readAllBytes(data);
    for (int sign = Float.BYTES - 1; sign < bytes.length; sign += Float.BYTES) {
      bytes[sign] ^= (byte) 0x80;
    }
    Files.write(data, bytes);
    try (Encoder encoder = HubFixtures.open(folder, home)) {
      assertThat(texts(encoder)).isNotEqualTo(before);
    }
  }

  @Test
  void weightsThatChangeBeforeTheyAreCopiedAreRefused() throws Exception {
    assertChangeIsNoticed(
        () -> {
          byte[] bytes = Files.readAllBytes(data);
          bytes[0] ^= 0x10;
          Files.write(data, bytes);
        });
  }

  @Test
  void weightsThatAreCutBeforeTheyAreCopiedAreRefused() throws Exception {
    assertChangeIsNoticed(() -> Files.write(data, Arrays.copyOf(Files.readAllBytes(data), 10)));
  }

  @Test
  void aNetworkThatIsReplacedWhileItIsReadIsRefused() throws IOException {
    HubModel model = HubModel.of(Objects.requireNonNull(HubFolder.find(folder)), false);
    String stamp = KnownFolders.stamp(model);
    KnownFolders.requireUnchanged(model, stamp);
    Path other = folder.resolve("other");
    Files.copy(folder.resolve("onnx/vision_model.onnx"), other);
    Files.move(
        other, folder.resolve("onnx/vision_model.onnx"), StandardCopyOption.REPLACE_EXISTING);

    assertThatThrownBy(() -> KnownFolders.requireUnchanged(model, stamp))
        .isInstanceOf(CheckpointException.class)
        .hasMessageContaining("it was changed while it was read");
  }

  private interface Change {
    void make() throws IOException;
  }

  /** Makes a change when an opening waits for another that copies the same, who then gives up. */
  private void assertChangeIsNoticed(Change change) throws Exception {
    String key = NetworkFiles.keyOfCopy(NetworkFiles.of(network).digest());
    FutureTask<Encoder> opened = new FutureTask<>(() -> HubFixtures.open(folder, home));
    assertThatThrownBy(
            () ->
                GraphCache.in(home)
                    .open(
                        key,
                        0,
                        unused -> {
                          waitFor(opened);
                          change.make();
                          throw new IllegalStateException("gives up");
                        }))
        .hasMessage("gives up");

    assertThatThrownBy(opened::get)
        .cause()
        .isInstanceOf(CheckpointException.class)
        .hasMessageContaining("it was changed while it was read; try again");
    assertThat(home.resolve("onnx")).doesNotExist();
    try (Stream<Path> copies = Files.list(home.resolve("graphs"))) {
      assertThat(copies.map(path -> path.getFileName().toString())).doesNotContain(key);
    }
  }

  private static void waitFor(FutureTask<?> opened) {
    Thread thread = new Thread(opened);
    thread.start();
    while (thread.getState() != Thread.State.WAITING
        || Arrays.stream(thread.getStackTrace())
            .noneMatch(frame -> frame.getClassName().equals(PathLock.class.getName()))) {
      assertThat(opened).as("it should wait for its lock").isNotDone();
      Thread.onSpinWait();
    }
  }
}
