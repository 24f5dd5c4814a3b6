package io.glimpse.pretrained;

import io.glimpse.feature.FeatureBatch;
import io.glimpse.image.Preprocessing;
import io.glimpse.matrix.Matrix;
import io.glimpse.onnx.Device;
import io.glimpse.onnx.Network;
import io.glimpse.onnx.NetworkInput;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.List;

/** The image network, loaded. */
final class ImageNetwork implements AutoCloseable {

  private final Network network;
  private final ModelFacts facts;

  /**
   * Loads the network.
   *
   * @param threads a single run may use
   */
  ImageNetwork(Path file, ModelFacts facts, int threads, Device device) throws IOException {
    this.network = Network.open(file, threads, device);
    this.facts = facts;
  }

  /** All tokens of some pictures, raw. */
  FeatureBatch tokens(FloatBuffer pixels, int images) {
    return run(pixels, images, 1 + facts.grid().places());
  }

  /** The first token of each, which is the global one, without what only the others need. */
  FeatureBatch globals(FloatBuffer pixels, int images) {
    return run(pixels, images, 1);
  }

  private FeatureBatch run(FloatBuffer pixels, int images, int wanted) {
    if (images < 1) {
      throw new IllegalArgumentException("there must be at least 1 picture, not " + images);
    }
    Preprocessing picture = facts.preprocessing();
    float[] rows =
        network.run(
            List.of(
                NetworkInput.floats("pixels", pixels, images, 3, picture.height(), picture.width()),
                NetworkInput.longs("wanted", new long[] {wanted}, 1)),
            "tokens",
            images,
            wanted,
            facts.dimension());
    return FeatureBatch.ofTokens(Matrix.wrap(rows, images * wanted, facts.dimension()), wanted);
  }

  @Override
  public void close() {
    network.close();
  }
}
