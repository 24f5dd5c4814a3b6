package io.glimpse.cli.features;

import io.glimpse.cli.console.CommandException;
import io.glimpse.cli.console.Console;
import io.glimpse.cli.console.GlimpseCommand;
import io.glimpse.cli.console.Outputs;
import io.glimpse.cli.console.SetOption;
import io.glimpse.cli.console.Stopwatch;
import io.glimpse.cli.console.UsageException;
import io.glimpse.feature.ClassSet;
import io.glimpse.feature.FeatureSource;
import io.glimpse.featurefile.FeatureFiles;
import io.glimpse.file.AtomicFile;
import io.glimpse.input.ClassList;
import io.glimpse.matrix.Gemm;
import io.glimpse.matrix.Matrix;
import io.glimpse.method.Classifier;
import io.glimpse.method.Method;
import io.glimpse.method.Methods;
import io.glimpse.method.ParameterException;
import io.glimpse.method.Parameters;
import io.glimpse.method.Selection;
import io.glimpse.method.Task;
import io.glimpse.method.Ties;
import io.glimpse.tensor.NpyWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code glimpse eval-features}: any method on features that are ready. */
@Command(
    name = "eval-features",
    description = {
      "Runs a method on ready features and counts right answers, or writes predictions.",
      "Features (float16, 32 or 64) are used as stored and never normalised again. Labels are",
      "whole numbers of any width; those of the cache may be shares, [n, k].",
      "Files are .npy, .npz, PyTorch's .pt or .safetensors, told by their bytes; one array of",
      "several is named behind its file, as in shots.npz#keys."
    },
    mixinStandardHelpOptions = true,
    footerHeading = "%nExamples:%n",
    footer = {
      "  glimpse eval-features --method zero-shot --test f.npy --test-labels y.npy --text w.npy",
      "  glimpse eval-features --method tip --select loo --test f.npy --test-labels y.npy \\",
      "      --text w.npy --cache keys.npy --cache-labels l.npy --json",
      "  glimpse eval-features --method auto --test new.npy --text w.npy \\",
      "      --cache shots.npz#keys --cache-labels shots.npz#labels --predictions out.csv",
      "  glimpse eval-features --method calip --set scale=0.5 --test-tokens t.npy \\",
      "      --test-labels y.npy --text w.npy --logits out.npy"
    })
public final class EvalFeaturesCommand extends GlimpseCommand {

  /** Test pictures that are answered at a time. */
  private static final int BLOCK = 1024;

  private static final int TOKEN_BLOCK = 64;

  @Mixin FeatureOptions files = new FeatureOptions();

  @Option(names = "--method", required = true, paramLabel = "M", description = "The method.")
  String method = "";

  @Option(
      names = "--select",
      paramLabel = "S",
      defaultValue = "fixed",
      description =
          "How to choose parameters: fixed (default), val, loo, or reference: on the test data, "
              + "as the published scripts do.")
  String select = "fixed";

  @Option(
      names = "--ties",
      paramLabel = "T",
      defaultValue = "first",
      description =
          "Which of equally good parameters is chosen: first (default), as the published scripts "
              + "do, or default, those nearest to the defaults or to what is set.")
  String ties = "first";

  @Mixin SetOption set = new SetOption();

  @Option(
      names = "--logits",
      paramLabel = "OUT.npy",
      description = "Write the test logits, float32 [n, k].")
  @Nullable Path logits;

  @Option(
      names = "--predictions",
      paramLabel = "OUT",
      description =
          "Write the answer to every row: a table (.csv) or one document (.json) with its row, "
              + "class, probability and logit.")
  @Nullable Path predictions;

  @Option(
      names = "--names",
      paramLabel = "FILE",
      description = "Names of the classes for --predictions, one a line, label 0 first.")
  @Nullable Path names;

  @Override
  public boolean usesEncoder() {
    return false;
  }

  @Override
  protected int run(Console console) throws Exception {
    Method chosen = Methods.of(method);
    Selection selection = Selection.of(select);
    boolean preferring = Ties.of(ties) == Ties.DEFAULT;
    Parameters parameters = Parameters.of(chosen, set.values());
    files.check(chosen, selection);
    checkOutputs();
    Stopwatch watch = new Stopwatch(console);
    try (FeatureFiles open = new FeatureFiles(watch::warn)) {
      EvaluatedFeatures features = EvaluatedFeatures.open(files, selection, open);
      // Loads the native library now, so that its time is counted as loading.
      Gemm.best();
      Task.Builder task =
          features
              .task()
              .selection(selection)
              .seed(common.seed())
              .parameters(parameters)
              .monitor(watch);
      if (preferring) {
        task.preferring(parameters);
      }
      ClassSet named = named(features.classes());
      PredictedRows answers;
      Classifier classifier;
      ExpectedRows unit = new ExpectedRows(chosen, open);
      try {
        watch.start("fit");
        classifier = chosen.fit(task.build());
        watch.start("predict");
        answers = predict(classifier, features.tested(), named);
      } catch (ParameterException e) {
        throw e;
      } catch (IllegalArgumentException e) {
        throw unit.failure(e);
      } finally {
        watch.closeProgress();
      }
      if (predictions != null) {
        answers.write(predictions, classifier.method().name(), features.truth());
      }
      watch.stop();
      unit.warnings().forEach(watch::warn);
      report(
          console, classifier, selection, answers.right(features.truth()), answers.size(), watch);
    }
    return console.exitCode();
  }

  private void checkOutputs() throws IOException {
    if (files.testLabels == null && predictions == null && logits == null) {
      throw new UsageException(
          "without --test-labels there is nothing to count; say where answers go with"
              + " --predictions or --logits");
    }
    if (names != null && predictions == null) {
      throw new UsageException("--names are written with --predictions");
    }
    if (predictions != null) {
      PredictedRows.requireKnownFormat(predictions);
      AtomicFile.requireWritable(predictions);
    }
    List<Path> outputs = Stream.of(predictions, logits).filter(Objects::nonNull).toList();
    List<Path> read = new ArrayList<>(files.given());
    if (names != null) {
      read.add(names);
    }
    Outputs.requireNotAmong(outputs, read);
  }

  private ClassSet named(ClassSet numbered) throws IOException {
    if (names == null) {
      return numbered;
    }
    ClassSet named = ClassList.ofFile(names).classes();
    if (named.size() != numbered.size()) {
      throw new CommandException(
          String.format(
              "%s names %d classes, but there are %d", names, named.size(), numbered.size()));
    }
    return named;
  }

  private PredictedRows predict(Classifier classifier, FeatureSource features, ClassSet named)
      throws IOException {
    int block = features.isSpatial() ? TOKEN_BLOCK : BLOCK;
    PredictedRows answers = new PredictedRows(features.size(), named, names != null);
    try (NpyWriter writer =
        logits == null ? null : NpyWriter.float32(logits, classifier.classes().size())) {
      for (int from = 0; from < features.size(); from += block) {
        int to = Math.min(features.size(), from + block);
        Matrix some = classifier.logits(features.read(from, to));
        answers.add(some, files.tested());
        if (writer != null) {
          writer.write(some);
        }
      }
      if (writer != null) {
        writer.commit();
      }
    }
    return answers;
  }

  private static void report(
      Console console,
      Classifier classifier,
      Selection selection,
      @Nullable Integer correct,
      int total,
      Stopwatch watch) {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("method", classifier.method().name());
    json.put("select", selection.label());
    json.put("params", classifier.parameters().asValues());
    json.put("correct", correct);
    json.put("total", total);
    json.put("accuracy", correct == null ? null : (double) correct / total);
    json.put("seconds", watch.seconds());
    json.put("warnings", watch.warnings());
    console.printJson(json);
    if (correct == null) {
      console.print("%d answered; without labels nothing is counted", total);
    } else {
      console.print("%d of %d right: %.2f %%", correct, total, 100.0 * correct / total);
    }
    console.print(
        "%s, %s: %s", classifier.method().name(), selection.label(), classifier.parameters());
    console.print("seconds: %s", watch.seconds());
  }
}
