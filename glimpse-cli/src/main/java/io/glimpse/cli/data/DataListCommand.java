package io.glimpse.cli.data;

import io.glimpse.cli.console.Console;
import io.glimpse.cli.console.GlimpseCommand;
import io.glimpse.data.Counts;
import io.glimpse.data.DatasetCatalogue;
import io.glimpse.data.DatasetInfo;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.Command;

/** {@code glimpse data list}: what data sets there are. */
@Command(
    name = "list",
    description = "Lists the data sets of the few-shot papers, with their published sizes.",
    mixinStandardHelpOptions = true,
    footerHeading = "%nExamples:%n",
    footer = {"  glimpse data list", "  glimpse data list --json"})
final class DataListCommand extends GlimpseCommand {

  @Override
  public boolean usesEncoder() {
    return false;
  }

  @Override
  protected int run(Console console) {
    List<Map<String, Object>> datasets = new ArrayList<>();
    console.print("%-26s %-24s %7s %9s %7s %7s", "name", "", "classes", "train", "val", "test");
    for (DatasetInfo info : DatasetCatalogue.standard().entries()) {
      Counts counts = info.counts();
      console.print(
          "%-26s %-24s %7d %9d %7d %7d",
          info.name(),
          info.title(),
          counts.classes(),
          counts.train(),
          counts.validation(),
          counts.test());
      datasets.add(facts(info));
    }
    console.printJson(Map.of("datasets", datasets));
    return console.exitCode();
  }

  private static Map<String, Object> facts(DatasetInfo info) {
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("name", info.name());
    facts.put("title", info.title());
    facts.put("kind", info.kind().name().toLowerCase(Locale.ROOT));
    facts.put("counts", facts(info.counts()));
    facts.put("folders", info.folders());
    facts.put("split_file", info.splitFile());
    facts.put("home", info.home());
    List<Map<String, Object>> fetch = new ArrayList<>();
    for (DatasetInfo.Step step : info.fetch()) {
      Map<String, Object> one = new LinkedHashMap<>();
      one.put("what", step.what());
      one.put("put", step.put());
      fetch.add(one);
    }
    facts.put("fetch", fetch);
    return facts;
  }

  /** Sizes, for JSON. */
  static Map<String, Object> facts(Counts counts) {
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("classes", counts.classes());
    facts.put("train", counts.train());
    facts.put("val", counts.validation());
    facts.put("test", counts.test());
    return facts;
  }
}
