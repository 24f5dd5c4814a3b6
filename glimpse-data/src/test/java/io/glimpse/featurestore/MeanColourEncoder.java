package io.glimpse.featurestore;

import io.glimpse.encoder.Encoder;
import io.glimpse.feature.FeatureBatch;
import io.glimpse.image.Preprocessing;
import io.glimpse.matrix.Matrix;
import java.nio.FloatBuffer;
import java.util.List;

/** Its feature is a picture's mean colour, and so a row of any length. */
final class MeanColourEncoder implements Encoder {

  private static final int SIZE = 16;

  @Override
  public FeatureBatch encodeRawImages(FloatBuffer pixels, int images) {
    int area = SIZE * SIZE;
    Matrix rows = new Matrix(2 * images, 3);
    for (int i = 0; i < images; i++) {
      for (int c = 0; c < 3; c++) {
        float sum = 0;
        for (int p = 0; p < area; p++) {
          sum += pixels.get(pixels.position() + (3 * i + c) * area + p);
        }
        rows.set(2 * i, c, sum / area);
        rows.set(2 * i + 1, c, sum);
      }
    }
    return FeatureBatch.ofTokens(rows, 2);
  }

  @Override
  public Matrix encodeRawTexts(List<String> texts) {
    throw new UnsupportedOperationException("it sees no texts");
  }

  @Override
  public String name() {
    return "mean-colour";
  }

  @Override
  public String fingerprint() {
    return "c0104";
  }

  @Override
  public int dimension() {
    return 3;
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
    return Preprocessing.clip(SIZE);
  }

  @Override
  public List<String> templates() {
    return List.of();
  }

  @Override
  public void close() {}
}
