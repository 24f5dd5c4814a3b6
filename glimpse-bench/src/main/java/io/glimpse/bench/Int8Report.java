package io.glimpse.bench;

import io.glimpse.encoder.Encoder;
import io.glimpse.encoder.EncoderOptions;
import io.glimpse.encoder.EncoderOptions.Precision;
import io.glimpse.encoder.Encoders;
import io.glimpse.image.ImageDecoder;
import io.glimpse.image.ImageException;
import io.glimpse.matrix.Matrix;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * How far an encoder's int8 network strays from float32 on pictures, and how much faster it is.
 *
 * <p>Arguments: encoder, a folder of JPEG files, how many of them to take, evenly. Every picture is
 * encoded by both networks in turn, on one thread, and again a few times for the clock.
 */
public final class Int8Report {

  private static final int ROUNDS = 5;

  private final Encoder exact;
  private final Encoder quick;
  private final List<Double> exactTimes = new ArrayList<>();
  private final List<Double> quickTimes = new ArrayList<>();
  private final List<Double> ratios = new ArrayList<>();

  private Int8Report(Encoder exact, Encoder quick) {
    this.exact = exact;
    this.quick = quick;
  }

  /** Prints the figures of one encoder. */
  public static void main(String[] args) throws Exception {
    List<Path> pictures = pictures(Path.of(args[1]), Integer.parseInt(args[2]));
    try (Encoder exact = Encoders.open(args[0], new EncoderOptions(Precision.FP32, 1));
        Encoder quick = Encoders.open(args[0], new EncoderOptions(Precision.INT8, 1))) {
      quick.notes().forEach(System.out::println);
      System.out.print(new Int8Report(exact, quick).of(pictures));
    }
  }

  private static List<Path> pictures(Path folder, int count) throws IOException {
    List<Path> all;
    try (Stream<Path> files = Files.walk(folder)) {
      all = files.filter(file -> file.toString().endsWith(".jpg")).sorted().toList();
    }
    if (all.size() < count) {
      throw new IllegalArgumentException(
          folder + " holds " + all.size() + " *.jpg files, and " + count + " are needed");
    }
    List<Path> some = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      some.add(all.get(i * all.size() / count));
    }
    return some;
  }

  private String of(List<Path> pictures) throws ImageException {
    Matrix a = new Matrix(pictures.size(), exact.dimension());
    Matrix b = new Matrix(pictures.size(), exact.dimension());
    FloatBuffer pixels =
        ByteBuffer.allocateDirect(exact.preprocessing().length() * Float.BYTES)
            .order(ByteOrder.nativeOrder())
            .asFloatBuffer();
    ImageDecoder reader = new ImageDecoder();
    for (int i = 0; i < pictures.size(); i++) {
      byte[] crop = exact.preprocessing().crop(reader.read(pictures.get(i)));
      exact.preprocessing().normalise(crop, pixels.clear());
      pixels.flip();
      System.arraycopy(row(exact, pixels), 0, a.data(), a.start(i), a.columns());
      System.arraycopy(row(quick, pixels), 0, b.data(), b.start(i), b.columns());
      measure(pixels);
    }
    a.normalizeRows();
    b.normalizeRows();
    return cosines("cosine to float32", a, b)
        + cosines("the same without float32's mean row", without(mean(a), a), without(mean(a), b))
        + String.format(
            Locale.ROOT,
            "milliseconds a picture: float32 %.2f, int8 %.2f; int8 is %.2f times as fast%n",
            median(exactTimes),
            median(quickTimes),
            median(ratios));
  }

  private static float[] row(Encoder encoder, FloatBuffer pixels) {
    return encoder.encodeRawImages(pixels, 1).globals().row(0);
  }

  private void measure(FloatBuffer pixels) {
    for (int i = 0; i < ROUNDS; i++) {
      double slow = milliseconds(exact, pixels);
      double fast = milliseconds(quick, pixels);
      exactTimes.add(slow);
      quickTimes.add(fast);
      ratios.add(slow / fast);
    }
  }

  private static double milliseconds(Encoder encoder, FloatBuffer pixels) {
    long start = System.nanoTime();
    encoder.encodeRawImages(pixels, 1);
    return (System.nanoTime() - start) / 1e6;
  }

  private static double median(List<Double> values) {
    return values.stream().sorted().skip(values.size() / 2).findFirst().orElseThrow();
  }

  private static String cosines(String title, Matrix a, Matrix b) {
    double[] cosines = new double[a.rows()];
    for (int i = 0; i < cosines.length; i++) {
      cosines[i] = a.dot(i, b, i) / (a.norm(i) * b.norm(i));
    }
    return String.format(
        Locale.ROOT,
        "%s, %d pictures: mean %.4f, least %.4f%n",
        title,
        cosines.length,
        Arrays.stream(cosines).average().orElseThrow(),
        Arrays.stream(cosines).min().orElseThrow());
  }

  /** What all rows share would hide how far their own parts stray. */
  private static float[] mean(Matrix rows) {
    float[] mean = new float[rows.columns()];
    for (int i = 0; i < rows.rows(); i++) {
      for (int j = 0; j < mean.length; j++) {
        mean[j] += rows.get(i, j) / rows.rows();
      }
    }
    return mean;
  }

  private static Matrix without(float[] mean, Matrix rows) {
    Matrix own = rows.copy();
    for (int i = 0; i < own.rows(); i++) {
      for (int j = 0; j < mean.length; j++) {
        own.data()[own.start(i) + j] -= mean[j];
      }
    }
    return own;
  }
}
