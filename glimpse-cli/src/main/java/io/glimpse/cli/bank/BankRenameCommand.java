package io.glimpse.cli.bank;

import io.glimpse.bank.Bank;
import io.glimpse.bank.BankFile;
import io.glimpse.cli.console.Console;
import io.glimpse.cli.console.GlimpseCommand;
import io.glimpse.cli.console.UsageException;
import io.glimpse.encoder.Encoder;
import io.glimpse.feature.ClassSet;
import io.glimpse.shots.BankFiles;
import io.glimpse.shots.BankRenaming;
import java.io.IOException;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code glimpse bank rename}: calls a class otherwise. */
@Command(
    name = "rename",
    description = {
      "Gives a class of a bank another name.",
      "Texts that were made of the old name are made of the new one; other texts stay."
    },
    mixinStandardHelpOptions = true,
    footerHeading = "%nExamples:%n",
    footer = "  glimpse bank rename my.bank --class SKU-4711 --to \"wing nut\"")
final class BankRenameCommand extends GlimpseCommand {

  @Parameters(paramLabel = "FILE", description = "The bank; it is changed.")
  Path file = Path.of("");

  @Option(
      names = "--class",
      required = true,
      paramLabel = "OLD",
      description = "The class as it is called.")
  String className = "";

  @Option(
      names = "--to",
      required = true,
      paramLabel = "NEW",
      description = "What it shall be called.")
  String otherName = "";

  @Override
  protected int run(Console console) throws Exception {
    try {
      ClassSet.of(otherName);
    } catch (IllegalArgumentException e) {
      throw new UsageException("--to: " + e.getMessage());
    }
    Bank before = BankFile.read(file);
    BankRenaming renaming = renaming(before, console);
    Bank after =
        BankFiles.beside(file, Waiting.of(console)).change(BankFiles.name(file), renaming::to);
    if (renaming.isOfTexts()) {
      console.note(
          "the texts of '%s' were made of its name, and are encoded anew: %s"
              .formatted(className, renaming.prompts()));
    } else if (!className.equals(otherName)) {
      console.note("the texts of '%s' stay: %s".formatted(otherName, renaming.prompts()));
    }
    new BankFacts(after, file.toString()).print(console);
    return console.exitCode();
  }

  private BankRenaming renaming(Bank before, Console console) throws IOException {
    if (className.equals(otherName) || !BankRenaming.needsTexts(before, className)) {
      return BankRenaming.ofLabel(before, className, otherName);
    }
    try (Encoder encoder = common.open(common.encoderName(before.encoder().name()), 1, console)) {
      return BankRenaming.ofTexts(before, file.toString(), className, otherName, encoder);
    }
  }
}
