package io.glimpse.cli.answers;

import io.glimpse.calibration.AnswerRules;
import io.glimpse.cli.console.CommandException;
import io.glimpse.cli.console.Console;
import io.glimpse.cli.console.GlimpseCommand;
import io.glimpse.cli.console.UsageException;
import io.glimpse.document.EncoderDocument;
import io.glimpse.document.EvaluateDocument;
import io.glimpse.encoder.EncodedImage;
import io.glimpse.encoder.Encoder;
import io.glimpse.encoder.Encoders;
import io.glimpse.file.Input;
import io.glimpse.image.ImageException;
import io.glimpse.inference.Predictor;
import io.glimpse.input.LabelledFolders;
import io.glimpse.input.LabelledInputs;
import io.glimpse.metric.Evaluation;
import io.glimpse.multiview.ViewWeights;
import io.glimpse.progress.Progress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code glimpse evaluate}: how many answers are right. */
@Command(
    name = "evaluate",
    description = "Counts right answers on pictures whose classes are known.",
    mixinStandardHelpOptions = true,
    footerHeading = "%nExamples:%n",
    footer = {
      "  glimpse evaluate test/ --classes-file names.txt",
      "  glimpse evaluate test/ --bank my.bank --json",
      "  glimpse evaluate test/ --bank my.bank --method zero-shot",
      "  glimpse evaluate clouds/ --classes-file names.txt --preset pointclip-zs --protocol reference"
    })
public final class EvaluateCommand extends GlimpseCommand {

  /** Confusions to print. */
  private static final int WORST = 5;

  @Parameters(
      paramLabel = "TEST_DIR",
      description = "A folder with one folder of pictures a class, named like the class.")
  Path folder = Path.of("");

  @Mixin ModelOptions model = new ModelOptions();

  @Option(
      names = "--protocol",
      paramLabel = "P",
      defaultValue = "honest",
      description =
          "honest (default), or reference: of zero-shot and calip on point clouds, the weights of the "
              + "views are chosen on these very clouds, as PointCLIP's script does; the figure is too high.")
  String protocol = "";

  @Override
  protected int run(Console console) throws Exception {
    model.check(common);
    boolean leak = isReference();
    Map<String, List<Path>> folders = LabelledFolders.list(folder, console);
    int pictures = folders.values().stream().mapToInt(List::size).sum();
    try (Encoder encoder = model.open(common, pictures, Encoders.DEFAULT, console)) {
      List<Input> files = Input.ofFiles(folders.values().stream().flatMap(List::stream).toList());
      Predictor opened = model.load(common.pipeline(encoder), files, AnswerRules.usual(), console);
      Evaluation evaluation = new Evaluation(opened.classifier().classes());
      TestChosenWeights reference = leak ? TestChosenWeights.of(opened) : null;
      LabelledInputs tested = LabelledFolders.label(folders, evaluation.classes(), console);
      long start = System.nanoTime();
      try (Progress progress = console.progress("evaluate", tested.size())) {
        Iterator<Integer> truth = tested.labels().iterator();
        opened
            .pipeline(false)
            .run(
                tested.inputs(),
                image -> {
                  judge(image, truth.next(), opened, evaluation, reference, console);
                  progress.step();
                });
      }
      ViewWeights leaked = reference == null ? null : reference.judge(evaluation, console);
      if (evaluation.total() == 0) {
        throw new CommandException(folder, "there is no picture in it that could be judged");
      }
      report(evaluation, opened, leaked, (System.nanoTime() - start) / 1e9, console);
    }
    return console.exitCode();
  }

  private static void judge(
      EncodedImage image,
      int truth,
      Predictor opened,
      Evaluation evaluation,
      @Nullable TestChosenWeights reference,
      Console console) {
    try {
      if (reference != null) {
        reference.add(truth, image);
        return;
      }
      evaluation.add(truth, opened.predict(image));
    } catch (ImageException e) {
      console.failed(image.input().name(), e);
    }
  }

  private boolean isReference() {
    if (!protocol.equals("honest") && !protocol.equals("reference")) {
      throw new UsageException("--protocol is honest or reference, not '" + protocol + "'");
    }
    return protocol.equals("reference");
  }

  private static void report(
      Evaluation evaluation,
      Predictor opened,
      @Nullable ViewWeights leaked,
      double seconds,
      Console console) {
    console.printJson(
        EvaluateDocument.of(
            EncoderDocument.of(opened.encoder().id()),
            opened.classifier().method().name(),
            opened.classifier().parameters().asValues(),
            leaked == null
                ? null
                : EvaluateDocument.Reference.of(TestChosenWeights.LEAK, leaked.toString()),
            evaluation,
            seconds,
            console.errors()));
    console.print(
        "%d of %d right: %.2f %% (mean of classes %.2f %%, calibration error %.3f)",
        evaluation.correct(),
        evaluation.total(),
        100 * evaluation.accuracy(),
        100 * evaluation.meanOfClasses(),
        evaluation.expectedCalibrationError());
    console.print(
        "method %s %s, encoder %s, %.1f pictures/s",
        opened.classifier().method().name(),
        opened.classifier().parameters(),
        opened.encoder().name(),
        evaluation.total() / seconds);
    if (leaked != null) {
      console.print("protocol reference, LEAK: %s %s", TestChosenWeights.LEAK, leaked);
    }
    for (Confusion one : worst(evaluation)) {
      console.print(
          "%4d x %s taken for %s",
          one.count(),
          evaluation.classes().name(one.truth()),
          evaluation.classes().name(one.answer()));
    }
  }

  private record Confusion(int truth, int answer, int count) {}

  private static List<Confusion> worst(Evaluation evaluation) {
    List<Confusion> all = new ArrayList<>();
    int[][] confusion = evaluation.confusion();
    for (int t = 0; t < confusion.length; t++) {
      for (int a = 0; a < confusion.length; a++) {
        if (a != t && confusion[t][a] > 0) {
          all.add(new Confusion(t, a, confusion[t][a]));
        }
      }
    }
    all.sort((a, b) -> Integer.compare(b.count(), a.count()));
    return all.subList(0, Math.min(WORST, all.size()));
  }
}
