package io.glimpse.cli;

import io.glimpse.encoder.EncodedImage;
import io.glimpse.encoder.Encoder;
import io.glimpse.encoder.Encoders;
import io.glimpse.image.ImageException;
import io.glimpse.method.Prediction;
import io.glimpse.projection.CloudViews;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code glimpse classify}: what is in these pictures. */
@Command(
    name = "classify",
    description = "Tells which of your classes each picture shows.",
    mixinStandardHelpOptions = true,
    footerHeading = "%nExamples:%n",
    footer = {
      "  glimpse classify photo.jpg --classes cat,dog,\"snow leopard\"",
      "  glimpse classify holiday/ --classes-file names.txt --top 1 --json",
      "  glimpse classify 'inbox/*.png' --bank parts.bank --explain why/",
      "  glimpse classify chair.ply --classes chair,table,sofa"
    })
final class ClassifyCommand extends GlimpseCommand {

  @Parameters(
      arity = "1..*",
      paramLabel = "PATH",
      description =
          "Pictures, point clouds (rows of .npy and HDF5 files as FILE#12), folders (every file in "
              + "them) or glob patterns.")
  List<String> paths = List.of();

  @Mixin ModelOptions model = new ModelOptions();

  @Option(
      names = "--top",
      paramLabel = "N",
      defaultValue = "5",
      description = "Classes to show a picture; default: 5.")
  int top = 5;

  @Option(
      names = "--explain",
      paramLabel = "DIR",
      description = "Write a page with the evidence for every answer.")
  @Nullable Path explain;

  @Override
  int run(Console console) throws Exception {
    if (top < 1) {
      throw new UsageException("--top must be at least 1, not " + top);
    }
    model.check();
    HeadStart.begin();
    List<Path> files =
        InputFiles.list(paths, console).stream().map(InputFiles.Input::path).toList();
    List<Map<String, Object>> results = new ArrayList<>();
    LoadedClassifier used = null;
    if (explain != null) {
      Files.createDirectories(explain);
    }
    if (!files.isEmpty()) {
      try (Encoder encoder = model.open(common, files.size(), Encoders.DEFAULT, console)) {
        LoadedClassifier opened = model.load(encoder, files, console);
        used = opened;
        Explanation explanation = explain == null ? null : explanation(opened, encoder);
        try (Progress progress = console.progress("classify", files.size())) {
          opened
              .pipeline(model.clouds.pipeline(encoder, common, console), explain != null)
              .run(
                  files,
                  image -> {
                    answer(image, opened, console, results, explanation);
                    progress.step();
                  });
        }
        if (explanation != null && explain != null) {
          writePage(explanation, explain, console);
        }
      }
    }
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("encoder", used == null ? null : used.encoderFacts());
    json.put("method", used == null ? null : used.classifier().method());
    json.put("classes", used == null ? List.of() : used.classifier().classes().names());
    json.put("results", results);
    json.put("errors", console.errors());
    console.printJson(json);
    return console.exitCode();
  }

  private Explanation explanation(LoadedClassifier opened, Encoder encoder) {
    // The pipeline says what is done to clouds.
    CloudViews drawn = model.clouds.drawn(common, sentence -> {});
    return new Explanation(opened, encoder, drawn, common, arguments());
  }

  private static void writePage(Explanation explanation, Path folder, Console console) {
    try {
      console.note("the evidence is in " + explanation.write(folder, console));
    } catch (IOException e) {
      console.failed(folder, e);
    }
  }

  private void answer(
      EncodedImage image,
      LoadedClassifier opened,
      Console console,
      List<Map<String, Object>> results,
      @Nullable Explanation explanation) {
    String path = image.path().toString();
    try {
      Prediction prediction = Prediction.of(opened.classifier().classes(), opened.logits(image), 0);
      List<Prediction.Ranked> best = prediction.top(top);
      if (console.json()) {
        results.add(result(path, best));
      } else {
        console.printLine(line(path, best));
      }
      if (explanation != null) {
        explanation.add(image, prediction);
      }
    } catch (ImageException e) {
      console.failed(image.path(), e);
    }
  }

  private static Map<String, Object> result(String path, List<Prediction.Ranked> best) {
    List<Map<String, Object>> ranked = new ArrayList<>();
    for (Prediction.Ranked one : best) {
      Map<String, Object> entry = new LinkedHashMap<>();
      entry.put("class", one.name());
      entry.put("probability", one.probability());
      entry.put("logit", one.logit());
      ranked.add(entry);
    }
    Map<String, Object> result = new LinkedHashMap<>();
    result.put("path", path);
    result.put("top", ranked);
    return result;
  }

  /** {@code photo.jpg: snow leopard 92.1 %, cat 4.0 %}. */
  private static String line(String path, List<Prediction.Ranked> best) {
    StringBuilder line = new StringBuilder(path);
    String separator = ": ";
    for (Prediction.Ranked one : best) {
      line.append(separator)
          .append(one.name())
          .append(' ')
          .append(percent(one.probability()))
          .append(" %");
      separator = ", ";
    }
    return line.toString();
  }

  /** One digit behind the point. A start's first use of a formatter takes longer than a picture. */
  static String percent(double part) {
    return BigDecimal.valueOf(100 * part).setScale(1, RoundingMode.HALF_UP).toPlainString();
  }
}
