package io.glimpse.hub;

import io.glimpse.image.Preprocessing;
import io.glimpse.onnx.Network;
import io.glimpse.onnx.NetworkInput;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A loaded network that makes features of pictures.
 *
 * @param file for messages
 * @param dummy inputs that stand for a text, where the network wants one
 */
record ImageRunner(
    Path file, Network network, ImagePort port, Preprocessing pictures, List<NetworkInput> dummy) {

  /**
   * Runs it.
   *
   * @param pixels as for an encoder
   * @param shape of what comes out for one picture, without a leading 1
   * @return of all pictures, one after the other
   */
  float[] run(FloatBuffer pixels, int images, long... shape) {
    if (images < 1) {
      throw new IllegalArgumentException("there must be at least 1 picture, not " + images);
    }
    int atOnce = port.oneByOne() ? 1 : images;
    int each = Math.toIntExact(product(shape));
    float[] all = new float[Math.multiplyExact(images, each)];
    for (int from = 0; from < images; from += atOnce) {
      float[] some =
          network.run(feeds(pixels, from, atOnce), port.output(), leading(atOnce, shape));
      System.arraycopy(some, 0, all, from * each, some.length);
    }
    return FiniteValues.of(file, port.output(), all);
  }

  /** Pictures, and the text that goes with them. */
  List<NetworkInput> feeds(FloatBuffer pixels, int from, int images) {
    FloatBuffer some = pixels.duplicate();
    some.position(pixels.position() + from * pictures.length());
    List<NetworkInput> feeds = new ArrayList<>(dummy);
    feeds.add(
        NetworkInput.floats(
            ImagePort.PIXELS, some, images, 3, pictures.height(), pictures.width()));
    return feeds;
  }

  private static long[] leading(int count, long... shape) {
    long[] whole = new long[1 + shape.length];
    whole[0] = count;
    System.arraycopy(shape, 0, whole, 1, shape.length);
    return whole;
  }

  private static long product(long... shape) {
    long product = 1;
    for (long extent : shape) {
      product *= extent;
    }
    return product;
  }
}
