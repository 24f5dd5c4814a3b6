package io.glimpse.cli.model;

import io.glimpse.cli.console.Console;
import io.glimpse.cli.console.GlimpseCommand;
import io.glimpse.model.ModelStore;
import io.glimpse.model.StoredModel;
import picocli.CommandLine.Command;

/** {@code glimpse model list}: what can be fetched and what is here. */
@Command(
    name = "list",
    description = {
      "Lists the models that can be fetched and those that are here.",
      "States: absent, partial (a pull goes on from there), unverified (a pull mends it), verified.",
      "Sizes with ~ are rounded, as published. Licences are those that the publishers state with"
          + " the weights: read them there. Whatever is not in the list can be imported from disk."
    },
    mixinStandardHelpOptions = true,
    footerHeading = "%nExamples:%n",
    footer = {"  glimpse model list", "  glimpse model list --json"})
final class ModelListCommand extends GlimpseCommand {

  @Override
  public boolean usesEncoder() {
    return false;
  }

  @Override
  protected int run(Console console) throws Exception {
    ModelListing facts = new ModelListing();
    for (StoredModel model : ModelStore.ofUser().list()) {
      facts.add(model);
    }
    facts.printTable(console);
    facts.printJson(console);
    return console.exitCode();
  }
}
