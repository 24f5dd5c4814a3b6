package io.glimpse.cli.bank;

import io.glimpse.bank.Bank;
import io.glimpse.bank.BankFile;
import io.glimpse.cli.console.Console;
import io.glimpse.cli.console.FailureText;
import io.glimpse.cli.console.GlimpseCommand;
import io.glimpse.encoder.Encoder;
import io.glimpse.featurefile.BankFeatures;
import io.glimpse.shots.BankBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code glimpse bank features}: what a bank holds, as files for other programs. */
@Command(
    name = "features",
    description = {
      "Writes the features of a bank as files for other programs and for 'bank build --features'.",
      "They are features.npy, labels.npy, text.npy, prompts.npy (where all classes have as many",
      "prompts), names.txt and shots.csv."
    },
    mixinStandardHelpOptions = true,
    footerHeading = "%nExamples:%n",
    footer = {
      "  glimpse bank features my.bank -o features/",
      "  glimpse bank build --features features/features.npy --labels features/labels.npy \\",
      "      --names features/names.txt --text features/prompts.npy -o same.bank"
    })
final class BankFeaturesCommand extends GlimpseCommand {

  @Parameters(paramLabel = "FILE", description = "The bank; it stays as it is.")
  Path file = Path.of("");

  @Option(
      names = {"-o", "--out"},
      required = true,
      paramLabel = "DIR",
      description = "A folder, made if missing.")
  Path out = Path.of("");

  @Override
  public boolean readsPictures() {
    return false;
  }

  @Override
  protected int run(Console console) throws Exception {
    Bank bank = BankFile.read(file);
    Files.createDirectories(out);
    List<Path> written;
    try (Encoder encoder = encoder(bank, console)) {
      written = BankFeatures.write(bank, encoder, out);
    }
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("bank", file.toString());
    json.put("rows", bank.cache().size());
    json.put("classes", bank.classes().names());
    json.put("files", written.stream().map(Path::toString).toList());
    json.put("errors", console.errors());
    console.printJson(json);
    written.forEach(one -> console.print("%s", one));
    return console.exitCode();
  }

  /** What describes the features; without it they have no description. */
  private @Nullable Encoder encoder(Bank bank, Console console) {
    try {
      Encoder encoder = common.open(common.encoderName(bank.encoder().name()), 1, console);
      try {
        BankBuilder.requireSameEncoder(bank, encoder, file.toString());
      } catch (IOException e) {
        encoder.close();
        throw e;
      }
      return encoder;
    } catch (IOException e) {
      console.note(
          "the features have no description beside them, which names their encoder: "
              + FailureText.of(e));
      return null;
    }
  }
}
