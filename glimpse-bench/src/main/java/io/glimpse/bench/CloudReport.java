package io.glimpse.bench;

import io.glimpse.cloud.CloudReader;
import io.glimpse.encoder.EncodedImage;
import io.glimpse.encoder.Encoder;
import io.glimpse.encoder.EncoderOptions;
import io.glimpse.encoder.EncoderOptions.Precision;
import io.glimpse.encoder.Encoders;
import io.glimpse.encoder.ImagePipeline;
import io.glimpse.feature.ClassSet;
import io.glimpse.feature.TextFeatures;
import io.glimpse.file.Input;
import io.glimpse.image.DecodeOptions;
import io.glimpse.image.ImageException;
import io.glimpse.method.Methods;
import io.glimpse.method.Task;
import io.glimpse.multiview.SummedViews;
import io.glimpse.multiview.ViewBatch;
import io.glimpse.multiview.ViewWeights;
import io.glimpse.projection.CloudViews;
import io.glimpse.projection.ViewPreset;
import java.lang.management.ManagementFactory;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * What the classification of a cloud costs beside the encoder's runs: from a file of 1,024 points
 * to the logits of forty classes by CALIP, all that is not a call of the encoder, against those
 * calls. All presets in turns on one thread, in CPU time, so that other work on the machine matters
 * little.
 *
 * <p>Arguments: encoder, rounds.
 */
public final class CloudReport {

  private static final int POINTS = 1024;
  private static final int CLASSES = 40;

  /** Ten views each: a method is compiled for good after 600 calls. */
  private static final int WARM_UP = 70;

  private final ViewPreset preset;
  private final Path file;
  private final ImagePipeline pipeline;
  private final SummedViews head;
  private final double[] runs;
  private final double[] more;
  private long inside;

  private CloudReport(Encoder encoder, ViewPreset preset, Path file, int rounds) {
    CloudViews reader =
        new CloudViews(
            preset, path -> CloudReader.read(path).sample(POINTS, 1).centred().inUnitSphere());
    this.preset = preset;
    this.file = file;
    this.pipeline = new ImagePipeline(timed(encoder), DecodeOptions.defaults(), 1, reader);
    this.head = head(encoder, preset.views());
    this.runs = new double[rounds];
    this.more = new double[rounds];
  }

  /** Measures every preset and prints a line for each. */
  public static void main(String[] args) throws Exception {
    int rounds = Integer.parseInt(args[1]);
    Path file = Files.createTempFile("glimpse-sphere", ".ply");
    try (Encoder encoder = Encoders.open(args[0], new EncoderOptions(Precision.FP32, 1))) {
      Spheres.writePly(Spheres.cloud(POINTS), file);
      List<CloudReport> reports = new ArrayList<>();
      for (String preset : ViewPreset.names()) {
        reports.add(new CloudReport(encoder, ViewPreset.of(preset), file, rounds));
      }
      for (int round = -WARM_UP; round < rounds; round++) {
        for (CloudReport report : reports) {
          report.measure(round);
        }
      }
      for (CloudReport report : reports) {
        System.out.println(report);
      }
    } finally {
      Files.deleteIfExists(file);
    }
  }

  /** An encoder whose calls are added up in {@link #inside}. */
  private Encoder timed(Encoder encoder) {
    return (Encoder)
        Proxy.newProxyInstance(
            Encoder.class.getClassLoader(),
            new Class<?>[] {Encoder.class},
            (proxy, method, arguments) -> {
              long start = now();
              try {
                return method.invoke(encoder, arguments);
              } finally {
                inside += now() - start;
              }
            });
  }

  /** One cloud; rounds below 0 only warm up. */
  private void measure(int round) throws ImageException {
    inside = 0;
    long start = now();
    EncodedImage image = pipeline.run(Input.of(file));
    head.logits(new ViewBatch(image.features(), preset.views()));
    long whole = now() - start;
    if (round >= 0) {
      runs[round] = inside / 1e6;
      more[round] = (whole - inside) / 1e6;
    }
  }

  @Override
  public String toString() {
    double encoder = median(runs);
    double rest = median(more);
    return String.format(
        Locale.ROOT,
        "%s: %d encoder runs %.2f ms, the whole cloud %.2f ms more, %.1f %%",
        preset.name(),
        preset.views(),
        encoder,
        rest,
        100 * rest / encoder);
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
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }

  private static long now() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
  }
}
