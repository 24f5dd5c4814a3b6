package io.glimpse.cli.model;

import io.glimpse.cli.console.Console;
import io.glimpse.cli.console.GlimpseCommand;
import io.glimpse.model.ModelStore;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code glimpse model rm}: off this machine. */
@Command(
    name = "rm",
    description = "Removes models from this machine, whole ones and the parts of a pull.",
    mixinStandardHelpOptions = true,
    footerHeading = "%nExamples:%n",
    footer = {"  glimpse model rm RN50", "  glimpse model rm ours/v3 --forget"})
final class ModelRemoveCommand extends GlimpseCommand {

  @Parameters(arity = "1..*", paramLabel = "NAME", description = "Models.")
  List<String> names = List.of();

  @Option(
      names = "--forget",
      description = "Also forget the checksum that was recorded at the first use.")
  boolean forget;

  @Override
  public boolean usesEncoder() {
    return false;
  }

  @Override
  protected int run(Console console) throws Exception {
    ModelStore store = ModelStore.ofUser();
    List<String> removed = new ArrayList<>();
    for (String name : names) {
      if (store.remove(name, forget)) {
        removed.add(name);
        console.print("%s is removed", name);
      } else {
        console.failed(name, store.absence(name));
      }
    }
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("removed", removed);
    answer.put("errors", console.errors());
    console.printJson(answer);
    return console.exitCode();
  }
}
