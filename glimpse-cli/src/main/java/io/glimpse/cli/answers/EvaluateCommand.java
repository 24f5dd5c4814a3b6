package io.glimpse.cli.answers;

import io.glimpse.calibration.AnswerRules;
import io.glimpse.cli.console.CommandException;
import io.glimpse.cli.console.CommandText;
import io.glimpse.cli.console.Console;
import io.glimpse.cli.console.GlimpseCommand;
import io.glimpse.cli.console.TableOptions;
import io.glimpse.cli.console.UsageException;
import io.glimpse.document.EncoderDocument;
import io.glimpse.document.EvaluateDocument;
import io.glimpse.encoder.EncodedImage;
import io.glimpse.encoder.Encoder;
import io.glimpse.encoder.Encoders;
import io.glimpse.file.Input;
import io.glimpse.image.ImageException;
import io.glimpse.inference.Predictor;
import io.glimpse.input.InputFiles;
import io.glimpse.input.LabelledInputs;
import io.glimpse.input.LabelledSource;
import io.glimpse.method.Prediction;
import io.glimpse.metric.Evaluation;
import io.glimpse.multiview.ViewWeights;
import io.glimpse.progress.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code glimpse evaluate}: how many answers are right. */
@Command(
    name = "evaluate",
    description =
        "Counts right answers on pictures whose classes are known, and says how far to trust them.",
    mixinStandardHelpOptions = true,
    footerHeading = "%nExamples:%n",
    footer = {
      "  glimpse evaluate test/ --classes-file names.txt",
      "  glimpse evaluate test.csv --bank my.bank --json",
      "  glimpse evaluate test/ --bank my.bank --method zero-shot",
      "  glimpse evaluate test/ --bank my.bank --coverage 0.9 --unknown other/ --explain why/",
      "  glimpse evaluate clouds/ --classes-file names.txt --preset pointclip-zs --protocol reference"
    })
public final class EvaluateCommand extends GlimpseCommand {

  @Parameters(
      paramLabel = "TEST_DIR",
      description =
          "A folder with one folder of pictures a class, named like the class, "
              + TableOptions.TABLE)
  Path source = Path.of("");

  @Mixin TableOptions tables = new TableOptions();

  @Mixin ModelOptions model = new ModelOptions();

  @Mixin TrustOptions trust = new TrustOptions();

  @Option(
      names = "--unknown",
      paramLabel = "DIR",
      description =
          "Pictures of none of the classes, every file in it and below, or a table of paths: how well "
              + "are they told from the others?")
  @Nullable Path unknown;

  @Option(
      names = "--explain",
      paramLabel = "DIR",
      description =
          "Write a page with figures for all of this, and the surest of the wrong answers.")
  @Nullable Path explain;

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
    AnswerRules rules = trust.rules();
    boolean leak = isReference(rules);
    model.check(common);
    LabelledSource labelled = LabelledSource.list(source, tables.layout(), console);
    List<Input> others =
        unknown == null ? List.of() : InputFiles.inFolder(unknown, tables.layout(), console);
    List<Input> files = Stream.concat(labelled.inputs().stream(), others.stream()).toList();
    if (explain != null) {
      AnswerPage.requireWritable(explain);
    }
    try (Encoder encoder = model.open(common, files.size(), Encoders.DEFAULT, console)) {
      Predictor opened = model.load(common.pipeline(encoder), files, rules, console);
      Evaluation evaluation = new Evaluation(opened.classifier().classes());
      WrongAnswers wrong = new WrongAnswers();
      TestLeaks leaks = TestLeaks.of(opened, console);
      TestChosenWeights reference = leak ? TestChosenWeights.of(opened) : null;
      boolean ofOne = opened.isOfOneClass();
      Map<String, List<Input>> unlike =
          UnlikePictures.byFolder(ofOne ? labelled : null, evaluation.classes(), others, console);
      LabelledInputs tested =
          (ofOne ? labelled.only(evaluation.classes()) : labelled)
              .label(evaluation.classes(), console);
      if (ofOne && tested.size() == 0) {
        throw UnlikePictures.alone(source, evaluation.classes());
      }
      long start = System.nanoTime();
      try (Progress progress = console.progress("evaluate", tested.size())) {
        Iterator<Integer> truth = tested.labels().iterator();
        opened
            .pipeline(false)
            .run(
                tested.inputs(),
                image -> {
                  judge(image, truth.next(), opened, evaluation, wrong, leaks, reference, console);
                  progress.step();
                });
      }
      ViewWeights leaked = reference == null ? null : reference.judge(evaluation, wrong, console);
      if (evaluation.total() == 0) {
        throw new CommandException(source, "there is no picture in it that could be judged");
      }
      double seconds = (System.nanoTime() - start) / 1e9;
      leaks.find();
      judgeOthers(unlike, opened, evaluation, console);
      if (explain != null) {
        writePage(
            new EvaluationExplained(opened, evaluation, wrong, leaks.warning()),
            explain,
            rules,
            console);
      }
      report(evaluation, wrong, opened, leaks, leaked, seconds, console);
    }
    return console.exitCode();
  }

  private static void judge(
      EncodedImage image,
      int truth,
      Predictor opened,
      Evaluation evaluation,
      WrongAnswers wrong,
      TestLeaks leaks,
      @Nullable TestChosenWeights reference,
      Console console) {
    try {
      if (reference != null) {
        reference.add(truth, image);
        return;
      }
      Prediction prediction = opened.predict(image);
      evaluation.add(truth, prediction);
      wrong.add(image.input(), truth, prediction);
      leaks.add(image, prediction.best().index() == truth);
    } catch (ImageException e) {
      console.failed(image.input().name(), e);
    }
  }

  private static void judgeOthers(
      Map<String, List<Input>> unlike, Predictor opened, Evaluation evaluation, Console console) {
    List<Input> others = unlike.values().stream().flatMap(List::stream).toList();
    if (others.isEmpty()) {
      return;
    }
    Iterator<String> kind =
        unlike.entrySet().stream()
            .flatMap(some -> some.getValue().stream().map(input -> some.getKey()))
            .iterator();
    try (Progress progress = console.progress("pictures of no class", others.size())) {
      opened
          .pipeline(false)
          .run(
              others,
              image -> {
                String name = kind.next();
                try {
                  evaluation.addUnknown(opened.predict(image), name);
                } catch (ImageException e) {
                  console.failed(image.input().name(), e);
                }
                progress.step();
              });
    }
  }

  private boolean isReference(AnswerRules rules) {
    if (!protocol.equals("honest") && !protocol.equals("reference")) {
      throw new UsageException("--protocol is honest or reference, not '" + protocol + "'");
    }
    boolean reference = protocol.equals("reference");
    if (reference && (!rules.equals(AnswerRules.usual()) || unknown != null || explain != null)) {
      throw new UsageException(
          "--protocol reference counts right answers alone; leave out --coverage, --unknown-rate,"
              + " --unknown-threshold, --unknown and --explain");
    }
    return reference;
  }

  private void writePage(
      EvaluationExplained explained, Path into, AnswerRules rules, Console console) {
    try {
      Files.createDirectories(into);
      Path page = explained.write(into, asked(rules), CommandText.of(arguments()), console);
      console.note("the figures are in " + page);
    } catch (IOException e) {
      console.failed(into.toString(), e);
    }
  }

  /** How often sets are to hold the true class. */
  private static double asked(AnswerRules rules) {
    Double coverage = rules.coverage();
    return coverage == null ? AnswerRules.USUAL_COVERAGE : coverage;
  }

  private void report(
      Evaluation evaluation,
      WrongAnswers wrong,
      Predictor opened,
      TestLeaks leaks,
      @Nullable ViewWeights leaked,
      double seconds,
      Console console) {
    String calibration = leaked == null ? opened.calibration().sentence() : TestChosenWeights.LEAK;
    console.printJson(
        EvaluateDocument.of(
            EncoderDocument.of(opened.encoder().id()),
            opened.classifier().method().name(),
            opened.classifier().parameters().asValues(),
            leaked == null
                ? null
                : EvaluateDocument.Reference.of(TestChosenWeights.LEAK, leaked.toString()),
            evaluation,
            calibration,
            asked(opened.rules()),
            leaks.listed(),
            wrong.listed(evaluation.classes()),
            seconds,
            console.errors()));
    boolean ofOne = opened.isOfOneClass();
    if (ofOne) {
      EvaluationText.ofOneClass(evaluation, console);
    } else {
      console.print(
          "%d of %d right: %.2f %% (mean of classes %.2f %%, calibration error %.3f)",
          evaluation.correct(),
          evaluation.total(),
          100 * evaluation.accuracy(),
          100 * evaluation.meanOfClasses(),
          evaluation.expectedCalibrationError());
    }
    if (!leaks.warning().isEmpty()) {
      console.print("%s", leaks.warning());
    }
    console.print(
        "method %s %s, encoder %s, %.1f pictures/s",
        opened.classifier().method().name(),
        opened.classifier().parameters(),
        opened.encoder().name(),
        evaluation.total() / seconds);
    if (leaked != null) {
      console.print("protocol reference, LEAK: %s %s", TestChosenWeights.LEAK, leaked);
    }
    EvaluationText.classes(evaluation, console);
    EvaluationText.mistakes(evaluation, console);
    EvaluationText.wrong(wrong, evaluation.classes(), console);
    if (!ofOne) {
      EvaluationText.calibration(evaluation, calibration, console);
    }
    if (trust.coverage != null) {
      EvaluationText.sets(evaluation.sets(), trust.coverage, console);
    }
    if (evaluation.detection().total() > 0) {
      EvaluationText.unknown(evaluation.detection(), console);
    }
  }
}
