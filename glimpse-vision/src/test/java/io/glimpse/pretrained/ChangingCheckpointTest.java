package io.glimpse.pretrained;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.glimpse.checkpoint.CheckpointException;
import io.glimpse.encoder.Int8Verdicts;
import io.glimpse.file.PathLock;
import io.glimpse.fixture.Shared;
import io.glimpse.graph.GraphCache;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.FutureTask;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * Checkpoints whose files change between the passes over them: while the opening waits for the
 * right to build, which the test holds. Java may report a cut file to a thread a little later than
 * it was read there, so that only threads of the test's own may meet one, never those that all
 * share.
 */
@EnabledOnOs({OS.LINUX, OS.MAC})
class ChangingCheckpointTest {

  private static final String VIT = "openai-vit-tiny.pt";
  private static final String SAFETENSORS = "open_clip_model.safetensors";
  private static final String OTHER = "wrapped-bf16.pt";

  @TempDir Path folder;

  private Path checkpoint;
  private Path home;
  private GraphCache cache;
  private KnownCheckpoints known;

  private interface Change {
    void make() throws IOException;
  }

  private interface Opening {
    AutoCloseable open() throws IOException;
  }

  @BeforeEach
  void copyCheckpoint() throws IOException {
    checkpoint = copy(VIT, "model.pt");
    home = folder.resolve("home");
    cache = new GraphCache(home, Long.MAX_VALUE);
    known = new KnownCheckpoints(home);
  }

  @Test
  void oneThatIsReplacedBeforeItsNetworksAreBuiltIsRefused() throws Exception {
    FutureTask<AutoCloseable> opened =
        whileItWaitsToBuild(fingerprint(), this::open, this::replace);

    assertThatThrownBy(opened::get)
        .cause()
        .isInstanceOf(CheckpointException.class)
        .hasMessage(checkpoint + ": it was changed while it was read; try again");
    assertThat(graphs()).isEmpty();
    assertThat(home.resolve("checkpoints")).doesNotExist();
  }

  @Test
  void oneThatIsCutBeforeItsNetworksAreBuiltIsRefused() throws Exception {
    FutureTask<AutoCloseable> opened = whileItWaitsToBuild(fingerprint(), this::open, this::cut);

    assertThatThrownBy(opened::get)
        .cause()
        .isInstanceOf(CheckpointException.class)
        .hasMessage(checkpoint + ": it was cut while it was read");
    assertThat(graphs()).isEmpty();
    assertThat(home.resolve("checkpoints")).doesNotExist();
  }

  @Test
  void oneThatIsReplacedBeforeItsInt8NetworkIsBuiltIsRefused() throws Exception {
    try (CheckpointModel model = open();
        ImageTower int8 = openInt8(model, new GraphCache(folder.resolve("other"), 0))) {
      FutureTask<AutoCloseable> opened =
          whileItWaitsToBuild(int8.fingerprint(), () -> openInt8(model, cache), this::replace);

      assertThatThrownBy(opened::get)
          .cause()
          .isInstanceOf(CheckpointException.class)
          .hasMessage(checkpoint + ": it was replaced while it was read; try again");
      assertThat(graphs()).containsExactly(model.fingerprint());
    }
  }

  /** A folder of several files, of which the weights change. */
  private Path putFolder() throws IOException {
    checkpoint = Files.createDirectory(folder.resolve("model"));
    Path original = Shared.path("fixtures/encoders/checkpoints/openclip-vit-tiny-gelu");
    for (String name : List.of("open_clip_config.json", SAFETENSORS)) {
      Files.write(checkpoint.resolve(name), Files.readAllBytes(original.resolve(name)));
    }
    return checkpoint.resolve(SAFETENSORS);
  }

  @Test
  void safetensorsThatAreWrittenToBeforeTheNetworksAreBuiltAreRefused() throws Exception {
    Path weights = putFolder();
    FutureTask<AutoCloseable> opened =
        whileItWaitsToBuild(
            fingerprint(),
            this::open,
            () -> {
              try (FileChannel file = FileChannel.open(weights, StandardOpenOption.WRITE)) {
                file.write(ByteBuffer.allocate(4), file.size() / 2);
              }
            });

    assertThatThrownBy(opened::get)
        .cause()
        .isInstanceOf(CheckpointException.class)
        .hasMessageContaining("it was changed while it was read; try again");
    assertThat(graphs()).isEmpty();
  }

  @Test
  void safetensorsThatAreCutBeforeTheNetworksAreBuiltAreRefused() throws Exception {
    Path weights = putFolder();
    FutureTask<AutoCloseable> opened =
        whileItWaitsToBuild(
            fingerprint(),
            this::open,
            () -> {
              try (FileChannel file = FileChannel.open(weights, StandardOpenOption.WRITE)) {
                file.truncate(1);
              }
            });

    assertThatThrownBy(opened::get)
        .cause()
        .isInstanceOf(CheckpointException.class)
        .hasMessageContaining("it was cut while it was read");
    assertThat(graphs()).isEmpty();
  }

  private CheckpointModel open() throws IOException {
    return CheckpointModel.open(checkpoint, cache, known);
  }

  private ImageTower openInt8(CheckpointModel model, GraphCache cache) throws IOException {
    return ImageTower.int8("model", model, checkpoint, cache, new Int8Verdicts(home));
  }

  private void replace() throws IOException {
    Files.move(copy(OTHER, "new.pt"), checkpoint, StandardCopyOption.REPLACE_EXISTING);
  }

  private void cut() throws IOException {
    try (FileChannel file = FileChannel.open(checkpoint, StandardOpenOption.WRITE)) {
      file.truncate(1);
    }
  }

  private String fingerprint() throws IOException {
    Path elsewhere = folder.resolve("elsewhere");
    try (CheckpointModel model =
        CheckpointModel.open(
            checkpoint,
            new GraphCache(elsewhere, Long.MAX_VALUE),
            new KnownCheckpoints(elsewhere))) {
      return model.fingerprint();
    }
  }

  /** Makes a change when an opening waits for another builder of the same, who then gives up. */
  private FutureTask<AutoCloseable> whileItWaitsToBuild(
      String fingerprint, Opening opening, Change change) {
    FutureTask<AutoCloseable> opened = new FutureTask<>(opening::open);
    assertThatThrownBy(
            () ->
                cache.open(
                    fingerprint,
                    0,
                    unused -> {
                      changeWhileItWaits(opened, change);
                      throw new IllegalStateException("gives up");
                    }))
        .hasMessage("gives up");
    return opened;
  }

  private static void changeWhileItWaits(FutureTask<?> opened, Change change) throws IOException {
    Thread thread = new Thread(opened);
    thread.start();
    while (!waitsForALock(thread)) {
      assertThat(opened).as("it should wait for its lock").isNotDone();
      Thread.onSpinWait();
    }
    change.make();
  }

  private static boolean waitsForALock(Thread thread) {
    return thread.getState() == Thread.State.WAITING
        && Arrays.stream(thread.getStackTrace())
            .anyMatch(frame -> frame.getClassName().equals(PathLock.class.getName()));
  }

  /** What lies in the cache, under way or whole. */
  private Stream<String> graphs() throws IOException {
    try (Stream<Path> all = Files.list(home.resolve("graphs"))) {
      return all
          .map(path -> path.getFileName().toString())
          .filter(name -> !name.equals(".locks"))
          .toList()
          .stream();
    }
  }

  private Path copy(String fixture, String name) throws IOException {
    Path original = Shared.path("fixtures/encoders/checkpoints/" + fixture);
    return Files.write(folder.resolve(name), Files.readAllBytes(original));
  }
}
