package io.glimpse.cli.data;

import io.glimpse.cli.console.Console;
import io.glimpse.cli.console.GlimpseCommand;
import io.glimpse.data.CheckReport;
import io.glimpse.data.Counts;
import io.glimpse.data.Dataset;
import io.glimpse.data.DatasetCheck;
import io.glimpse.data.DatasetInfo;
import io.glimpse.data.SplitOrigin;
import io.glimpse.progress.Progress;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code glimpse data check}: whether a data set is whole. */
@Command(
    name = "check",
    description =
        "Checks a data set: its counts, the digest of its split file, and that every picture is"
            + " there and can be decoded.",
    mixinStandardHelpOptions = true,
    footerHeading = "%nExamples:%n",
    footer = {
      "  glimpse data check caltech101 --root data/",
      "  glimpse data check imagenet --root data/ --quick"
    })
final class DataCheckCommand extends GlimpseCommand {

  /** A split file for other pictures names thousands that are missing. */
  private static final int NAMED = 20;

  @Mixin DataOptions data = new DataOptions();

  @Option(names = "--quick", description = "Look whether pictures are there, but decode none.")
  boolean quick;

  @Override
  public boolean usesEncoder() {
    return false;
  }

  @Override
  protected int run(Console console) throws Exception {
    Dataset dataset = data.open(console);
    Counts counts = dataset.counts();
    CheckReport report;
    try (Progress progress = console.progress("check", counts.pictures())) {
      report =
          new DatasetCheck(common.decoding(true), !quick, common.threads())
              .run(dataset, progress::step);
    }
    console.print(
        "%s: %d classes; %d pictures to train, %d to validate, %d to test on, in %s",
        dataset.name(),
        counts.classes(),
        counts.train(),
        counts.validation(),
        counts.test(),
        dataset.folder());
    console.print("split: %s", split(dataset.origin()));
    name(report, dataset, console);
    console.print(
        report.isWhole()
            ? "all is well"
            : String.format(
                Locale.ROOT,
                "%d pictures are missing, %d cannot be read, %d other things are wrong",
                report.missing().size(),
                report.unreadable().size(),
                report.wrong().size()));
    console.printJson(json(report, dataset, console));
    return console.exitCode();
  }

  private static String split(SplitOrigin origin) {
    return switch (origin.kind()) {
      case PUBLISHED -> origin.file() + ", as published";
      case FILE -> origin.file() + ", not known to be the published one";
      case OFFICIAL -> "the data set's own";
      case DRAWN -> "drawn here";
    };
  }

  private static void name(CheckReport report, Dataset dataset, Console console) {
    List<String> missing = report.missing();
    for (String path : missing.subList(0, Math.min(NAMED, missing.size()))) {
      console.failed(path, dataset.folder().resolve(path) + ": there is no such file");
    }
    if (missing.size() > NAMED) {
      console.failed(
          dataset.folder().toString(),
          dataset.folder() + ": " + (missing.size() - NAMED) + " more pictures are missing");
    }
    report.unreadable().forEach(one -> console.failed(one.path(), one.reason()));
    report.wrong().forEach(sentence -> console.failed(dataset.folder().toString(), sentence));
    if (!report.isWhole()) {
      dataset.info().map(DatasetInfo::remedy).ifPresent(console::note);
    }
  }

  private static Map<String, Object> json(CheckReport report, Dataset dataset, Console console) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("dataset", dataset.name());
    json.put("folder", dataset.folder().toString());
    json.put("whole", report.isWhole());
    json.put("counts", DataListCommand.facts(dataset.counts()));
    dataset.info().ifPresent(info -> json.put("published", DataListCommand.facts(info.counts())));
    Map<String, Object> split = new LinkedHashMap<>();
    split.put("kind", dataset.origin().kind().name().toLowerCase(Locale.ROOT));
    Path file = dataset.origin().file();
    split.put("file", file == null ? null : file.toString());
    split.put("sha256", dataset.origin().sha256());
    json.put("split", split);
    json.put("missing", report.missing());
    json.put("unreadable", report.unreadable().stream().map(CheckReport.Unreadable::path).toList());
    json.put("warnings", console.notes());
    json.put("errors", console.errors());
    return json;
  }
}
