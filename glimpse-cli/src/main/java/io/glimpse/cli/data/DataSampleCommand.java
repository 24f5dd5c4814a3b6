package io.glimpse.cli.data;

import io.glimpse.cli.console.Console;
import io.glimpse.cli.console.GlimpseCommand;
import io.glimpse.cli.console.UsageException;
import io.glimpse.data.Dataset;
import io.glimpse.data.FewShotProtocol;
import io.glimpse.data.FewShotSample;
import io.glimpse.data.LabelledImage;
import io.glimpse.data.ShotListFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code glimpse data sample}: which pictures a few-shot classifier is made of. */
@Command(
    name = "sample",
    description =
        "Draws the few-shot sample that the papers' Python scripts draw with the same seed, and"
            + " prints a line a picture: label, class, path.",
    mixinStandardHelpOptions = true,
    footerHeading = "%nExamples:%n",
    footer = {
      "  glimpse data sample caltech101 --root data/ --shots 16",
      "  glimpse data sample dtd --root data/ --shots 4 --seed 2 --protocol coop --json > list.json",
      "  glimpse data sample dtd --root data/ --list list.json"
    })
final class DataSampleCommand extends GlimpseCommand {

  @Mixin DataOptions data = new DataOptions();

  @Option(names = "--shots", paramLabel = "K", description = "Pictures a class.")
  @Nullable Integer shots;

  @Option(
      names = "--protocol",
      paramLabel = "P",
      defaultValue = "tip",
      description =
          "tip (default) or coop, which also draws min(K,4) pictures a class to validate on.")
  String protocol = "tip";

  @Option(
      names = "--list",
      paramLabel = "F",
      description = "Check and print a list of this command's JSON instead of drawing one.")
  @Nullable Path list;

  @Override
  public boolean usesEncoder() {
    return false;
  }

  @Override
  protected int run(Console console) throws Exception {
    FewShotProtocol rules = protocol();
    if ((shots == null) == (list == null)) {
      throw new UsageException("either --shots or --list is needed");
    }
    Dataset dataset = data.open(console);
    FewShotSample sample = sample(dataset, rules);
    sample.warnings().forEach(console::note);
    for (LabelledImage picture : sample.train()) {
      console.print("%d\t%s\t%s", picture.label(), name(dataset, picture), picture.path());
    }
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("dataset", sample.dataset());
    json.put("shots", sample.shots());
    json.put("seed", sample.seed());
    // What the paths are below, for commands that read the list as a table.
    json.put("folder", dataset.folder().toAbsolutePath().normalize().toString());
    json.put("items", items(dataset, sample.train()));
    if (!sample.validation().equals(dataset.validation())) {
      json.put("validation", items(dataset, sample.validation()));
    }
    json.put("warnings", console.notes());
    console.printJson(json);
    return console.exitCode();
  }

  private FewShotSample sample(Dataset dataset, FewShotProtocol rules) throws IOException {
    if (list != null) {
      return ShotListFile.read(list, dataset);
    }
    return FewShotSample.draw(dataset, shots == null ? 1 : shots, common.seed(), rules);
  }

  private FewShotProtocol protocol() {
    if (shots != null && shots < 1) {
      throw new UsageException("--shots must be at least 1, not " + shots);
    }
    return switch (protocol) {
      case "tip" -> FewShotProtocol.TIP_ADAPTER;
      case "coop" -> FewShotProtocol.COOP;
      default -> throw new UsageException("--protocol is tip or coop, not '" + protocol + "'");
    };
  }

  private static String name(Dataset dataset, LabelledImage picture) {
    return dataset.classes().names().get(picture.label());
  }

  private static List<Map<String, Object>> items(Dataset dataset, List<LabelledImage> pictures) {
    List<Map<String, Object>> items = new ArrayList<>();
    for (LabelledImage picture : pictures) {
      Map<String, Object> item = new LinkedHashMap<>();
      item.put("path", picture.path());
      item.put("label", picture.label());
      item.put("class", name(dataset, picture));
      items.add(item);
    }
    return items;
  }
}
