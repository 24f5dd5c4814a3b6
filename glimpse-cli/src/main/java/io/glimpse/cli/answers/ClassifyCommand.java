package io.glimpse.cli.answers;

import io.glimpse.calibration.AnswerRules;
import io.glimpse.cli.console.CommandText;
import io.glimpse.cli.console.Console;
import io.glimpse.cli.console.GlimpseCommand;
import io.glimpse.cli.console.TableOptions;
import io.glimpse.cli.console.UsageException;
import io.glimpse.document.ClassifyDocument;
import io.glimpse.document.EncoderDocument;
import io.glimpse.encoder.EncodedImage;
import io.glimpse.encoder.Encoder;
import io.glimpse.encoder.Encoders;
import io.glimpse.file.Input;
import io.glimpse.image.ImageException;
import io.glimpse.inference.Explanation;
import io.glimpse.inference.Predictor;
import io.glimpse.input.InputFiles;
import io.glimpse.method.Prediction;
import io.glimpse.progress.Progress;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
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
      "  glimpse classify inbox/ --bank parts.bank --coverage 0.9 --unknown-rate 0.01",
      "  glimpse classify list.csv --columns filename,species --bank parts.bank",
      "  glimpse classify chair.ply --classes chair,table,sofa"
    })
public final class ClassifyCommand extends GlimpseCommand {

  @Parameters(
      arity = "1..*",
      paramLabel = "PATH",
      description =
          "Pictures, point clouds (rows of .npy and HDF5 files as FILE#12), folders (every file in "
              + "them), glob patterns, or tables of paths (CSV, TSV, JSON lines).")
  List<String> paths = List.of();

  @Mixin ModelOptions model = new ModelOptions();

  @Mixin TableOptions tables = new TableOptions();

  @Option(
      names = "--top",
      paramLabel = "N",
      defaultValue = "5",
      description = "Classes to show a picture; default: 5.")
  int top = 5;

  @Mixin TrustOptions trust = new TrustOptions();

  @Option(
      names = "--explain",
      paramLabel = "DIR",
      description = "Write a page with the evidence for every answer.")
  @Nullable Path explain;

  @Override
  protected int run(Console console) throws Exception {
    if (top < 1) {
      throw new UsageException("--top must be at least 1, not " + top);
    }
    AnswerRules rules = trust.rules();
    model.check(common);
    List<Input> files =
        InputFiles.list(paths, tables.layout(), console).stream()
            .map(found -> Input.of(found.path()))
            .toList();
    List<ClassifyDocument.Result> results = new ArrayList<>();
    Predictor used = null;
    if (explain != null) {
      Files.createDirectories(explain);
    }
    if (!files.isEmpty()) {
      try (Encoder encoder = model.open(common, files.size(), Encoders.DEFAULT, console)) {
        Predictor opened = model.load(common.pipeline(encoder), files, rules, console);
        used = opened;
        Explanation explanation = explain == null ? null : new Explanation(opened);
        try (Progress progress = console.progress("classify", files.size())) {
          opened
              .pipeline(explain != null)
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
    console.printJson(
        new ClassifyDocument(
            used == null ? null : EncoderDocument.of(used.encoder().id()),
            used == null ? null : used.classifier().method().name(),
            used == null ? List.of() : used.classifier().classes().names(),
            results,
            used != null && used.calibration().isCalibrated(),
            used == null ? null : used.calibration().sentence(),
            console.errors()));
    return console.exitCode();
  }

  private void writePage(Explanation explanation, Path folder, Console console) {
    try {
      Path page = explanation.write(folder, CommandText.of(arguments()), console.notes());
      console.note("the evidence is in " + page);
    } catch (IOException e) {
      console.failed(folder.toString(), e);
    }
  }

  private void answer(
      EncodedImage image,
      Predictor opened,
      Console console,
      List<ClassifyDocument.Result> results,
      @Nullable Explanation explanation) {
    String path = image.input().name();
    try {
      Prediction prediction = opened.predict(image);
      if (console.json()) {
        results.add(ClassifyDocument.Result.of(path, prediction, top));
      } else {
        console.printLine(line(path, prediction));
      }
      if (explanation != null) {
        explanation.add(image, prediction);
      }
    } catch (ImageException e) {
      console.failed(path, e);
    }
  }

  /**
   * {@code photo.jpg: snow leopard 92.1 %, cat 4.0 %}, or {@code photo.jpg: none of these (nearest:
   * cat); cat 61.0 %, dog 39.0 %}, and the set where one was asked for.
   */
  private String line(String path, Prediction prediction) {
    StringBuilder line = new StringBuilder(path);
    String separator = ": ";
    if (prediction.isUnknown()) {
      line.append(": none of these (nearest: ").append(prediction.best().name()).append(')');
      separator = "; ";
    }
    for (Prediction.Ranked one : prediction.top(top)) {
      line.append(separator)
          .append(one.name())
          .append(' ')
          .append(percent(one.probability()))
          .append(" %");
      separator = ", ";
    }
    if (trust.coverage != null) {
      line.append("; set: ")
          .append(
              prediction.set().stream()
                  .map(Prediction.Ranked::name)
                  .collect(Collectors.joining(", ")));
    }
    return line.toString();
  }

  /** One digit behind the point. A start's first use of a formatter takes longer than a picture. */
  public static String percent(double part) {
    return BigDecimal.valueOf(100 * part).setScale(1, RoundingMode.HALF_UP).toPlainString();
  }
}
