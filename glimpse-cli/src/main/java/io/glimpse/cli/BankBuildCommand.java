package io.glimpse.cli;

import io.glimpse.bank.Bank;
import io.glimpse.bank.BankFile;
import io.glimpse.bank.BankShots;
import io.glimpse.bank.BankTexts;
import io.glimpse.bank.Fitted;
import io.glimpse.bank.Provenance;
import io.glimpse.encoder.ClassTexts;
import io.glimpse.encoder.Encoder;
import io.glimpse.encoder.Encoders;
import io.glimpse.encoder.ImagePipeline;
import io.glimpse.feature.ClassSet;
import io.glimpse.feature.EncoderId;
import io.glimpse.feature.LabelledFeatures;
import io.glimpse.feature.Shots;
import io.glimpse.feature.TextFeatures;
import io.glimpse.file.AtomicFile;
import io.glimpse.method.Classifier;
import io.glimpse.method.Method;
import io.glimpse.method.Methods;
import io.glimpse.method.Need;
import io.glimpse.method.Parameters;
import io.glimpse.method.Sees;
import io.glimpse.method.Selection;
import io.glimpse.method.Task;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code glimpse bank build}: encodes examples and chooses the method's parameters. */
@Command(
    name = "build",
    description = "Makes a bank of examples: one folder of pictures a class.",
    mixinStandardHelpOptions = true,
    footerHeading = "%nExamples:%n",
    footer = {
      "  glimpse bank build shots/ -o my.bank",
      "  glimpse bank build shots/ -o my.bank --val validation/",
      "  glimpse bank build shots/ -o my.bank --method tip-f --views 10",
      "  glimpse bank build shots/ -o my.bank --select fixed --set alpha=20 --set beta=10",
      "  glimpse bank build clouds/ -o shapes.bank --method inter-view --up z"
    })
final class BankBuildCommand extends GlimpseCommand {

  private static final String VOTES = "votes";
  private static final String CACHE_SIZE = "cache_size";

  @picocli.CommandLine.Parameters(
      paramLabel = "SHOTS_DIR",
      description = "A folder with one folder of pictures a class, named like the class.")
  Path folder = Path.of("");

  @Option(
      names = {"-o", "--out"},
      required = true,
      paramLabel = "FILE",
      description = "The bank to write.")
  Path out = Path.of("");

  @Option(
      names = "--method",
      paramLabel = "M",
      defaultValue = "tip",
      description = "Method; default: tip.")
  String method = "tip";

  @Option(
      names = "--select",
      paramLabel = "S",
      description = "How to choose parameters: loo (default), val (with --val) or fixed.")
  @Nullable String select;

  @Option(
      names = "--val",
      paramLabel = "VAL_DIR",
      description = "Pictures to choose parameters on, one folder a class.")
  @Nullable Path validation;

  @Option(
      names = "--views",
      paramLabel = "V",
      defaultValue = "1",
      description =
          "Augmented views (crops, mirrored or not) that stand for each example: their mean is its "
              + "key, and training draws one each epoch. Default: 1, the picture itself.")
  int views = 1;

  @Mixin TemplateOption template = new TemplateOption();

  @Mixin CloudOptions clouds = new CloudOptions();

  @Mixin HeadOptions head = new HeadOptions();

  @Option(
      names = "--set",
      paramLabel = "K=V",
      description = "A parameter of the method; may be repeated.")
  List<String> set = List.of();

  @Override
  int run(Console console) throws Exception {
    Method how = Methods.of(method);
    Selection selection = selection();
    template.check();
    clouds.check();
    Settings.of(how, Map.of(), set);
    AtomicFile.requireWritable(out);
    Map<String, List<Path>> folders = FoldersOfClasses.list(folder, console);
    ClassSet classes = ClassSet.of(List.copyOf(folders.keySet()));
    List<Path> files = folders.values().stream().flatMap(List::stream).toList();
    BankKind kind = BankKind.of(files);
    ShotViews shotViews = ShotViews.ofOption(views, common.seed(), kind, head.check(how, kind));
    boolean oneByOne = kind == BankKind.CLOUDS && how.sees() == Sees.EACH_VIEW;
    int count = files.size();
    try (Encoder encoder = common.open(common.encoderName(Encoders.DEFAULT), count, console)) {
      boolean tokens =
          how.needs(Need.SHOT_TOKENS) || (how.needs(Need.TOKENS) && validation == null);
      ImagePipeline pipeline = clouds.pipeline(encoder, common, console);
      EncodedShots encoded =
          EncodedShots.of(
              FoldersOfClasses.label(folders, classes, console),
              shotViews,
              null,
              pipeline.globalsOnly(!tokens),
              console);
      requireEveryClass(encoded, classes);
      ClassTexts texts = template.encode(encoder, classes, clouds.templates(files), console);
      TextFeatures text =
          kind == BankKind.CLOUDS
              ? shotViews.fusion().fuse(texts.features(), clouds.views())
              : texts.features();
      LabelledFeatures data =
          validation == null
              ? null
              : validation(
                  validation,
                  classes,
                  shotViews,
                  how,
                  pipeline.globalsOnly(!how.needs(Need.TOKENS)),
                  console);
      Shots shots = encoded.toShots(false);
      Stopwatch watch = new Stopwatch(console);
      Parameters parameters = parameters(how, encoder, shots);
      Function<Shots, Classifier> fit =
          some ->
              how.fit(
                  Task.of(text)
                      .shots(some)
                      .validation(data)
                      .selection(selection)
                      .seed(common.seed())
                      .parameters(parameters)
                      .monitor(watch)
                      .build());
      ViewFit fitted =
          oneByOne
              ? ViewFit.of(
                  encoded.drawn(),
                  encoded.labels(),
                  head.choosesWeights(),
                  common.seed(),
                  fit,
                  watch)
              : new ViewFit(fit.apply(how.needs(Need.RAW) ? encoded.toShots(true) : shots), null);
      Classifier classifier = fitted.classifier();
      watch.closeProgress();
      Bank bank =
          new Bank(
              new EncoderId(encoder.name(), encoder.fingerprint()),
              new BankTexts(text, texts.prompts(), texts.templates()),
              BankShots.of(shots.cache(), encoded.shots()),
              new Fitted(method, classifier.parameters().asText(), classifier.weights()),
              new Provenance(
                  VersionInfo.version(),
                  watch.selected() ? selection.label() : Selection.FIXED.label(),
                  !watch.selected() ? 0 : data != null ? data.size() : shots.size(),
                  common.seed(),
                  views,
                  Instant.now().truncatedTo(ChronoUnit.SECONDS).toString()),
              kind == BankKind.CLOUDS
                  ? clouds.drawing(shotViews.fusion(), fitted.weights(), common)
                  : null);
      BankFile.write(out, bank);
      BankFacts.of(bank, out.toString()).print(console);
    }
    return console.exitCode();
  }

  /** As given, else the encoder's and the views'; and every class gets the votes of the fullest. */
  private Parameters parameters(Method how, Encoder encoder, Shots shots) {
    Map<String, String> usual =
        new LinkedHashMap<>(HeadOptions.defaults(how, encoder.defaults(method), clouds.views()));
    Map<String, String> asked = Settings.of(how, usual, set).asText();
    if (asked.containsKey(VOTES)) {
      int most = Arrays.stream(shots.labels().counts(shots.labels().classCount())).max().orElse(0);
      int keys = Integer.parseInt(asked.getOrDefault(CACHE_SIZE, "0"));
      usual.put(VOTES, Integer.toString(keys == 0 ? most : Math.min(most, keys)));
    }
    return Settings.of(how, usual, set);
  }

  private Selection selection() {
    if (select == null) {
      return validation == null ? Selection.LEAVE_ONE_OUT : Selection.VALIDATION;
    }
    Selection chosen = Selection.of(select);
    if (chosen == Selection.REFERENCE) {
      throw new UsageException(
          "a bank is never chosen on test pictures; --select is loo, val or fixed");
    }
    if ((chosen == Selection.VALIDATION) != (validation != null)) {
      throw new UsageException("--select val and --val VAL_DIR go together");
    }
    return chosen;
  }

  private static void requireEveryClass(EncodedShots shots, ClassSet classes) {
    int[] counts = shots.labels().counts(classes.size());
    for (int c = 0; c < counts.length; c++) {
      if (counts[c] == 0) {
        throw new CommandException(
            "class '"
                + classes.name(c)
                + "' has no picture that can be used; add one or remove its folder");
      }
    }
  }

  private LabelledFeatures validation(
      Path root,
      ClassSet classes,
      ShotViews views,
      Method how,
      ImagePipeline pipeline,
      Console console)
      throws IOException {
    FoldersOfClasses.Labelled some =
        FoldersOfClasses.label(FoldersOfClasses.list(root, console), classes, console);
    EncodedShots encoded = EncodedShots.of(some, views.plain(), null, pipeline, console);
    if (encoded.size() == 0) {
      throw new CommandException(root + ": there is no picture in it that can be used");
    }
    if (views.kind() == BankKind.CLOUDS && how.sees() == Sees.EACH_VIEW) {
      return ViewFit.validation(encoded);
    }
    return new LabelledFeatures(
        encoded.toShots(how.needs(Need.RAW)).views().get(0), encoded.labels());
  }
}
