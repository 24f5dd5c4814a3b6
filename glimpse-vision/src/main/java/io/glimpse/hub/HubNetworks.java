package io.glimpse.hub;

import io.glimpse.checkpoint.CheckpointException;
import io.glimpse.encoder.EncoderOptions;
import io.glimpse.graph.GraphCache;
import io.glimpse.graph.GraphFolder;
import io.glimpse.onnx.Network;
import io.glimpse.onnx.NetworkInput;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The networks of a model, loaded: that for pictures at once, that for texts when somebody needs
 * it.
 */
final class HubNetworks implements AutoCloseable {

  private static final int DUMMY_LENGTH = 8;

  private final HubModel model;
  private final EncoderOptions options;
  private final List<GraphFolder> folders = new ArrayList<>();
  private final ImageRunner images;
  private @Nullable TextRunner texts;
  private boolean closed;

  /**
   * Loads the network for pictures.
   *
   * @param digest of it
   * @throws IOException if ONNX Runtime refuses it
   */
  HubNetworks(HubModel model, String digest, EncoderOptions options) throws IOException {
    this.model = model;
    this.options = options;
    this.images =
        new ImageRunner(
            model.images().file(),
            open(model.images(), digest),
            model.imagePort(),
            model.pictures(),
            model.choice().isWhole() ? dummyText() : List.of());
  }

  ImageRunner images() {
    return images;
  }

  /**
   * The network for texts.
   *
   * @param digest of it
   */
  synchronized TextRunner texts(String digest) throws IOException {
    if (closed) {
      throw new IllegalStateException("the encoder was closed");
    }
    if (texts == null) {
      NetworkFiles files = Objects.requireNonNull(model.texts());
      boolean isWhole = model.choice().isWhole();
      texts =
          new TextRunner(
              files.file(),
              isWhole ? images.network() : open(files, digest),
              Objects.requireNonNull(model.textPort()),
              Objects.requireNonNull(model.filling()),
              isWhole ? dummyPicture() : List.of());
    }
    return texts;
  }

  private Network open(NetworkFiles files, String digest) throws IOException {
    if (files.external().isEmpty()) {
      return open(files.file(), files.file().toRealPath());
    }
    GraphFolder folder = files.copied(GraphCache.in(options.home()), digest);
    try {
      Network network = open(files.file(), folder.path().resolve(files.file().getFileName()));
      folders.add(folder);
      return network;
    } catch (IOException | RuntimeException e) {
      folder.close();
      throw e;
    }
  }

  private Network open(Path file, Path place) throws IOException {
    try {
      return Network.open(place, options.threads(), options.device());
    } catch (IOException e) {
      throw new CheckpointException(file, "cannot be loaded: " + e.getMessage(), e);
    }
  }

  /** One that every vocabulary has the ids of. */
  private List<NetworkInput> dummyText() {
    TextPort port = Objects.requireNonNull(model.textPort());
    TextFilling filling = Objects.requireNonNull(model.filling());
    int[] row = new int[Math.max(1, filling.length() == 0 ? DUMMY_LENGTH : filling.length())];
    Arrays.fill(row, 1);
    return port.feeds(new int[][] {row}, new int[] {row.length - 1});
  }

  private List<NetworkInput> dummyPicture() {
    int length = model.pictures().length();
    FloatBuffer nothing =
        ByteBuffer.allocateDirect(length * Float.BYTES)
            .order(ByteOrder.nativeOrder())
            .asFloatBuffer();
    return List.of(
        NetworkInput.floats(
            ImagePort.PIXELS, nothing, 1, 3, model.pictures().height(), model.pictures().width()));
  }

  @Override
  public synchronized void close() {
    closed = true;
    images.network().close();
    if (texts != null) {
      texts.network().close();
    }
    folders.forEach(GraphFolder::close);
  }
}
