package io.glimpse.encoder;

import io.glimpse.image.Preprocessing;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Random;

/**
 * The pictures on which two networks are compared: always the same, from soft colour fields to
 * plain noise, so that they cover what edges, textures and flat areas do to a network.
 */
final class CalibrationImages {

  static final int COUNT = 8;

  private static final int WAVES = 6;
  private static final double MIDDLE = 127.5;

  private CalibrationImages() {}

  /** One of them as a network's input: direct, 1 x 3 x height x width. */
  static FloatBuffer input(int index, Preprocessing preprocessing) {
    FloatBuffer pixels =
        ByteBuffer.allocateDirect(preprocessing.length() * Float.BYTES)
            .order(ByteOrder.nativeOrder())
            .asFloatBuffer();
    preprocessing.normalise(picture(index, preprocessing.height(), preprocessing.width()), pixels);
    return pixels.flip();
  }

  /** Colour waves, finer from picture to picture, under more and more noise; [height, width, 3]. */
  private static byte[] picture(int index, int height, int width) {
    Random random = new Random(index);
    double noise = (double) index / (COUNT - 1);
    double[][] waves = new double[3 * WAVES][];
    for (int w = 0; w < waves.length; w++) {
      double angle = random.nextDouble() * 2 * Math.PI;
      double turns = (1 + index) * (0.5 + random.nextDouble()) * 2 * Math.PI / height;
      waves[w] =
          new double[] {turns * Math.cos(angle), turns * Math.sin(angle), random.nextDouble() * 6};
    }
    byte[] picture = new byte[height * width * 3];
    for (int i = 0; i < picture.length; i++) {
      int channel = i % 3;
      int x = i / 3 % width;
      int y = i / 3 / width;
      double sum = 0;
      for (int w = 0; w < WAVES; w++) {
        double[] wave = waves[channel * WAVES + w];
        sum += Math.sin(wave[0] * x + wave[1] * y + wave[2]);
      }
      double value = (1 - noise) * sum / 3 + noise * random.nextGaussian() / 2;
      picture[i] = (byte) Math.round(Math.min(255, Math.max(0, MIDDLE + MIDDLE * value)));
    }
    return picture;
  }
}
