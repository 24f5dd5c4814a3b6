package io.glimpse.study;

import io.glimpse.encoder.Encoder;
import io.glimpse.feature.FeatureBatch;
import io.glimpse.image.Preprocessing;
import io.glimpse.matrix.Matrix;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import javax.imageio.ImageIO;

/**
 * Knows the pictures that it paints: each name has four quarters of colours of its own, so that
 * zero-shot is right wherever pictures have the names of their classes. It takes no text but in the
 * templates that it was made with.
 */
final class PaintedEncoder implements Encoder {

  private static final int SIZE = 32;
  private static final int QUARTERS = 4;
  private static final int CHANNELS = 3;

  private final List<String> templates;

  PaintedEncoder(String... templates) {
    this.templates = List.of(templates);
  }

  /** Paints a PNG, whatever the file's name ends in. */
  static void paint(Path file, String name) {
    BufferedImage image = new BufferedImage(SIZE, SIZE, BufferedImage.TYPE_INT_RGB);
    int[] colours = colours(name);
    for (int y = 0; y < SIZE; y++) {
      for (int x = 0; x < SIZE; x++) {
        image.setRGB(x, y, colours[2 * (2 * y / SIZE) + 2 * x / SIZE]);
      }
    }
    try {
      Files.createDirectories(file.getParent());
      ImageIO.write(image, "png", file.toFile());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static int[] colours(String name) {
    return new Random(name.hashCode()).ints(QUARTERS, 0, 1 << 24).toArray();
  }

  @Override
  public FeatureBatch encodeRawImages(FloatBuffer pixels, int images) {
    int area = SIZE * SIZE;
    Matrix tokens = new Matrix(images * (1 + QUARTERS), dimension());
    for (int i = 0; i < images; i++) {
      for (int c = 0; c < CHANNELS; c++) {
        for (int p = 0; p < area; p++) {
          int quarter = 2 * (2 * (p / SIZE) / SIZE) + 2 * (p % SIZE) / SIZE;
          int at = quarter * CHANNELS + c;
          float value = pixels.get(pixels.position() + (i * CHANNELS + c) * area + p) / area;
          tokens.data()[tokens.start(i * (1 + QUARTERS)) + at] += value;
          tokens.data()[tokens.start(i * (1 + QUARTERS) + 1 + quarter) + at] += value;
        }
      }
    }
    return FeatureBatch.ofTokens(tokens, 1 + QUARTERS);
  }

  @Override
  public Matrix encodeRawTexts(List<String> texts) {
    Matrix rows = new Matrix(texts.size(), dimension());
    for (int t = 0; t < texts.size(); t++) {
      int[] colours = colours(name(texts.get(t)));
      byte[] rgb = new byte[CHANNELS * SIZE * SIZE];
      for (int p = 0; p < SIZE * SIZE; p++) {
        int colour = colours[2 * (2 * (p / SIZE) / SIZE) + 2 * (p % SIZE) / SIZE];
        rgb[CHANNELS * p] = (byte) (colour >> 16);
        rgb[CHANNELS * p + 1] = (byte) (colour >> 8);
        rgb[CHANNELS * p + 2] = (byte) colour;
      }
      FloatBuffer pixels = FloatBuffer.allocate(preprocessing().length());
      preprocessing().normalise(rgb, pixels);
      rows.setRow(t, encodeRawImages(pixels.flip(), 1).globals(), 0);
    }
    return rows;
  }

  private String name(String text) {
    for (String template : templates) {
      int at = template.indexOf("{}");
      String before = template.substring(0, at);
      String behind = template.substring(at + 2);
      if (text.startsWith(before)
          && text.endsWith(behind)
          && text.length() >= before.length() + behind.length()) {
        return text.substring(before.length(), text.length() - behind.length());
      }
    }
    throw new IllegalArgumentException("'" + text + "' is in none of " + templates);
  }

  @Override
  public String name() {
    return "painted";
  }

  @Override
  public String fingerprint() {
    return "0123456789abcdef";
  }

  @Override
  public int dimension() {
    return QUARTERS * CHANNELS;
  }

  @Override
  public int gridWidth() {
    return 2;
  }

  @Override
  public int gridHeight() {
    return 2;
  }

  @Override
  public Preprocessing preprocessing() {
    return Preprocessing.clip(SIZE);
  }

  @Override
  public List<String> templates() {
    return templates;
  }

  @Override
  public void close() {}
}
