package io.glimpse.cli.model;

import io.glimpse.cli.console.Console;
import io.glimpse.cli.console.GlimpseCommand;
import io.glimpse.cli.console.UsageException;
import io.glimpse.encoder.Encoders;
import io.glimpse.model.ModelStore;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code glimpse model import}: from disk into the store. */
@Command(
    name = "import",
    description = {
      "Checks a model on disk and copies all that it needs.",
      "That is weights, configuration and tokenizer, or networks with their data, held to what an"
          + " encoder asks that opens them.",
      "Takes every layout that --encoder takes: files of weights, folders of open_clip and"
          + " transformers, folders of ONNX files, and repositories as Hugging Face's programs keep"
          + " them (models--org--name). From then on --encoder takes the name.",
      "Under a name that 'glimpse model list' has, published checksums must be right."
    },
    mixinStandardHelpOptions = true,
    footerHeading = "%nExamples:%n",
    footer = {
      "  glimpse model import ~/.cache/clip/ViT-B-32.pt --name ViT-B/32",
      "  glimpse model import siglip2-base-patch16-224/ --name siglip2",
      "  glimpse model import ~/.cache/huggingface/hub/models--Xenova--mobileclip_s0 --name"
          + " mobileclip",
      "  glimpse model import finetuned/ --name ours/v3",
      "  glimpse model import ours.pt --name ours/v4 --sha256 9f86d08…"
    })
final class ModelImportCommand extends GlimpseCommand {

  @Parameters(
      paramLabel = "FILE|FOLDER",
      description = "The weights or a network, or the folder of the model.")
  Path source = Path.of("");

  @Option(names = "--name", required = true, paramLabel = "N", description = "The model's name.")
  String name = "";

  @Option(
      names = "--sha256",
      paramLabel = "DIGEST",
      description = "The checksum that the weights must have.")
  @Nullable String sha256;

  @Override
  public boolean usesEncoder() {
    return false;
  }

  @Override
  protected int run(Console console) throws Exception {
    String digest = sha256 == null ? null : ModelDigest.of(sha256);
    ModelStore store = ModelStore.ofUser();
    if (!store.isName(name)) {
      throw new UsageException(
          "--name '" + name + "': use letters, digits and single . _ @ + - or / between them");
    }
    if (name.equals(Encoders.DEFAULT)) {
      throw new UsageException("--name '" + name + "': that is the embedded encoder's name");
    }
    ModelListing facts = new ModelListing();
    try (ModelProgress progress = new ModelProgress(console, "Reading")) {
      store.importFrom(source, name, digest, progress);
      facts.add(store.look(name));
    }
    facts.printPaths(console);
    facts.printJson(console);
    return console.exitCode();
  }
}
