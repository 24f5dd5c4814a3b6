package io.glimpse.cli.study;

import io.glimpse.cli.console.Console;
import io.glimpse.cli.console.FailureText;
import io.glimpse.cli.console.GlimpseCommand;
import io.glimpse.cli.console.UsageException;
import io.glimpse.document.StudyDocument;
import io.glimpse.encoder.Encoder;
import io.glimpse.featurestore.FeatureStoreException;
import io.glimpse.file.Version;
import io.glimpse.study.CellResult;
import io.glimpse.study.ResultLog;
import io.glimpse.study.Study;
import io.glimpse.study.StudyData;
import io.glimpse.study.StudyFolder;
import io.glimpse.study.StudyPlan;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code glimpse study run}: runs what a study's folder lacks. */
@Command(
    name = "run",
    description = {
      "Runs every method on every data set, with every encoder, number of shots and seed.",
      "Appends one line of JSON a result to OUT/results.jsonl. Started again, it goes on where it",
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

  private static final int MOST_JOBS = 64;

  @Parameters(
      paramLabel = "DATASET",
      arity = "1..*",
      description = "Data sets of 'glimpse data list', or folders or CSV tables below the root.")
  List<String> datasets = List.of();

  @Mixin StudySourceOptions source = new StudySourceOptions();

  @Mixin StudyPlanOptions what = new StudyPlanOptions();

  @Option(
      names = "--jobs",
      paramLabel = "N",
      defaultValue = "1",
      description = "Experiments at a time; default: 1, which alone measures memory.")
  int jobs = 1;

  @Option(names = "--out", paramLabel = "DIR", required = true, description = "The study's folder.")
  Path out = Path.of("");

  @Override
  protected int run(Console console) throws Exception {
    StudyPlan plan = what.plan();
    source.check(common);
    source.checkNames(datasets);
    if (source.list != null && what.ablations) {
      throw new UsageException("--ablations takes other numbers of shots than --list has");
    }
    if (jobs < 1 || jobs > MOST_JOBS) {
      throw new UsageException("--jobs must be 1 to " + MOST_JOBS + ", not " + jobs);
    }
    List<StudyPlan> plans = new ArrayList<>(List.of(plan));
    plans.addAll(what.besides(plan));
    Study.Outcome sum = new Study.Outcome(0, 0, 0);
    StudyProgress progress = new StudyProgress(console);
    try (StudyFolder folder = StudyFolder.open(out)) {
      for (String name : source.encoders(common)) {
        try (Encoder encoder =
            source.fromPictures() ? common.open(name, Integer.MAX_VALUE, console) : null) {
          StudySourceOptions.requireKey("an encoder", encoder == null ? name : encoder.name());
          for (String dataset : datasets) {
            for (StudyPlan one : plans) {
              Study study = new Study(folder, one, Version.current(), jobs, progress);
              sum = sum.plus(run(study, one, dataset, name, encoder, progress));
            }
          }
        }
      }
    }
    report(console, sum);
    return console.exitCode();
  }

  /** Runs a plan on one data set; where that cannot be opened, the others go on. */
  private Study.Outcome run(
      Study study,
      StudyPlan plan,
      String dataset,
      String name,
      @Nullable Encoder encoder,
      StudyProgress progress)
      throws IOException {
    StudyData data;
    try {
      data = source.open(dataset, datasets.size() > 1, name, encoder, out, plan, common, progress);
    } catch (IOException | UncheckedIOException | IllegalArgumentException e) {
      String inResults = encoder == null ? name : encoder.name();
      return study.unopened(source.nameInResults(dataset), inResults, FailureText.of(e));
    }
    try (data) {
      return study.run(data);
    } catch (FeatureStoreException | UncheckedIOException e) {
      // Its experiments are on record, so that they stay visibly missing.
      progress.failed(dataset, FailureText.of(e));
      return new Study.Outcome(0, 0, 1);
    }
  }

  private void report(Console console, Study.Outcome sum) throws IOException {
    console.printJson(
        new StudyDocument(
            out.toString(),
            sum.computed(),
            sum.kept(),
            sum.failed(),
            ResultLog.read(out).stream().map(StudyRunCommand::result).toList(),
            console.errors()));
    console.print(
        "%d experiments run, %d kept from before, %d failed; results are in %s",
        sum.computed(), sum.kept(), sum.failed(), out.resolve("results.jsonl"));
    console.print("glimpse study report %s", out);
  }

  private static StudyDocument.Result result(CellResult result) {
    CellResult.Score score = result.score();
    return new StudyDocument.Result(
        result.dataset(),
        result.encoder(),
        result.variant(),
        result.shots(),
        result.seed(),
        result.protocol(),
        score == null ? null : score.correct(),
        score == null ? null : score.total(),
        score == null ? null : score.accuracy(),
        score == null ? String.valueOf(result.error()) : null);
  }
}
