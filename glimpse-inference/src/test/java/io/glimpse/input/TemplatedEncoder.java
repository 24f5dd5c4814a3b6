package io.glimpse.input;

import io.glimpse.encoder.Encoder;
import io.glimpse.feature.FeatureBatch;
import io.glimpse.image.Preprocessing;
import io.glimpse.matrix.Matrix;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.Random;

/** An encoder of texts alone, each to a row of its own, that takes templates as CLIP does. */
final class TemplatedEncoder implements Encoder {

  private static final int WIDTH = 8;

  @Override
  public String name() {
    return "templated";
  }

  @Override
  public String fingerprint() {
    return "0";
  }

  @Override
  public int dimension() {
    return WIDTH;
  }

  @Override
  public int gridWidth() {
    return 1;
  }

  @Override
  public int gridHeight() {
    return 1;
  }

  @Override
  public Preprocessing preprocessing() {
    throw new UnsupportedOperationException("it encodes texts alone");
  }

  @Override
  public List<String> templates() {
    return List.of("a photo of a {}.");
  }

  @Override
  public FeatureBatch encodeRawImages(FloatBuffer pixels, int images) {
    throw new UnsupportedOperationException("it encodes texts alone");
  }

  @Override
  public Matrix encodeRawTexts(List<String> texts) {
    Matrix rows = new Matrix(texts.size(), WIDTH);
    for (int i = 0; i < texts.size(); i++) {
      Random random = new Random(texts.get(i).hashCode());
      for (int j = 0; j < WIDTH; j++) {
        rows.set(i, j, (float) random.nextGaussian());
      }
    }
    return rows;
  }

  @Override
  public void close() {}
}
