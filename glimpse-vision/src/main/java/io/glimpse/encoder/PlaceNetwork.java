package io.glimpse.encoder;

import io.glimpse.feature.LocalTokens;
import io.glimpse.graph.PlaceGraph;
import io.glimpse.matrix.Matrix;
import io.glimpse.onnx.Network;
import io.glimpse.onnx.NetworkInput;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;

/** A network that gives the local tokens of a view, loaded. Many threads may use one at a time. */
public final class PlaceNetwork implements AutoCloseable {

  private final Network network;
  private final LocalView view;

  /**
   * Takes a network over.
   *
   * @param network that takes {@value PlaceGraph#INPUT}, float32 [1, 3, size, size], to {@value
   *     PlaceGraph#OUTPUT}, float32 [1, h·w, c], with what the view says; closed with this
   */
  public PlaceNetwork(Network network, LocalView view) {
    this.network = network;
    this.view = view;
  }

  /**
   * The tokens of some pictures, which go through the network one by one, so that neither memory
   * nor a bit of them depends on how many there are.
   *
   * @param pixels direct, as for {@link Encoder#encodeLocal}
   */
  public List<LocalTokens> tokens(FloatBuffer pixels, int images) {
    int length = view.preprocessing().length();
    if (images < 1) {
      throw new IllegalArgumentException("there must be at least 1 picture, not " + images);
    }
    if (pixels.remaining() / length < images) {
      throw new IllegalArgumentException(
          pixels.remaining() + " values are not " + images + " pictures of " + length);
    }
    List<LocalTokens> tokens = new ArrayList<>();
    for (int i = 0; i < images; i++) {
      tokens.add(one(pixels.slice(pixels.position() + i * length, length)));
    }
    return tokens;
  }

  private LocalTokens one(FloatBuffer pixels) {
    int size = view.side();
    int places = view.places();
    int width = view.width();
    float[] all =
        network.run(
            List.of(NetworkInput.floats(PlaceGraph.INPUT, pixels, 1, 3, size, size)),
            PlaceGraph.OUTPUT,
            1,
            places,
            width);
    return view.split(Matrix.wrap(all, places, width));
  }

  @Override
  public void close() {
    network.close();
  }
}
