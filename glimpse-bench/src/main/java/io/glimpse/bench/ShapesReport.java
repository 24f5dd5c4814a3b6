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
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * How many clouds of a folder every head and preset gets right: the answers of {@code bank build}
 * and {@code evaluate}, but every cloud is encoded once a preset instead of once a head.
 *
 * <p>Arguments: encoder, a folder with {@code shots} and {@code test}, each with a folder a class.
 * Prints a Markdown table.
 */
public final class ShapesReport {

  private final CloudHeads heads;
  private final EncodedClouds shots;
  private final EncodedClouds test;

  private ShapesReport(CloudHeads heads, LabelledInputs shots, LabelledInputs test)
      throws IOException {
    this.heads = heads;
    this.shots = heads.encode(shots);
    this.test = heads.encode(test);
  }

  /** Measures and prints. */
  public static void main(String[] args) throws Exception {
    LabelledInputs shots = LabelledSource.read(Path.of(args[1], "shots"), null, Notes.SILENT);
    LabelledInputs test =
        LabelledSource.read(Path.of(args[1], "test"), shots.classes(), Notes.SILENT);
    System.out.println(
        "| preset | zero-shot | calip | tip, averaged | tip, concatenated | tip-f, averaged"
            + " | tip-f, concatenated | inter-view |");
    System.out.println("|---|---|---|---|---|---|---|---|");
    try (Encoder encoder = Encoders.open(args[0], new EncoderOptions(Precision.FP32, 1))) {
      int threads = Runtime.getRuntime().availableProcessors();
      ImagePipeline pipeline = new ImagePipeline(encoder, DecodeOptions.defaults(), threads);
      for (String preset : ViewPreset.names()) {
        CloudRendering rendering = CloudRendering.usual().withPreset(ViewPreset.of(preset));
        System.out.print("| `" + preset + "` |");
        new ShapesReport(new CloudHeads(pipeline, rendering, shots), shots, test).print();
        System.out.println();
      }
    }
  }

  private void print() throws IOException {
    print("zero-shot", Fusion.USUAL);
    print("calip", Fusion.USUAL);
    for (String method : List.of("tip", "tip-f")) {
      print(method, Fusion.AVERAGED);
      print(method, Fusion.CONCATENATED);
    }
    print("inter-view", Fusion.CONCATENATED);
  }

  private void print(String method, Fusion fusion) throws IOException {
    Evaluation evaluation = test.evaluate(heads.of(method, fusion, shots));
    System.out.printf(
        Locale.ROOT, " %d (%.1f %%) |", evaluation.correct(), 100 * evaluation.accuracy());
    System.out.flush();
  }
}
