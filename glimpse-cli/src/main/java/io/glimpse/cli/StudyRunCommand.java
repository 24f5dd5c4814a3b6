package io.glimpse.cli;

import io.glimpse.data.DatasetException;
import io.glimpse.data.PromptSet;
import io.glimpse.encoder.Encoder;
import io.glimpse.encoder.Encoders;
import io.glimpse.featurestore.FeatureStoreException;
import io.glimpse.study.AblationPlan;
import io.glimpse.study.CellResult;
import io.glimpse.study.MethodVariant;
import io.glimpse.study.Protocol;
import io.glimpse.study.ResultLog;
import io.glimpse.study.Study;
import io.glimpse.study.StudyData;
import io.glimpse.study.StudyFolder;
import io.glimpse.study.StudyPlan;
import io.glimpse.study.StudySource;
import io.glimpse.study.ValidationPictures;
import io.glimpse.views.Fusion;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code glimpse study run}: runs what a study's folder lacks. */
@Command(
    name = "run",
    description = {
      "Runs every method on every data set, with every encoder, number of shots and seed, and",
      "appends one line of JSON a result to OUT/results.jsonl. Started again, it goes on where it",
      "was: nothing is run twice unless its inputs have changed."
    },
    mixinStandardHelpOptions = true,
    footerHeading = "%nExamples:%n",
    footer = {
      "  glimpse study run caltech101 --root data/ --out out/caltech",
      "  glimpse study run caltech101 --root data/ --out out/caltech --methods tip:cache_size=4,tip",
      "  glimpse study run caltech101 --features out/caltech66 --encoders ViT-B/32 --out out/c66"
    })
final class StudyRunCommand extends GlimpseCommand {

  private static final String ALL_METHODS =
      "zero-shot,calip,calip-fs,tip,tip-f,clip-adapter,linear-probe";

  @Parameters(
      paramLabel = "DATASET",
      arity = "1..*",
      description = "Data sets of 'glimpse data list', or folders or CSV tables below the root.")
  List<String> datasets = List.of();

  @Option(
      names = "--root",
      paramLabel = "DIR",
      description = "The folder that holds the data sets' folders, or the data set's own.")
  @Nullable Path root;

  @Option(
      names = "--features",
      paramLabel = "DIR",
      description = "Ready features instead of pictures; docs/DATASETS.md has the layout.")
  @Nullable Path features;

  @Option(
      names = "--encoders",
      paramLabel = "A,B",
      description = "Encoders by name or path; with --features, what to call theirs.")
  @Nullable String encoders;

  @Option(
      names = "--shots",
      paramLabel = "K,K",
      defaultValue = "1,2,4,8,16",
      description = "Examples a class; default: ${DEFAULT-VALUE}.")
  String shots = "";

  @Option(
      names = "--methods",
      paramLabel = "M,M",
      defaultValue = ALL_METHODS,
      description = {
        "Methods, each with settings if wanted: tip:alpha=1:beta=5.5:select=fixed;",
        "default: ${DEFAULT-VALUE}."
      })
  String methods = "";

  @Option(
      names = "--seeds",
      paramLabel = "S,S",
      defaultValue = "1,2,3",
      description = "Seeds of samples and training; default: ${DEFAULT-VALUE}.")
  String seeds = "";

  @Option(
      names = "--protocol",
      paramLabel = "P",
      defaultValue = "honest",
      description = {
        "honest (default): parameters are chosen on validation pictures, or without any by leaving",
        "shots out. reference: on the test set, as the published scripts do."
      })
  String protocol = "";

  @Option(
      names = "--validation",
      paramLabel = "V",
      defaultValue = "whole",
      description = {
        "whole (default): all validation pictures, as Tip-Adapter does. few-shot: at most 4 a class",
        "and never more than shots, as CoOp does."
      })
  String validation = "";

  @Option(
      names = "--prompts",
      paramLabel = "P",
      defaultValue = "tip",
      description = "Published templates: single, tip (default) or clip.")
  String prompts = "";

  @Option(
      names = "--views",
      paramLabel = "V",
      defaultValue = "1",
      description = "Views of each shot: 1 (default) is its centre; Tip-Adapter takes 10 crops.")
  int views = 1;

  @Option(
      names = "--ablations",
      description = {
        "Besides, what the ablations of the report need: CALIP's terms, scale and pooling,",
        "Tip-Adapter's alpha, beta and cache size, shots beyond 16."
      })
  boolean ablations;

  @Option(
      names = "--jobs",
      paramLabel = "N",
      defaultValue = "1",
      description = "Experiments at a time; default: 1, which alone measures memory.")
  int jobs = 1;

  @Option(names = "--out", paramLabel = "DIR", required = true, description = "The study's folder.")
  Path out = Path.of("");

  @Option(
      names = "--store",
      paramLabel = "DIR",
      description = "Encoded features, to share between studies; default: OUT/features.")
  @Nullable Path store;

  @Override
  int run(Console console) throws Exception {
    StudyPlan plan = plan();
    if ((root == null) == (features == null)) {
      throw new UsageException("give the pictures with --root, or ready features with --features");
    }
    StudySource.Pictures pictures = pictures();
    List<String> names =
        encoders == null ? List.of(defaultEncoder()) : list(encoders, "--encoders", n -> n);
    Study.Outcome sum = new Study.Outcome(0, 0, 0);
    try (StudyFolder folder = StudyFolder.open(out);
        StudyProgress progress = new StudyProgress(console)) {
      Study study = new Study(folder, plan, VersionInfo.version(), jobs, progress);
      List<StudyPlan> extra = ablations ? AblationPlan.of(plan) : List.of();
      for (String name : names) {
        Encoder encoder = features != null ? null : common.open(name, Integer.MAX_VALUE, console);
        try {
          for (String dataset : datasets) {
            sum = sum.plus(one(dataset, name, encoder, pictures, study, plan, progress));
            for (StudyPlan ablation : extra) {
              Study other = new Study(folder, ablation, VersionInfo.version(), jobs, progress);
              sum = sum.plus(one(dataset, name, encoder, pictures, other, ablation, progress));
            }
          }
        } finally {
          if (encoder != null) {
            encoder.close();
          }
        }
      }
    }
    report(console, sum);
    return console.exitCode();
  }

  private Study.Outcome one(
      String dataset,
      String name,
      @Nullable Encoder encoder,
      StudySource.Pictures pictures,
      Study study,
      StudyPlan plan,
      StudyProgress progress)
      throws IOException {
    try (StudyData data = open(dataset, name, encoder, pictures, plan, progress)) {
      return study.run(data);
    } catch (DatasetException | FeatureStoreException e) {
      progress.failed(dataset, String.valueOf(e.getMessage()));
      return new Study.Outcome(0, 0, 1);
    }
  }

  private StudyData open(
      String dataset,
      String name,
      @Nullable Encoder encoder,
      StudySource.Pictures pictures,
      StudyPlan plan,
      StudyProgress progress)
      throws IOException {
    if (features != null) {
      return StudySource.ready(dataset, features, name);
    }
    if (root == null || encoder == null) {
      throw new IllegalStateException("checked above");
    }
    Path features = store != null ? store : out.resolve("features");
    return StudySource.pictures(
        dataset, root, features.resolve(StudyFolder.safe(name)), encoder, pictures, plan, progress);
  }

  private String defaultEncoder() {
    if (features == null) {
      return common.encoderName(Encoders.DEFAULT);
    }
    return common.encoderName(features.toAbsolutePath().normalize().getFileName().toString());
  }

  private StudySource.Pictures pictures() {
    PromptSet set =
        switch (prompts.toLowerCase(Locale.ROOT)) {
          case "single" -> PromptSet.SINGLE;
          case "tip" -> PromptSet.TIP_ADAPTER;
          case "clip" -> PromptSet.CLIP;
          default ->
              throw new UsageException("--prompts is single, tip or clip, not '" + prompts + "'");
        };
    ShotViews.ofOption(views, 1, BankKind.PICTURES, Fusion.AVERAGED);
    if (jobs < 1 || jobs > 64) {
      throw new UsageException("--jobs must be 1 to 64, not " + jobs);
    }
    return new StudySource.Pictures(set, views, common.decoding(true), common.threads());
  }

  private StudyPlan plan() {
    try {
      return new StudyPlan(
          list(methods, "--methods", MethodVariant::parse),
          list(shots, "--shots", Integer::parseInt),
          list(seeds, "--seeds", Long::parseLong),
          oneOf(protocol, "--protocol", Protocol.values(), Protocol::label),
          oneOf(
              validation, "--validation", ValidationPictures.values(), ValidationPictures::label));
    } catch (IllegalArgumentException e) {
      throw new UsageException(String.valueOf(e.getMessage()));
    }
  }

  private static <T> T oneOf(String text, String option, T[] values, Function<T, String> label) {
    List<String> labels = new ArrayList<>();
    for (T value : values) {
      if (label.apply(value).equals(text.toLowerCase(Locale.ROOT))) {
        return value;
      }
      labels.add(label.apply(value));
    }
    throw new UsageException(
        option + " is " + String.join(" or ", labels) + ", not '" + text + "'");
  }

  private static <T> List<T> list(String text, String option, Function<String, T> parse) {
    Set<T> values = new LinkedHashSet<>();
    for (String part : text.split(",", -1)) {
      if (part.isBlank()) {
        throw new UsageException(option + " has an empty part: '" + text + "'");
      }
      try {
        values.add(parse.apply(part.strip()));
      } catch (NumberFormatException e) {
        throw new UsageException(option + " takes whole numbers, not '" + part.strip() + "'");
      }
    }
    return List.copyOf(values);
  }

  private void report(Console console, Study.Outcome sum) throws IOException {
    List<Map<String, Object>> rows = new ArrayList<>();
    for (CellResult result : ResultLog.read(out)) {
      Map<String, Object> row = new LinkedHashMap<>();
      row.put("dataset", result.dataset());
      row.put("encoder", result.encoder());
      row.put("method", result.variant());
      row.put("shots", result.shots());
      row.put("seed", result.seed());
      row.put("protocol", result.protocol());
      if (result.score() != null) {
        row.put("correct", result.score().correct());
        row.put("total", result.score().total());
        row.put("accuracy", result.score().accuracy());
      } else {
        row.put("error", String.valueOf(result.error()));
      }
      rows.add(row);
    }
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("out", out.toString());
    json.put("computed", sum.computed());
    json.put("kept", sum.kept());
    json.put("failed", sum.failed());
    json.put("results", rows);
    json.put("errors", console.errors());
    console.printJson(json);
    console.print(
        "%d experiments run, %d kept from before, %d failed; results are in %s",
        sum.computed(), sum.kept(), sum.failed(), out.resolve("results.jsonl"));
    console.print("glimpse study report %s", out);
  }
}
