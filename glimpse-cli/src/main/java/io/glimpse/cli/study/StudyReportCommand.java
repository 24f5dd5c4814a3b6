package io.glimpse.cli.study;

import io.glimpse.cli.console.Console;
import io.glimpse.cli.console.GlimpseCommand;
import io.glimpse.file.Version;
import io.glimpse.studyreport.StudyReport;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code glimpse study report}: what a study found, beside the papers' figures. */
@Command(
    name = "report",
    description = {
      "Writes the report of a study as one page, and its tables as CSV, JSON and Markdown.",
      "DIR/report.html needs nothing beside it. Experiments that are missing stay visibly missing."
    },
    mixinStandardHelpOptions = true,
    footerHeading = "%nExamples:%n",
    footer = {"  glimpse study report out/caltech"})
final class StudyReportCommand extends GlimpseCommand {

  @Parameters(paramLabel = "DIR", description = "The study's folder.")
  Path folder = Path.of("");

  @Override
  public boolean usesEncoder() {
    return false;
  }

  @Override
  protected int run(Console console) throws Exception {
    StudyReport report = StudyReport.of(folder, Version.current());
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("out", folder.toString());
    json.put("results", report.size());
    json.put("files", report.write().stream().map(Path::toString).toList());
    console.printJson(json);
    console.print("%d results; open %s", report.size(), folder.resolve("report.html"));
    return console.exitCode();
  }
}
