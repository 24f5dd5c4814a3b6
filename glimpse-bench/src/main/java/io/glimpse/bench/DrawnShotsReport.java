package io.glimpse.bench;

import io.glimpse.encoder.Encoder;
import io.glimpse.encoder.EncoderOptions;
import io.glimpse.encoder.EncoderOptions.Precision;
import io.glimpse.encoder.Encoders;
import io.glimpse.encoder.ImagePipeline;
import io.glimpse.image.DecodeOptions;
import io.glimpse.input.CloudRendering;
import io.glimpse.input.LabelledInputs;
import io.glimpse.input.LabelledSource;
import io.glimpse.metric.Evaluation;
import io.glimpse.multiview.Fusion;
import io.glimpse.progress.Notes;
import io.glimpse.projection.ViewPreset;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * How many point clouds of one folder every head gets right that was made of a few of them: the
 * shots of every class are drawn by five seeds, and the rest is tested. Every cloud is encoded once
 * a preset.
 *
 * <p>Arguments: encoder, a folder with a folder a class, a file. Prints a Markdown table a preset;
 * the file gets the count of every draw: preset, head, shots, seed, right, tests.
 */
public final class DrawnShotsReport {

  private static final List<Row> ROWS =
      List.of(
          Row.of("zero-shot"),
          Row.of("calip"),
          Row.of("tip"),
          Row.of("tip-f"),
          Row.of("auto"),
          Row.of("inter-view"),
          new Row("auto, averaged", "auto", Fusion.AVERAGED));
  private static final List<Integer> SHOTS = List.of(1, 2, 4, 8, 16);
  private static final int SEEDS = 5;

  /** What a line of a table is about. */
  private record Row(String name, String method, Fusion fusion) {

    static Row of(String method) {
      return new Row(method, method, Fusion.USUAL);
    }
  }

  private final String preset;
  private final CloudHeads heads;
  private final EncodedClouds clouds;
  private final StringBuilder counts;

  private DrawnShotsReport(
      ImagePipeline pipeline, String preset, LabelledInputs clouds, StringBuilder counts)
      throws IOException {
    this.preset = preset;
    CloudRendering rendering = CloudRendering.usual().withPreset(ViewPreset.of(preset));
    this.heads = new CloudHeads(pipeline, rendering, clouds);
    this.clouds = heads.encode(clouds);
    this.counts = counts;
  }

  /** Measures and prints. */
  public static void main(String[] args) throws Exception {
    LabelledInputs clouds = LabelledSource.read(Path.of(args[1]), null, Notes.SILENT);
    StringBuilder counts = new StringBuilder();
    try (Encoder encoder = Encoders.open(args[0], new EncoderOptions(Precision.FP32, 1))) {
      int threads = Runtime.getRuntime().availableProcessors();
      ImagePipeline pipeline = new ImagePipeline(encoder, DecodeOptions.defaults(), threads);
      for (String preset : ViewPreset.names()) {
        new DrawnShotsReport(pipeline, preset, clouds, counts).print();
      }
    }
    Files.writeString(Path.of(args[2]), counts);
  }

  private void print() throws IOException {
    String tests =
        SHOTS.stream()
            .map(shots -> shots + " (" + draw(shots, 1).tests().size() + " tests)")
            .collect(Collectors.joining(" | "));
    System.out.println("| `" + preset + "`, shots a class | " + tests + " |");
    System.out.println("|---|" + "---|".repeat(SHOTS.size()));
    for (Row row : ROWS) {
      System.out.print("| " + row.name() + " |");
      for (int shots : SHOTS) {
        System.out.print(" " + cell(row, shots) + " |");
        System.out.flush();
      }
      System.out.println();
    }
    System.out.println();
  }

  private ShotDraw draw(int shots, long seed) {
    return ShotDraw.of(clouds.inputs().labels(), shots, seed);
  }

  /** The mean and the standard deviation of the draws, in per cent. */
  private String cell(Row row, int shots) throws IOException {
    double[] accuracies = new double[SEEDS];
    for (int seed = 1; seed <= SEEDS; seed++) {
      ShotDraw draw = draw(shots, seed);
      Evaluation evaluation =
          clouds
              .select(draw.tests())
              .evaluate(heads.of(row.method(), row.fusion(), clouds.select(draw.shots())));
      accuracies[seed - 1] = 100 * evaluation.accuracy();
      counts
          .append(String.join("\t", preset, row.name(), shots + "\t" + seed))
          .append("\t" + evaluation.correct() + "\t" + evaluation.total() + "\n");
    }
    double mean = Arrays.stream(accuracies).average().orElseThrow();
    double squares = Arrays.stream(accuracies).map(a -> (a - mean) * (a - mean)).sum();
    return String.format(Locale.ROOT, "%.1f ± %.1f", mean, Math.sqrt(squares / (SEEDS - 1)));
  }
}
