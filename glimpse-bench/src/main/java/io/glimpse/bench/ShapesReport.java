package io.glimpse.bench;

import io.glimpse.cloud.CloudReader;
import io.glimpse.encoder.ClassTexts;
import io.glimpse.encoder.Encoder;
import io.glimpse.encoder.EncoderOptions;
import io.glimpse.encoder.EncoderOptions.Precision;
import io.glimpse.encoder.Encoders;
import io.glimpse.encoder.ImagePipeline;
import io.glimpse.feature.ClassSet;
import io.glimpse.feature.FeatureBatch;
import io.glimpse.feature.Labels;
import io.glimpse.feature.Shots;
import io.glimpse.feature.TextFeatures;
import io.glimpse.file.Input;
import io.glimpse.image.DecodeOptions;
import io.glimpse.image.ImageException;
import io.glimpse.matrix.Matrix;
import io.glimpse.method.Classifier;
import io.glimpse.method.Method;
import io.glimpse.method.Methods;
import io.glimpse.method.Parameters;
import io.glimpse.method.Selection;
import io.glimpse.method.Task;
import io.glimpse.multiview.Fusion;
import io.glimpse.multiview.SummedViews;
import io.glimpse.multiview.ViewBatch;
import io.glimpse.multiview.ViewWeights;
import io.glimpse.projection.CloudViews;
import io.glimpse.projection.ViewPreset;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * How many clouds of a folder every head and preset gets right: the answers of {@code bank build}
 * and {@code evaluate}, but every cloud is encoded once a preset instead of once a head.
 *
 * <p>Arguments: encoder, a folder with {@code shots} and {@code test}, each with a folder a class.
 * Prints a Markdown table.
 */
public final class ShapesReport {

  private static final int POINTS = 2048;
  private static final long SEED = 1;

  private final Encoder encoder;
  private final ViewPreset preset;
  private final ClassSet classes;
  private final TextFeatures text;
  private final SummedViews zeroShot;
  private final SummedViews calip;

  private ShapesReport(Encoder encoder, ViewPreset preset, ClassSet classes) {
    this.encoder = encoder;
    this.preset = preset;
    this.classes = classes;
    text = ClassTexts.of(encoder, classes, List.of(preset.template())).features();
    zeroShot = viewByView("zero-shot");
    calip = viewByView("calip");
  }

  private SummedViews viewByView(String name) {
    Method method = Methods.of(name);
    Classifier classifier = method.fit(Task.of(text).parameters(defaults(method)).build());
    return new SummedViews(classifier, ViewWeights.equal(preset.views()));
  }

  private Parameters defaults(Method method) {
    Map<String, String> ofViews = method.parametersFor(preset.views());
    return Parameters.of(method, ofViews.isEmpty() ? encoder.defaults(method.name()) : ofViews);
  }

  /** Measures and prints. */
  public static void main(String[] args) throws Exception {
    Path shots = Path.of(args[1], "shots");
    List<String> names;
    try (Stream<Path> folders = Files.list(shots)) {
      names = folders.map(folder -> folder.getFileName().toString()).sorted().toList();
    }
    System.out.println(
        "| preset | zero-shot | calip | tip, averaged | tip, concatenated | tip-f, averaged"
            + " | tip-f, concatenated | inter-view |");
    System.out.println("|---|---|---|---|---|---|---|---|");
    try (Encoder encoder = Encoders.open(args[0], new EncoderOptions(Precision.FP32, 1))) {
      for (String preset : ViewPreset.names()) {
        new ShapesReport(encoder, ViewPreset.of(preset), ClassSet.of(names))
            .report(shots, Path.of(args[1], "test"));
      }
    }
  }

  private void report(Path shotFolder, Path testFolder) throws IOException {
    Clouds shots = encode(shotFolder);
    Clouds test = encode(testFolder);
    System.out.print("| `" + preset.name() + "` |");
    print(test.zeroShotRight, test);
    print(test.calipRight, test);
    for (String method : List.of("tip", "tip-f")) {
      for (Fusion fusion : List.of(Fusion.AVERAGED, Fusion.CONCATENATED)) {
        print(right(method, fusion, shots, test), test);
      }
    }
    print(right("inter-view", Fusion.CONCATENATED, shots, test), test);
    System.out.println();
  }

  private static void print(int right, Clouds test) {
    System.out.printf(Locale.ROOT, " %d (%.1f %%) |", right, 100.0 * right / test.labels.size());
    System.out.flush();
  }

  private int right(String name, Fusion fusion, Clouds shots, Clouds test) {
    Method method = Methods.of(name);
    Classifier classifier =
        method.fit(
            Task.of(fusion.fuse(text, preset.views()))
                .shots(Shots.of(fusion.fuse(shots.views()), shots.labels()))
                .selection(Selection.LEAVE_ONE_OUT)
                .seed(SEED)
                .parameters(defaults(method))
                .build());
    return right(classifier.logits(fusion.fuse(test.views())), test.labels());
  }

  private static int right(Matrix logits, Labels labels) {
    int right = 0;
    for (int i = 0; i < logits.rows(); i++) {
      right += logits.argmax(i) == labels.label(i) ? 1 : 0;
    }
    return right;
  }

  private Clouds encode(Path root) throws IOException {
    Clouds clouds = new Clouds();
    int threads = Runtime.getRuntime().availableProcessors();
    ImagePipeline pipeline =
        new ImagePipeline(
            encoder,
            DecodeOptions.defaults(),
            threads,
            new CloudViews(
                preset,
                file -> CloudReader.read(file).sample(POINTS, SEED).centred().inUnitSphere()));
    for (int c = 0; c < classes.size(); c++) {
      Labels label = Labels.of(c);
      List<Path> files;
      try (Stream<Path> all = Files.list(root.resolve(classes.name(c)))) {
        files = all.sorted().toList();
      }
      pipeline.run(
          Input.ofFiles(files),
          image -> {
            try {
              clouds.add(new ViewBatch(image.features(), preset.views()), label);
            } catch (ImageException e) {
              throw new IllegalArgumentException(e);
            }
          });
    }
    return clouds;
  }

  /** Clouds by the global features of their views, and how many are right without shots. */
  private final class Clouds {
    private final List<Matrix> features = new ArrayList<>();
    private final List<Integer> labels = new ArrayList<>();
    private int zeroShotRight;
    private int calipRight;

    void add(ViewBatch cloud, Labels label) {
      features.add(cloud.features().globals().copy());
      labels.add(label.label(0));
      zeroShotRight += right(zeroShot.logits(cloud), label);
      calipRight += right(calip.logits(cloud), label);
    }

    Labels labels() {
      return Labels.of(labels.stream().mapToInt(Integer::intValue).toArray());
    }

    ViewBatch views() {
      int views = preset.views();
      Matrix all = new Matrix(features.size() * views, features.get(0).columns());
      for (int i = 0; i < all.rows(); i++) {
        all.setRow(i, features.get(i / views), i % views);
      }
      return new ViewBatch(FeatureBatch.ofGlobals(all), views);
    }
  }
}
