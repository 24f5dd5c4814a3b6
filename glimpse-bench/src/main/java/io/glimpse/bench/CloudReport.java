package io.glimpse.bench;

import io.glimpse.cloud.CloudReader;
import io.glimpse.encoder.EncodedImage;
import io.glimpse.encoder.Encoder;
import io.glimpse.encoder.EncoderOptions;
import io.glimpse.encoder.EncoderOptions.Precision;
import io.glimpse.encoder.Encoders;
import io.glimpse.encoder.ImagePipeline;
import io.glimpse.encoder.ViewReader;
import io.glimpse.feature.ClassSet;
import io.glimpse.feature.TextFeatures;
import io.glimpse.image.DecodeOptions;
import io.glimpse.image.ImageException;
import io.glimpse.method.Methods;
import io.glimpse.method.Task;
import io.glimpse.projection.CloudViews;
import io.glimpse.projection.ViewPreset;
import io.glimpse.views.SummedViews;
import io.glimpse.views.ViewBatch;
import io.glimpse.views.ViewWeights;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * What the classification of a cloud costs beside the encoder's runs: from a file of 1,024 points
 * to the logits of forty classes by CALIP, against the encoder alone on the same views. Both in
 * turns on one thread, in CPU time, so that other work on the machine matters little.
 *
 * <p>Arguments: encoder, rounds.
 */
public final class CloudReport {

  private static final int POINTS = 1024;
  private static final int CLASSES = 40;
  private static final int WARM_UP = 20;

  private CloudReport() {}

  /** Measures every preset and prints a line for each. */
  public static void main(String[] args) throws Exception {
    int rounds = Integer.parseInt(args[1]);
    Path file = Files.createTempFile("glimpse-sphere", ".ply");
    try (Encoder encoder = Encoders.open(args[0], new EncoderOptions(Precision.FP32, 1))) {
      Spheres.writePly(Spheres.cloud(POINTS), file);
      for (String preset : ViewPreset.names()) {
        measure(encoder, ViewPreset.of(preset), file, rounds);
      }
    } finally {
      Files.deleteIfExists(file);
    }
  }

  private static void measure(Encoder encoder, ViewPreset preset, Path file, int rounds)
      throws IOException, ImageException {
    CloudViews reader =
        new CloudViews(
            preset, path -> CloudReader.read(path).sample(POINTS, 1).centred().inUnitSphere());
    ImagePipeline pipeline = new ImagePipeline(encoder, DecodeOptions.defaults(), 1, reader);
    SummedViews head = head(encoder, preset.views());
    ViewReader.Views views = reader.read(file, encoder.preprocessing());
    FloatBuffer pixels =
        ByteBuffer.allocateDirect(
                ImagePipeline.TOGETHER * encoder.preprocessing().length() * Float.BYTES)
            .order(ByteOrder.nativeOrder())
            .asFloatBuffer();
    double[] alone = new double[rounds];
    double[] whole = new double[rounds];
    for (int i = -WARM_UP; i < rounds; i++) {
      double encoded = encode(encoder, views, pixels);
      long start = now();
      EncodedImage image = pipeline.run(file);
      head.logits(new ViewBatch(image.features(), preset.views()));
      double classified = (now() - start) / 1e6;
      if (i >= 0) {
        alone[i] = encoded;
        whole[i] = classified;
      }
    }
    System.out.printf(
        Locale.ROOT,
        "%s: %d encoder runs %.2f ms, the whole cloud %.2f ms, %.1f %% more%n",
        preset.name(),
        preset.views(),
        median(alone),
        median(whole),
        100 * (median(whole) / median(alone) - 1));
  }

  /** The time of the encoder's runs; making its input is not among it. */
  private static double encode(Encoder encoder, ViewReader.Views views, FloatBuffer pixels) {
    long time = 0;
    for (int next = 0; next < views.count(); next += ImagePipeline.TOGETHER) {
      int some = Math.min(ImagePipeline.TOGETHER, views.count() - next);
      pixels.clear();
      for (int i = next; i < next + some; i++) {
        views.write(i, pixels);
      }
      pixels.flip();
      long start = now();
      encoder.encodeImages(pixels, some);
      time += now() - start;
    }
    return time / 1e6;
  }

  private static SummedViews head(Encoder encoder, int views) {
    String[] names = IntStream.range(0, CLASSES).mapToObj(c -> "class " + c).toArray(String[]::new);
    TextFeatures text =
        TextFeatures.ofWeights(
            ClassSet.of(names), new RandomFeatures(3).rows(CLASSES, encoder.dimension()));
    return new SummedViews(
        Methods.of("calip").fit(Task.of(text).build()), ViewWeights.equal(views));
  }

  private static double median(double[] values) {
    Arrays.sort(values);
    return values[values.length / 2];
  }

  private static long now() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
  }
}
