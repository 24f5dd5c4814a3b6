package io.glimpse.cli;

import io.glimpse.feature.ClassSet;
import io.glimpse.feature.FeatureSource;
import io.glimpse.feature.LabelledFeatures;
import io.glimpse.feature.Labels;
import io.glimpse.feature.Shots;
import io.glimpse.feature.TextFeatures;
import io.glimpse.matrix.Gemm;
import io.glimpse.matrix.Matrix;
import io.glimpse.method.Classifier;
import io.glimpse.method.Method;
import io.glimpse.method.Methods;
import io.glimpse.method.Parameters;
import io.glimpse.method.Selection;
import io.glimpse.method.Task;
import io.glimpse.tensor.NpyWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code glimpse eval-features}: any method on features that are ready. */
@Command(
    name = "eval-features",
    description = {
      "Runs a method on ready features (.npy, float16, 32 or 64) and counts right answers.",
      "Features are used as stored and never normalised again. Labels are whole numbers of any",
      "width; those of the cache may be shares, [n, k]."
    },
    mixinStandardHelpOptions = true,
    footerHeading = "%nExamples:%n",
    footer = {
      "  glimpse eval-features --method zero-shot --test f.npy --test-labels y.npy --text w.npy",
      "  glimpse eval-features --method tip --select loo --test f.npy --test-labels y.npy \\",
      "      --text w.npy --cache keys.npy --cache-labels l.npy --json",
      "  glimpse eval-features --method calip --set scale=0.5 --test-tokens t.npy \\",
      "      --test-labels y.npy --text w.npy --logits out.npy"
    })
final class EvalFeaturesCommand extends GlimpseCommand {

  /** Test pictures that are answered at a time. */
  private static final int BLOCK = 1024;

  private static final int TOKEN_BLOCK = 64;

  @Option(names = "--test", paramLabel = "X.npy", description = "Test features, [n, d].")
  @Nullable Path test;

  @Option(
      names = "--test-tokens",
      paramLabel = "T.npy",
      description = "All tokens instead, [n, 1+h*w, d], token 0 global.")
  @Nullable Path testTokens;

  @Option(
      names = "--test-labels",
      required = true,
      paramLabel = "Y.npy",
      description = "Test labels, [n].")
  Path testLabels = Path.of("");

  @Option(
      names = "--cache",
      paramLabel = "K.npy",
      description = "Shots, [n, d], or views of them, [v, n, d].")
  @Nullable Path cache;

  @Option(
      names = "--cache-tokens",
      paramLabel = "C.npy",
      description = "All tokens of the shots instead, [n, 1+h*w, d] or [v, n, 1+h*w, d].")
  @Nullable Path cacheTokens;

  @Option(
      names = "--cache-labels",
      paramLabel = "L.npy",
      description = "Labels of the shots, [n], or shares of the classes, [n, k].")
  @Nullable Path cacheLabels;

  @Option(
      names = "--text",
      paramLabel = "W.npy",
      description = "A row a class, [k, d]; without texts the cache alone answers.")
  @Nullable Path text;

  @Option(
      names = "--prompts",
      paramLabel = "P.npy",
      description = "Every prompt's row, [k, p, d]; makes the texts where --text is not given.")
  @Nullable Path prompts;

  @Option(names = "--val", paramLabel = "V.npy", description = "Validation features, [n, d].")
  @Nullable Path validation;

  @Option(
      names = "--val-tokens",
      paramLabel = "S.npy",
      description = "All tokens instead, [n, 1+h*w, d].")
  @Nullable Path validationTokens;

  @Option(names = "--val-labels", paramLabel = "U.npy", description = "Validation labels, [n].")
  @Nullable Path validationLabels;

  @Option(names = "--method", required = true, paramLabel = "M", description = "The method.")
  String method = "";

  @Option(
      names = "--select",
      paramLabel = "S",
      defaultValue = "fixed",
      description = {
        "How to choose parameters: fixed (default), val, loo, or reference: on the test data,",
        "as the published scripts do."
      })
  String select = "fixed";

  @Option(
      names = "--set",
      paramLabel = "K=V",
      description = "A parameter of the method; may be repeated.")
  List<String> set = List.of();

  @Option(
      names = "--logits",
      paramLabel = "OUT.npy",
      description = "Write the test logits, float32 [n, k].")
  @Nullable Path logits;

  @Override
  int run(Console console) throws Exception {
    Method how = Methods.of(method);
    Selection selection = Selection.of(select);
    Parameters parameters = Settings.of(how, Map.of(), set);
    check(how, selection);
    Stopwatch watch = new Stopwatch(console);
    try (FeatureFiles files = new FeatureFiles()) {
      LabelledFeatures tested =
          labelled(files, test, testTokens, testLabels, "--test", "--test-labels");
      Shots shots = shots(files);
      LabelledFeatures chosenOn =
          switch (selection) {
            case VALIDATION -> validation(files);
            case REFERENCE -> tested;
            case FIXED, LEAVE_ONE_OUT -> null;
          };
      TextFeatures texts = texts(files);
      ClassSet classes = texts != null ? texts.classes() : classesOf(shots(shots));
      checkFit(tested, classes, texts, shots);
      if (chosenOn != null && selection == Selection.VALIDATION) {
        checkValidation(chosenOn, classes, tested.features().dimension());
      }
      // Loads the native library now, so that its time is counted as loading.
      Gemm.best();
      Task task =
          (texts == null ? Task.of(classes) : Task.of(texts))
              .shots(shots)
              .validation(chosenOn)
              .selection(selection)
              .seed(common.seed)
              .parameters(parameters)
              .monitor(watch)
              .build();
      Classifier classifier;
      try {
        watch.start("fit");
        classifier = how.fit(task);
      } finally {
        watch.closeProgress();
      }
      watch.start("predict");
      int correct = predict(classifier, tested);
      watch.stop();
      report(console, classifier, selection, correct, tested.size(), watch);
    }
    return console.exitCode();
  }

  private void check(Method how, Selection selection) {
    if ((test == null) == (testTokens == null)) {
      throw new UsageException("give the test features with --test, or --test-tokens");
    }
    if (cache != null && cacheTokens != null) {
      throw new UsageException("--cache and --cache-tokens exclude each other");
    }
    if ((cache != null || cacheTokens != null) != (cacheLabels != null)) {
      throw new UsageException("--cache and --cache-labels go together");
    }
    if (validation != null && validationTokens != null) {
      throw new UsageException("--val and --val-tokens exclude each other");
    }
    if ((validation != null || validationTokens != null) != (validationLabels != null)) {
      throw new UsageException("--val and --val-labels go together");
    }
    boolean hasText = text != null || prompts != null;
    if (how.needs().text() && !hasText) {
      throw new UsageException("method '" + method + "' needs --text");
    }
    if ((how.needs().shots() || selection == Selection.LEAVE_ONE_OUT) && cacheLabels == null) {
      throw new UsageException(
          how.needs().shots()
              ? "method '" + method + "' needs --cache and --cache-labels"
              : "--select loo needs --cache and --cache-labels");
    }
    if (how.needs().tokens() && testTokens == null) {
      throw new UsageException("method '" + method + "' needs --test-tokens");
    }
    if (how.needs().shotTokens() && cacheTokens == null) {
      throw new UsageException("method '" + method + "' needs --cache-tokens");
    }
    if (selection == Selection.VALIDATION) {
      if (validationLabels == null) {
        throw new UsageException("--select val needs --val and --val-labels");
      }
      if (how.needs().tokens() && validationTokens == null) {
        throw new UsageException("method '" + method + "' needs --val-tokens");
      }
    }
    if (!hasText && cacheLabels == null) {
      throw new UsageException("give --text, or shots with --cache and --cache-labels");
    }
  }

  private static LabelledFeatures labelled(
      FeatureFiles files,
      @Nullable Path globals,
      @Nullable Path tokens,
      @Nullable Path labels,
      String option,
      String labelsOption)
      throws IOException {
    if (labels == null || (globals == null && tokens == null)) {
      throw new UsageException(option + " and " + labelsOption + " go together");
    }
    Path file = tokens != null ? tokens : globals;
    FeatureSource features =
        tokens != null ? files.tokens(tokens) : files.globals(Objects.requireNonNull(globals));
    Labels truth = files.labels(labels, false);
    if (features.size() != truth.size()) {
      throw new CommandException(
          String.format(
              "%s has %d rows, but %s has %d labels", file, features.size(), labels, truth.size()));
    }
    return new LabelledFeatures(features, truth);
  }

  private LabelledFeatures validation(FeatureFiles files) throws IOException {
    return labelled(files, validation, validationTokens, validationLabels, "--val", "--val-labels");
  }

  private @Nullable Shots shots(FeatureFiles files) throws IOException {
    if (cacheLabels == null) {
      return null;
    }
    List<FeatureSource> views =
        cacheTokens != null
            ? files.viewsOfTokens(cacheTokens)
            : files.viewsOfGlobals(Objects.requireNonNull(cache));
    Labels labels = files.labels(cacheLabels, true);
    if (views.get(0).size() != labels.size()) {
      throw new CommandException(
          String.format(
              "%s has %d rows, but %s has %d labels",
              cacheTokens != null ? cacheTokens : cache,
              views.get(0).size(),
              cacheLabels,
              labels.size()));
    }
    return new Shots(views, labels);
  }

  private static Shots shots(@Nullable Shots shots) {
    if (shots == null) {
      throw new UsageException("give --text, or shots with --cache and --cache-labels");
    }
    return shots;
  }

  private @Nullable TextFeatures texts(FeatureFiles files) throws IOException {
    if (text == null && prompts == null) {
      return null;
    }
    List<Matrix> rows = prompts == null ? List.of() : files.prompts(prompts);
    if (text == null) {
      return TextFeatures.ofPrompts(ClassSet.numbered(rows.size()), rows);
    }
    Matrix weights = files.matrix(text);
    return new TextFeatures(ClassSet.numbered(weights.rows()), weights, rows);
  }

  private void checkFit(
      LabelledFeatures tested,
      ClassSet classes,
      @Nullable TextFeatures texts,
      @Nullable Shots shots) {
    int width = texts != null ? texts.dimension() : shots(shots).dimension();
    Path file = testTokens != null ? testTokens : test;
    if (tested.features().dimension() != width) {
      throw new CommandException(
          String.format(
              "%s is %d wide, but %s is %d wide",
              file,
              tested.features().dimension(),
              texts != null ? (text != null ? text : prompts) : cache,
              width));
    }
    inFile(testLabels, () -> tested.labels().requireBelow(classes.size()));
    if (shots != null && cacheLabels != null) {
      inFile(cacheLabels, () -> shots.labels().requireBelow(classes.size()));
    }
  }

  private void checkValidation(LabelledFeatures chosenOn, ClassSet classes, int width) {
    if (validationLabels == null) {
      return;
    }
    inFile(validationLabels, () -> chosenOn.labels().requireBelow(classes.size()));
    Path file = validationTokens != null ? validationTokens : validation;
    if (file != null && chosenOn.features().dimension() != width) {
      throw new CommandException(
          file,
          String.format(
              "it is %d wide, but the test features are %d wide",
              chosenOn.features().dimension(), width));
    }
  }

  /** The classes that shots alone name: at most one a shot, for every class needs one. */
  private ClassSet classesOf(Shots shots) {
    Labels labels = shots.labels();
    for (int i = 0; i < labels.size(); i++) {
      if (labels.label(i) >= Math.max(labels.size(), labels.isSoft() ? labels.classCount() : 0)) {
        throw new CommandException(
            String.format(
                "%s: row %d has label %d, but %d shots cannot have that many classes",
                cacheLabels, i, labels.label(i), labels.size()));
      }
    }
    return ClassSet.numbered(labels.classCount());
  }

  private static void inFile(Path file, Runnable check) {
    try {
      check.run();
    } catch (IllegalArgumentException e) {
      throw new CommandException(file, String.valueOf(e.getMessage()));
    }
  }

  private int predict(Classifier classifier, LabelledFeatures tested) throws IOException {
    FeatureSource features = tested.features();
    int block = features.isSpatial() ? TOKEN_BLOCK : BLOCK;
    int correct = 0;
    try (NpyWriter writer =
        logits == null ? null : NpyWriter.float32(logits, classifier.classes().size())) {
      for (int from = 0; from < features.size(); from += block) {
        int to = Math.min(features.size(), from + block);
        Matrix some = classifier.logits(features.read(from, to));
        if (writer != null) {
          writer.write(some);
        }
        for (int i = 0; i < some.rows(); i++) {
          correct += some.argmax(i) == tested.labels().label(from + i) ? 1 : 0;
        }
      }
      if (writer != null) {
        writer.commit();
      }
    }
    return correct;
  }

  private static void report(
      Console console,
      Classifier classifier,
      Selection selection,
      int correct,
      int total,
      Stopwatch watch) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("method", classifier.method());
    json.put("select", selection.label());
    json.put("params", classifier.parameters().asValues());
    json.put("correct", correct);
    json.put("total", total);
    json.put("accuracy", (double) correct / total);
    json.put("seconds", watch.seconds());
    json.put("warnings", watch.warnings());
    console.printJson(json);
    console.print("%d of %d right: %.2f %%", correct, total, 100.0 * correct / total);
    console.print("%s, %s: %s", classifier.method(), selection.label(), classifier.parameters());
    console.print("seconds: %s", watch.seconds());
  }
}
