package io.glimpse.cli.model;

import io.glimpse.cli.console.Console;
import io.glimpse.cli.console.GlimpseCommand;
import io.glimpse.cli.console.RemedyWords;
import io.glimpse.cli.console.UsageException;
import io.glimpse.model.ModelStore;
import io.glimpse.model.PullOptions;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code glimpse model pull}: from where it is published to this machine. */
@Command(
    name = "pull",
    description = {
      "Fetches models by name.",
      "An interrupted download goes on where it stopped; a file is used only once its SHA-256 is"
          + " right.",
      "A file that Hugging Face's own tools have fetched already is not downloaded again; what asks"
          + " to accept terms first, as DINOv3 does, is fetched by them and then taken from there."
    },
    mixinStandardHelpOptions = true,
    footerHeading = "%nExamples:%n",
    footer = {
      "  glimpse model pull ViT-B/32",
      "  glimpse model pull RN50 ViT-B/16 --json",
      "  glimpse model pull ViT-B-32/laion2b_s34b_b79k --trust-on-first-use",
      "  glimpse model pull google/siglip2-base-patch16-224 --trust-on-first-use",
      "  HF_ENDPOINT=https://mirror.example glimpse model pull openai/clip-vit-large-patch14"
    })
final class ModelPullCommand extends GlimpseCommand {

  @Parameters(arity = "1..*", paramLabel = "NAME", description = "As 'glimpse model list' has it.")
  List<String> names = List.of();

  @Option(
      names = "--sha256",
      paramLabel = "[FILE=]DIGEST",
      description =
          "The checksum that the weights, or the named file of the model, must have; may be"
              + " repeated.")
  List<String> digests = List.of();

  @Option(
      names = "--trust-on-first-use",
      description =
          "Take a file that has no published checksum, record the one it has, and hold later"
              + " downloads to it.")
  boolean trustOnFirstUse;

  @Override
  public boolean usesEncoder() {
    return false;
  }

  @Override
  protected int run(Console console) throws Exception {
    ModelStore store = ModelStore.ofUser();
    for (String name : names) {
      if (store.catalogue().find(name).isEmpty()) {
        throw new UsageException(String.valueOf(RemedyWords.message(store.absence(name))));
      }
    }
    if (names.size() > 1 && !digests.isEmpty()) {
      throw new UsageException("--sha256 is for one model; pull them one by one");
    }
    PullOptions options = new PullOptions(common.offline, trustOnFirstUse, given());
    ModelListing facts = new ModelListing();
    for (String name : names) {
      try (ModelProgress progress = new ModelProgress(console, "Fetching")) {
        store.pull(name, options, progress);
        facts.add(store.look(name));
      } catch (IOException e) {
        console.failed(name, e);
      }
    }
    facts.printPaths(console);
    facts.printJson(console);
    return console.exitCode();
  }

  private Map<String, String> given() {
    Map<String, String> given = new LinkedHashMap<>();
    for (String digest : digests) {
      int sign = digest.indexOf('=');
      String file = sign < 0 ? "" : digest.substring(0, sign);
      given.put(file, ModelDigest.of(digest.substring(sign + 1)));
    }
    return given;
  }
}
