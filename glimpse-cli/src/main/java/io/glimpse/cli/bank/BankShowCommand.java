package io.glimpse.cli.bank;

import io.glimpse.bank.Bank;
import io.glimpse.bank.BankFile;
import io.glimpse.cli.console.Console;
import io.glimpse.cli.console.GlimpseCommand;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code glimpse bank show}: what a bank holds. */
@Command(
    name = "show",
    description = "Shows what a bank holds: classes, prompts, shots with their ids, parameters.",
    mixinStandardHelpOptions = true,
    footerHeading = "%nExamples:%n",
    footer = {"  glimpse bank show my.bank", "  glimpse bank show my.bank --json"})
final class BankShowCommand extends GlimpseCommand {

  @Parameters(paramLabel = "FILE", description = "The bank.")
  Path file = Path.of("");

  @Override
  public boolean usesEncoder() {
    return false;
  }

  @Override
  protected int run(Console console) throws Exception {
    Bank bank = BankFile.read(file);
    BankFacts facts = new BankFacts(bank, file.toString());
    facts.print(console);
    facts.printClasses(console);
    return console.exitCode();
  }
}
