package io.glimpse.cli.answers;

import io.glimpse.calibration.AnswerRules;
import io.glimpse.cli.console.CommandText;
import io.glimpse.cli.console.Console;
import io.glimpse.cli.console.FailureText;
import io.glimpse.cli.console.GlimpseCommand;
import io.glimpse.cli.console.InputOptions;
import io.glimpse.cli.console.Outputs;
import io.glimpse.cli.console.StopNote;
import io.glimpse.encoder.EncodedImage;
import io.glimpse.encoder.Encoder;
import io.glimpse.encoder.Encoders;
import io.glimpse.file.Input;
import io.glimpse.image.ImageException;
import io.glimpse.inference.Predictor;
import io.glimpse.method.Prediction;
import io.glimpse.progress.Progress;
import io.glimpse.sorting.SortingStoppedException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code glimpse classify}: what is in these pictures. */
@Command(
    name = "classify",
    description = "Tells which of your classes each picture shows.",
    mixinStandardHelpOptions = true,
    footerHeading = "%nExamples:%n",
    footer = {
      "  glimpse classify photo.jpg --classes cat,dog,\"snow leopard\"",
      "  glimpse classify parts/ --classes 'ok=a flawless part,ng=a scratched part'",
      "  glimpse classify holiday/ --classes-file names.txt --top 1 --json",
      "  glimpse classify 'inbox/*.png' --bank parts.bank --explain why/",
      "  glimpse classify inbox/ --bank parts.bank --coverage 0.9 --unknown-rate 0.01",
      "  glimpse classify list.csv --columns filename,species --bank parts.bank",
      "  glimpse classify chair.ply --classes chair,table,sofa",
      "  glimpse classify inbox/ --bank parts.bank --jsonl --csv answers.csv",
      "  glimpse classify inbox/ --bank parts.bank --sort-into sorted/ --move --min-probability 0.8",
      "  glimpse classify --undo sorted/",
      "  find . -name '*.jpg' -print0 | glimpse classify --files-from - --classes cat,dog",
      "  glimpse classify - --classes cat,dog < photo.jpg"
    })
public final class ClassifyCommand extends GlimpseCommand {

  @Parameters(
      arity = "0..*",
      paramLabel = "PATH",
      description =
          "Pictures, point clouds (rows of .npy and HDF5 files as FILE#12), folders (every file in "
              + "them), glob patterns, or tables of paths (CSV, TSV, JSON lines); - is a picture on "
              + "stdin.")
  List<String> paths = List.of();

  @Mixin InputOptions inputs = new InputOptions();

  @Mixin ModelOptions model = new ModelOptions();

  @Mixin OutputOptions outputs = new OutputOptions();

  @Mixin SortOptions sort = new SortOptions();

  @Mixin TrustOptions trust = new TrustOptions();

  @Override
  protected int run(Console console) throws Exception {
    if (sort.undo != null) {
      sort.checkUndo(
          !paths.isEmpty() || !inputs.lists.isEmpty() || model.isGiven() || outputs.isGiven());
      SortedAnswers.undo(sort.undo, console);
      return console.exitCode();
    }
    outputs.check(common);
    AnswerRules rules = trust.rules();
    inputs.check(paths, "pictures to classify");
    sort.check(paths);
    model.check(common);
    // Before anything is written, which may be to a folder that is listed.
    List<Input> all = inputs.inputs(paths, console);
    if (outputs.csv != null) {
      List<Path> read = new ArrayList<>(model.files());
      read.addAll(inputs.read(paths, all.stream().flatMap(input -> input.file().stream())));
      Outputs.requireNotAmong(List.of(outputs.csv), read);
    }
    try (SortedAnswers sorted = sorted(console);
        AnswerSinks sinks =
            AnswerSinks.of(
                outputs,
                sort,
                trust.coverage != null,
                () -> CommandText.of(arguments()),
                console)) {
      List<Input> files =
          sorted == null ? all : sorted.toSort(all, new NamedFolders(paths), console);
      StopNote note = new StopNote(console, () -> whenStopped(sorted, sinks));
      try {
        answerAll(files, rules, sorted, sinks, console);
      } finally {
        note.close();
      }
    }
    return console.exitCode();
  }

  private @Nullable SortedAnswers sorted(Console console) throws IOException {
    Path folder = sort.folder;
    return folder == null
        ? null
        : new SortedAnswers(folder, sort.open(folder, console), outputs.least(), sort.dryRun);
  }

  private static String whenStopped(@Nullable SortedAnswers sorted, AnswerSinks sinks) {
    return Stream.of(sorted == null ? "" : sorted.whenStopped(), sinks.whenStopped())
        .filter(sentence -> !sentence.isEmpty())
        .collect(Collectors.joining("; "));
  }

  private void answerAll(
      List<Input> files,
      AnswerRules rules,
      @Nullable SortedAnswers sorted,
      AnswerSinks sinks,
      Console console)
      throws IOException {
    if (files.isEmpty()) {
      sinks.finish(null);
      return;
    }
    try (Encoder encoder = model.open(common, files.size(), Encoders.DEFAULT, console)) {
      Predictor opened = model.load(common.pipeline(encoder), files, rules, console);
      sinks.begin(opened);
      if (sorted != null) {
        sorted.expect(opened.classifier().classes().names());
      }
      try (Progress progress = console.progress("classify", files.size())) {
        opened
            .pipeline(outputs.explain != null)
            .run(
                files,
                image -> {
                  answer(image, opened, sorted, sinks, console);
                  progress.step();
                });
      } catch (UncheckedIOException e) {
        if (!(e.getCause() instanceof SortingStoppedException)) {
          throw e;
        }
        // What was answered is answered.
        console.ended(String.valueOf(sort.folder), FailureText.of(e));
      }
      sinks.finish(opened);
    }
  }

  private void answer(
      EncodedImage image,
      Predictor opened,
      @Nullable SortedAnswers sorted,
      AnswerSink sink,
      Console console) {
    Prediction prediction;
    try {
      prediction = opened.predict(image);
    } catch (ImageException e) {
      console.failed(image.input().name(), e);
      return;
    }
    try {
      Path place = sorted == null ? null : sorted.place(image.input(), prediction, console);
      sink.add(new Answered(image, prediction, outputs.isUnsure(prediction), place));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
