package io.glimpse.cli.answers;

import io.glimpse.bank.Bank;
import io.glimpse.cli.console.CommandText;
import io.glimpse.cli.console.Console;
import io.glimpse.cli.console.GlimpseCommand;
import io.glimpse.document.DemoDocument;
import io.glimpse.document.EncoderDocument;
import io.glimpse.encoder.EncodedImage;
import io.glimpse.encoder.Encoder;
import io.glimpse.encoder.Encoders;
import io.glimpse.encoder.ImagePipeline;
import io.glimpse.feature.ClassSet;
import io.glimpse.file.Input;
import io.glimpse.file.Version;
import io.glimpse.image.ImageException;
import io.glimpse.inference.ClassifierSpec;
import io.glimpse.inference.EvidenceOf;
import io.glimpse.inference.Explanation;
import io.glimpse.inference.Predictor;
import io.glimpse.input.CloudRendering;
import io.glimpse.input.LabelledInputs;
import io.glimpse.method.Prediction;
import io.glimpse.page.Crop;
import io.glimpse.progress.Monitor;
import io.glimpse.progress.Progress;
import io.glimpse.report.Answer;
import io.glimpse.report.Evidence;
import io.glimpse.report.Origin;
import io.glimpse.report.Report;
import io.glimpse.report.Score;
import io.glimpse.shots.BankBuilder;
import io.glimpse.shots.BankRecipe;
import io.glimpse.shots.LocalMode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code glimpse demo}: the main job on the pictures that come with the program. */
@Command(
    name = "demo",
    description = {
      "Classifies the bundled pictures, offline.",
      "Without examples, and with 1, 2 and 4 a class; then pictures of none of the classes. A page",
      "has the evidence for every answer."
    },
    mixinStandardHelpOptions = true,
    footerHeading = "%nExamples:%n",
    footer = {"  glimpse demo", "  glimpse demo --out demo --json"})
public final class DemoCommand extends GlimpseCommand {

  private static final List<Integer> SHOTS = List.of(1, 2, 4);

  /** The method whose attention the page shows. */
  private static final String ATTENTION = "calip";

  @Option(
      names = "--out",
      paramLabel = "DIR",
      defaultValue = "glimpse-demo",
      description = "Folder for the page and the pictures; default: glimpse-demo.")
  Path out = Path.of("glimpse-demo");

  /** What answers, with the number of shots a class that the report shows. */
  private record Contender(Predictor predictor, int shots) {
    String method() {
      return predictor.classifier().method().name();
    }

    String title() {
      return shots == 0 ? method() : method() + ", " + shots + (shots == 1 ? " shot" : " shots");
    }
  }

  @Override
  protected int run(Console console) throws Exception {
    DemoPictures pictures = new DemoPictures(out.resolve("pictures"));
    try (Encoder encoder =
        common.open(common.encoderName(Encoders.DEFAULT), SHOTS.size(), console)) {
      List<Contender> contenders = contenders(pictures, common.pipeline(encoder), console);
      List<Contender> taught = contenders.subList(contenders.size() - 1, contenders.size());
      int[] correct = new int[contenders.size()];
      int[] noticed = new int[1];
      List<Evidence> evidence = new ArrayList<>(ask(pictures.strange(), taught, noticed, console));
      evidence.addAll(ask(pictures.test(), contenders, correct, console));
      List<Score> scores = new ArrayList<>();
      for (int m = 0; m < correct.length; m++) {
        Contender one = contenders.get(m);
        scores.add(new Score(one.method(), one.shots(), correct[m], pictures.test().size()));
      }
      DemoDocument.Strange strange =
          new DemoDocument.Strange(noticed[0], pictures.strange().size());
      Path page = write(encoder, console, scores, evidence);
      ClassSet classes = contenders.get(0).predictor().classifier().classes();
      report(encoder, classes, scores, strange, page, console);
    }
    return console.exitCode();
  }

  /**
   * What some of the contenders answer for some pictures.
   *
   * @param right counts the right answers of each: of a class that none of them knows, it is right
   *     to say so
   */
  private List<Evidence> ask(
      List<DemoPictures.DemoPicture> pictures, List<Contender> asked, int[] right, Console console)
      throws ImageException {
    List<EvidenceOf> sources = asked.stream().map(one -> new EvidenceOf(one.predictor())).toList();
    List<EncodedImage> images = encode(pictures, asked.get(0).predictor(), console);
    List<Evidence> evidence = new ArrayList<>();
    for (int i = 0; i < images.size(); i++) {
      EncodedImage image = images.get(i);
      String truth = pictures.get(i).className();
      List<Answer> answers = new ArrayList<>();
      for (int m = 0; m < right.length; m++) {
        Contender one = asked.get(m);
        Prediction prediction = one.predictor().predict(image);
        boolean known = one.predictor().classifier().classes().index(truth).isPresent();
        boolean found = prediction.best().name().equals(truth);
        right[m] += (known ? found : prediction.isUnknown()) ? 1 : 0;
        answers.add(
            sources.get(m).answer(one.title(), image, prediction, one.method().equals(ATTENTION)));
      }
      int rows = asked.get(0).predictor().encoder().preprocessing().height();
      evidence.add(
          Evidence.ofPicture(
              out.relativize(pictures.get(i).path()).toString(),
              truth,
              Crop.of(image.crop(), rows),
              answers));
    }
    return evidence;
  }

  private static List<EncodedImage> encode(
      List<DemoPictures.DemoPicture> pictures, Predictor predictor, Console console) {
    List<EncodedImage> encoded = new ArrayList<>();
    try (Progress progress = console.progress("encode", pictures.size())) {
      predictor
          .pipeline(true)
          .run(
              pictures.stream().map(picture -> Input.of(picture.path())).toList(),
              image -> {
                encoded.add(image);
                progress.step();
              });
    }
    return encoded;
  }

  private static List<Contender> contenders(
      DemoPictures pictures, ImagePipeline pipeline, Console console) throws IOException {
    CloudRendering clouds = CloudRendering.usual();
    ClassifierSpec.OfNames names = new ClassifierSpec.OfNames(pictures.classNames());
    List<Contender> all = new ArrayList<>();
    for (String method : List.of(ClassifierSpec.OfNames.USUAL_METHOD, ATTENTION)) {
      all.add(
          new Contender(names.withMethod(method).open(pipeline, clouds, List.of(), console), 0));
    }
    // Whole objects: to look at their small places takes twice as long, and changes nothing.
    BankRecipe recipe = BankRecipe.usual().withLocal(LocalMode.OFF);
    for (int count : SHOTS) {
      Bank bank =
          new BankBuilder(pipeline, console, Monitor.NONE)
              .build(recipe, firstOfEachClass(pictures, count));
      all.add(
          new Contender(
              new ClassifierSpec.OfBank("demo").open(pipeline, bank, clouds, console), count));
    }
    return all;
  }

  /** The first {@code count} shots of each class. */
  private static LabelledInputs firstOfEachClass(DemoPictures pictures, int count) {
    Map<String, List<Input>> chosen = new LinkedHashMap<>();
    for (String name : pictures.classNames()) {
      chosen.put(
          name,
          pictures.shots().stream()
              .filter(shot -> shot.className().equals(name))
              .limit(count)
              .map(shot -> Input.of(shot.path()))
              .toList());
    }
    return LabelledInputs.of(chosen);
  }

  private Path write(Encoder encoder, Console console, List<Score> scores, List<Evidence> evidence)
      throws IOException {
    Path page = out.resolve(Explanation.FILE);
    new Report(
            "Glimpse demo",
            new Origin(
                Version.current(),
                encoder.name(),
                encoder.fingerprint(),
                CommandText.of(arguments()),
                Instant.now()),
            console.notes(),
            List.of(
                "Pictures: Caltech 101 (Li, Andreetto, Ranzato, Perona), CC BY 4.0, unchanged; see"
                    + " pictures/CREDITS.txt beside this page. Nothing was chosen on these"
                    + " pictures. With "
                    + scores.get(0).total()
                    + " pictures, one answer is "
                    + String.format(Locale.ROOT, "%.1f", 100.0 / scores.get(0).total())
                    + " points. The first pictures are of none of the classes: the right answer is"
                    + " to say so."),
            scores,
            evidence)
        .write(page);
    return page;
  }

  private void report(
      Encoder encoder,
      ClassSet classes,
      List<Score> scores,
      DemoDocument.Strange strange,
      Path page,
      Console console) {
    console.print(
        "%d pictures of %d classes, encoder %s",
        scores.get(0).total(), classes.size(), encoder.name());
    console.print("");
    console.print("%-10s %12s %10s %9s", "method", "shots/class", "right", "accuracy");
    for (Score score : scores) {
      console.print(
          "%-10s %12d %10s %7.1f %%",
          score.method(),
          score.shots(),
          score.correct() + "/" + score.total(),
          100 * score.accuracy());
    }
    console.print("");
    console.print(
        "Of %d pictures of other things, %d were answered \"none of these\".",
        strange.total(), strange.noticed());
    console.print("");
    console.print("Every answer with its evidence: %s", page);
    Path bank = out.resolve("my.bank");
    console.print("Your turn: glimpse bank build %s -o %s", out.resolve("pictures/shots"), bank);
    console.print(
        "           glimpse classify %s --bank %s", out.resolve("pictures/test/okapi"), bank);
    console.print(
        "           glimpse classify %s --bank %s", out.resolve("pictures/strange"), bank);
    console.printJson(
        new DemoDocument(
            EncoderDocument.of(encoder.id()),
            classes.names(),
            scores.stream()
                .map(s -> new DemoDocument.Result(s.method(), s.shots(), s.correct(), s.total()))
                .toList(),
            strange,
            page.toString(),
            console.errors()));
  }
}
