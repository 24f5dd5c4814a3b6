package io.glimpse.cli.model;

import io.glimpse.cli.console.Console;
import io.glimpse.cli.console.GlimpseCommand;
import io.glimpse.model.ModelStore;
import io.glimpse.model.StoredModel;
import io.glimpse.model.Verification;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code glimpse model verify}: are the files as they were? */
@Command(
    name = "verify",
    description = {
      "Reads models again and compares their checksums; without a name, all that are here.",
      "A model that has changed is not used any more; 'glimpse model pull' mends it."
    },
    mixinStandardHelpOptions = true,
    footerHeading = "%nExamples:%n",
    footer = {"  glimpse model verify", "  glimpse model verify ViT-B/32 RN50 --json"})
final class ModelVerifyCommand extends GlimpseCommand {

  @Parameters(arity = "0..*", paramLabel = "NAME", description = "Models; default: all.")
  List<String> names = List.of();

  @Override
  public boolean usesEncoder() {
    return false;
  }

  @Override
  protected int run(Console console) throws Exception {
    ModelStore store = ModelStore.ofUser();
    ModelListing facts = new ModelListing();
    for (String name : names.isEmpty() ? all(store) : names) {
      try (ModelProgress progress = new ModelProgress(console, "Reading")) {
        Verification verification = store.verify(name, progress);
        for (String problem : verification.problems()) {
          console.failed(name, problem + "; pull or import " + name + " again");
        }
        if (verification.isWhole()) {
          console.print("%s is as it was", name);
        }
        facts.add(store.look(name));
      } catch (IOException e) {
        console.failed(name, e);
      }
    }
    facts.printJson(console);
    return console.exitCode();
  }

  /** A model whose file is gone or cut is among them: that is what this command is to find. */
  private static List<String> all(ModelStore store) throws IOException {
    List<String> names = new ArrayList<>();
    for (StoredModel model : store.list()) {
      if (store.isRecorded(model.name())) {
        names.add(model.name());
      }
    }
    return names;
  }
}
