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
   * Runs it, a picture at a time: a network of somebody else may give a picture other last bits
   * beside others, and answers would change with what happens to be encoded together. Together they
   * take no less time.
   *
   * @param pixels as for an encoder
   * @param shape of what comes out for one picture, without a leading 1
   * @return of all pictures, one after the other
   */
  float[] run(FloatBuffer pixels, int images, long... shape) {
    if (images < 1) {
      throw new IllegalArgumentException("there must be at least 1 picture, not " + images);
    }
    int each = Math.toIntExact(product(shape));
    float[] all = new float[Math.multiplyExact(images, each)];
    for (int i = 0; i < images; i++) {
      float[] one = network.run(feeds(pixels, i), port.output(), leadingOne(shape));
      System.arraycopy(one, 0, all, i * each, each);
    }
    return FiniteValues.of(file, port.output(), all);
  }

  /** One of the pictures, and the text that goes with it. */
  List<NetworkInput> feeds(FloatBuffer pixels, int index) {
    FloatBuffer one = pixels.duplicate();
    one.position(pixels.position() + index * pictures.length());
    List<NetworkInput> feeds = new ArrayList<>(dummy);
    feeds.add(
        NetworkInput.floats(ImagePort.PIXELS, one, 1, 3, pictures.height(), pictures.width()));
    return feeds;
  }

  private static long[] leadingOne(long... shape) {
    long[] whole = new long[1 + shape.length];
    whole[0] = 1;
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
