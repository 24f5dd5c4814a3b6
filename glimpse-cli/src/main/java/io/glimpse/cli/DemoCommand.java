package io.glimpse.cli;

import io.glimpse.calip.Calip;
import io.glimpse.document.DemoDocument;
import io.glimpse.document.EncoderDocument;
import io.glimpse.encoder.ClassTexts;
import io.glimpse.encoder.EncodedImage;
import io.glimpse.encoder.Encoder;
import io.glimpse.encoder.Encoders;
import io.glimpse.encoder.ImagePipeline;
import io.glimpse.feature.ClassSet;
import io.glimpse.feature.FeatureBatch;
import io.glimpse.feature.Labels;
import io.glimpse.feature.Shots;
import io.glimpse.feature.TextFeatures;
import io.glimpse.matrix.Matrix;
import io.glimpse.method.Classifier;
import io.glimpse.method.Method;
import io.glimpse.method.Parameters;
import io.glimpse.method.Prediction;
import io.glimpse.method.Task;
import io.glimpse.page.Crop;
import io.glimpse.probe.ZeroShot;
import io.glimpse.report.Answer;
import io.glimpse.report.Evidence;
import io.glimpse.report.Origin;
import io.glimpse.report.Report;
import io.glimpse.report.Score;
import io.glimpse.tip.TipAdapter;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code glimpse demo}: the main job on the pictures that come with the program. */
@Command(
    name = "demo",
    description = {
      "Classifies the bundled pictures, offline.",
      "Without examples, and with 1, 2 and 4 a class; a page has the evidence for every answer."
    },
    mixinStandardHelpOptions = true,
    footerHeading = "%nExamples:%n",
    footer = {"  glimpse demo", "  glimpse demo --out demo --json"})
final class DemoCommand extends GlimpseCommand {

  private static final List<Integer> SHOTS = List.of(1, 2, 4);

  @Option(
      names = "--out",
      paramLabel = "DIR",
      defaultValue = "glimpse-demo",
      description = "Folder for the page and the pictures; default: glimpse-demo.")
  Path out = Path.of("glimpse-demo");

  /** A classifier with the name and the number of shots that the report shows. */
  private record Contender(String method, int shots, Classifier classifier) {
    String title() {
      return shots == 0 ? method : method + ", " + shots + (shots == 1 ? " shot" : " shots");
    }
  }

  @Override
  int run(Console console) throws Exception {
    DemoPictures pictures = new DemoPictures(out.resolve("pictures"));
    try (Encoder encoder =
        common.open(common.encoderName(Encoders.DEFAULT), SHOTS.size(), console)) {
      ClassSet classes = ClassSet.of(pictures.classNames());
      List<EncodedImage> shots = encode(pictures.shots(), encoder, console);
      List<EncodedImage> test = encode(pictures.test(), encoder, console);
      TextFeatures text = ClassTexts.of(encoder, classes, encoder.templates()).features();
      List<Contender> contenders = contenders(text, pictures, shots, encoder);
      encoder.zeroShotWarning().ifPresent(console::note);

      int[] correct = new int[contenders.size()];
      List<Evidence> evidence = new ArrayList<>();
      for (int i = 0; i < test.size(); i++) {
        String truth = pictures.test().get(i).className();
        List<Answer> answers = new ArrayList<>();
        for (int m = 0; m < correct.length; m++) {
          Answer answer = answer(contenders.get(m), test.get(i), shots, pictures, encoder, text);
          correct[m] += answer.prediction().best().name().equals(truth) ? 1 : 0;
          answers.add(answer);
        }
        evidence.add(
            Evidence.ofPicture(
                out.relativize(pictures.test().get(i).path()).toString(),
                truth,
                crop(test.get(i), encoder),
                answers));
      }
      List<Score> scores = new ArrayList<>();
      for (int m = 0; m < correct.length; m++) {
        Contender one = contenders.get(m);
        scores.add(new Score(one.method(), one.shots(), correct[m], test.size()));
      }
      Path page = write(encoder, console, scores, evidence);
      report(encoder, classes, scores, page, console);
    }
    return console.exitCode();
  }

  private List<EncodedImage> encode(
      List<DemoPictures.DemoPicture> pictures, Encoder encoder, Console console) {
    List<EncodedImage> encoded = new ArrayList<>();
    try (Progress progress = console.progress("encode", pictures.size())) {
      new ImagePipeline(encoder, common.decoding(true), common.threads())
          .run(
              pictures.stream().map(DemoPictures.DemoPicture::path).toList(),
              image -> {
                encoded.add(image);
                progress.step();
              });
    }
    return encoded;
  }

  private List<Contender> contenders(
      TextFeatures text, DemoPictures pictures, List<EncodedImage> shots, Encoder encoder)
      throws IOException {
    List<Contender> all = new ArrayList<>();
    all.add(contender(new ZeroShot(), 0, Task.of(text), encoder));
    all.add(contender(new Calip(), 0, Task.of(text), encoder));
    for (int count : SHOTS) {
      List<Integer> chosen = firstOfEachClass(pictures, count);
      Matrix keys = new Matrix(chosen.size(), encoder.dimension());
      int[] labels = new int[chosen.size()];
      for (int i = 0; i < labels.length; i++) {
        keys.setRow(i, shots.get(chosen.get(i)).features().globals(), 0);
        labels[i] =
            text.classes().index(pictures.shots().get(chosen.get(i)).className()).orElseThrow();
      }
      Shots some = Shots.of(FeatureBatch.ofGlobals(keys), Labels.of(labels));
      all.add(contender(new TipAdapter(), count, Task.of(text).shots(some), encoder));
    }
    return all;
  }

  private static Contender contender(Method method, int shots, Task.Builder task, Encoder encoder) {
    Parameters parameters = Parameters.of(method, encoder.defaults(method.name()));
    return new Contender(method.name(), shots, method.fit(task.parameters(parameters).build()));
  }

  /** The numbers of the first {@code count} shots of each class, in the order of all shots. */
  private static List<Integer> firstOfEachClass(DemoPictures pictures, int count) {
    Map<String, Integer> taken = new LinkedHashMap<>();
    List<Integer> chosen = new ArrayList<>();
    for (int i = 0; i < pictures.shots().size(); i++) {
      if (taken.merge(pictures.shots().get(i).className(), 1, Integer::sum) <= count) {
        chosen.add(i);
      }
    }
    return chosen;
  }

  private Answer answer(
      Contender one,
      EncodedImage image,
      List<EncodedImage> shots,
      DemoPictures pictures,
      Encoder encoder,
      TextFeatures text)
      throws IOException {
    Prediction prediction =
        Prediction.of(text.classes(), one.classifier().logits(image.features()), 0);
    List<Integer> chosen = one.shots() == 0 ? List.of() : firstOfEachClass(pictures, one.shots());
    return AnswerEvidence.of(
        one.title(),
        one.classifier(),
        image.features(),
        prediction,
        encoder,
        one.method().equals("calip") ? text.weights() : null,
        shot -> out.relativize(pictures.shots().get(chosen.get(shot)).path()).toString(),
        shot -> cropOrNull(shots.get(chosen.get(shot)), encoder));
  }

  private static @Nullable Crop cropOrNull(EncodedImage image, Encoder encoder) {
    try {
      return crop(image, encoder);
    } catch (IOException e) {
      return null;
    }
  }

  private static Crop crop(EncodedImage image, Encoder encoder) throws IOException {
    return Crop.of(image.crop(), encoder.preprocessing().size());
  }

  private Path write(Encoder encoder, Console console, List<Score> scores, List<Evidence> evidence)
      throws IOException {
    Path page = out.resolve(Explanation.FILE);
    new Report(
            "Glimpse demo",
            new Origin(
                VersionInfo.version(),
                encoder.name(),
                encoder.fingerprint(),
                CommandText.of(arguments()),
                Instant.now()),
            console.notes(),
            List.of(
                "Pictures: Caltech 101 (Li, Andreetto, Ranzato, Perona), CC BY 4.0, unchanged; see"
                    + " pictures/CREDITS.txt beside this page. Parameters are the encoder's"
                    + " defaults; nothing was chosen on these pictures. With "
                    + evidence.size()
                    + " pictures, one answer is "
                    + String.format(Locale.ROOT, "%.1f", 100.0 / evidence.size())
                    + " points."),
            scores,
            evidence)
        .write(page);
    return page;
  }

  private void report(
      Encoder encoder, ClassSet classes, List<Score> scores, Path page, Console console) {
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
    console.print("Every answer with its evidence: %s", page);
    Path bank = out.resolve("my.bank");
    console.print("Your turn: glimpse bank build %s -o %s", out.resolve("pictures/shots"), bank);
    console.print(
        "           glimpse classify %s --bank %s", out.resolve("pictures/test/okapi"), bank);
    console.printJson(
        new DemoDocument(
            new EncoderDocument(encoder.name(), encoder.fingerprint()),
            classes.names(),
            scores.stream()
                .map(s -> new DemoDocument.Result(s.method(), s.shots(), s.correct(), s.total()))
                .toList(),
            page.toString(),
            console.errors()));
  }
}
