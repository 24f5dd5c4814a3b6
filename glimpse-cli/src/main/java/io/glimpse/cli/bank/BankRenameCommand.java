package io.glimpse.cli.bank;

import io.glimpse.bank.Bank;
import io.glimpse.bank.BankFile;
import io.glimpse.cli.console.Console;
import io.glimpse.cli.console.GlimpseCommand;
import io.glimpse.cli.console.UsageException;
import io.glimpse.encoder.ClassDescriptions;
import io.glimpse.encoder.Encoder;
import io.glimpse.input.NamedClasses;
import io.glimpse.listing.FewNames;
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
    footer = {
      "  glimpse bank rename my.bank --class SKU-4711 --to \"wing nut\"",
      "  glimpse bank rename my.bank --class SKU-4711 --to \"SKU-4711=a brass wing nut\""
    })
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
      paramLabel = "NEW[=WORDS]",
      description = "What it shall be called; behind an equals sign, what it looks like.")
  String typed = "";

  @Override
  public boolean readsPictures() {
    return false;
  }

  @Override
  protected int run(Console console) throws Exception {
    NamedClasses named;
    try {
      named = NamedClasses.ofTyped(typed);
    } catch (IllegalArgumentException e) {
      throw new UsageException("--to: " + e.getMessage());
    }
    String otherName = named.classes().name(0);
    Bank before = BankFile.read(file);
    // As the bank spells it, which the user may do in another way.
    String known =
        before.classes().find(className).stream()
            .mapToObj(before.classes()::name)
            .findFirst()
            .orElse(className);
    BankRenaming renaming = renaming(before, known, otherName, named.said(), console);
    Bank after =
        BankFiles.beside(file, Waiting.of(console)).change(BankFiles.name(file), renaming::to);
    if (renaming.isOfTexts()) {
      console.note(
          "the texts of '%s' are encoded anew: %s"
              .formatted(otherName, FewNames.of(renaming.prompts())));
    } else if (!known.equals(otherName)) {
      console.note(
          "the texts of '%s' stay: %s".formatted(otherName, FewNames.of(renaming.prompts())));
    }
    new BankFacts(after, file.toString()).print(console);
    return console.exitCode();
  }

  private BankRenaming renaming(
      Bank before, String known, String otherName, ClassDescriptions said, Console console)
      throws IOException {
    boolean same = known.equals(otherName) || !BankRenaming.needsTexts(before, known);
    if (same && said.isEmpty()) {
      return BankRenaming.ofLabel(before, known, otherName);
    }
    before.requireUntrained();
    try (Encoder encoder = common.open(common.encoderName(before.encoder().name()), 1, console)) {
      return BankRenaming.ofTexts(
          before, file.toString(), known, otherName, said, encoder, console);
    }
  }
}
