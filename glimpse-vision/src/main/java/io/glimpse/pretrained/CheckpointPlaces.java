package io.glimpse.pretrained;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.glimpse.checkpoint.Architecture;
import io.glimpse.encoder.EncoderOptions;
import io.glimpse.encoder.LocalView;
import io.glimpse.encoder.PlaceNetwork;
import io.glimpse.feature.LocalTokens;
import io.glimpse.file.Sha256;
import io.glimpse.graph.EncoderGraphs;
import io.glimpse.graph.EncoderPlaceGraph;
import io.glimpse.graph.GraphCache;
import io.glimpse.graph.GraphFolder;
import io.glimpse.image.Preprocessing;
import io.glimpse.onnx.Network;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.FloatBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A model's look at small places. Its network, always float32, is built when somebody first asks
 * what it sees, from the checkpoint, and kept as the model's others are; it is loaded for the first
 * picture.
 */
final class CheckpointPlaces implements AutoCloseable {

  /** Its number grows with every change of the arithmetic. */
  private static final String KIND = "places-1 ";

  private static final String VIEW = "places.json";
  private static final ObjectMapper JSON = StoredPreprocessing.mapper();

  private final CheckpointModel model;
  private final Path checkpoint;
  private final GraphCache cache;
  private final EncoderOptions options;
  private @Nullable GraphFolder folder;
  private @Nullable LocalView view;
  private @Nullable PlaceNetwork network;
  private boolean closed;

  /**
   * Does nothing yet.
   *
   * @param model stays open until this is closed
   * @param checkpoint that the model is of
   */
  CheckpointPlaces(
      CheckpointModel model, Path checkpoint, GraphCache cache, EncoderOptions options) {
    this.model = model;
    this.checkpoint = checkpoint;
    this.cache = cache;
    this.options = options;
  }

  /** What they are of. */
  synchronized LocalView view() {
    try {
      return opened();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The tokens of some pictures. */
  List<LocalTokens> tokens(FloatBuffer pixels, int images) {
    return network().tokens(pixels, images);
  }

  private synchronized PlaceNetwork network() {
    if (network == null) {
      try {
        LocalView seen = opened();
        Path file = folder().path().resolve(EncoderPlaceGraph.NETWORK);
        network = new PlaceNetwork(Network.open(file, options.threads(), options.device()), seen);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return network;
  }

  private LocalView opened() throws IOException {
    if (view == null) {
      view = JSON.readValue(Files.readAllBytes(folder().path().resolve(VIEW)), LocalView.class);
    }
    return view;
  }

  private GraphFolder folder() throws IOException {
    if (closed) {
      throw new IllegalStateException("the encoder was closed");
    }
    if (folder == null) {
      String fingerprint =
          HexFormat.of()
              .formatHex(Sha256.of(KIND + model.fingerprint(), StandardCharsets.US_ASCII));
      long bytes = Files.size(model.folder().path().resolve(EncoderGraphs.IMAGE_WEIGHTS));
      folder = cache.open(fingerprint, bytes, target -> build(fingerprint, target));
    }
    return folder;
  }

  private void build(String fingerprint, Path target) throws IOException {
    model.reread(
        checkpoint,
        opened -> {
          EncoderPlaceGraph.write(opened.weights(), opened.architecture(), target);
          LocalView made = view(fingerprint, opened.architecture(), model.facts().preprocessing());
          Files.write(target.resolve(VIEW), JSON.writeValueAsBytes(made));
        });
  }

  private static LocalView view(
      String fingerprint, Architecture architecture, Preprocessing usual) {
    EncoderPlaceGraph.Layout layout = EncoderPlaceGraph.layout(architecture);
    return new LocalView(
        fingerprint,
        usual.ofSquare(layout.size()),
        layout.levels().stream()
            .map(level -> new LocalView.Level(level.value(), level.width()))
            .toList(),
        layout.side(),
        layout.side(),
        layout.first(),
        layout.step());
  }

  @Override
  public synchronized void close() {
    closed = true;
    if (network != null) {
      network.close();
    }
    if (folder != null) {
      folder.close();
    }
  }
}
