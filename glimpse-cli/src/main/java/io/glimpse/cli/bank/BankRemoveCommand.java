package io.glimpse.cli.bank;

import io.glimpse.bank.Bank;
import io.glimpse.cli.console.Console;
import io.glimpse.cli.console.GlimpseCommand;
import io.glimpse.shots.BankFiles;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code glimpse bank remove}: takes a class or a single example out. */
@Command(
    name = "remove",
    description = "Takes a class or one shot out of a bank. The parameters stay as they are.",
    mixinStandardHelpOptions = true,
    footerHeading = "%nExamples:%n",
    footer = {
      "  glimpse bank remove my.bank --class \"wing nut\"",
      "  glimpse bank remove my.bank --shot 3fa9c2d17b"
    })
final class BankRemoveCommand extends GlimpseCommand {

  @Parameters(paramLabel = "FILE", description = "The bank; it is changed.")
  Path file = Path.of("");

  @ArgGroup(exclusive = true, multiplicity = "1")
  What what = new What();

  /** A class or a shot. */
  static final class What {
    @Option(names = "--class", required = true, paramLabel = "C", description = "The class.")
    @Nullable String className;

    @Option(
        names = "--shot",
        required = true,
        paramLabel = "ID",
        description = "The shot, by its id in 'glimpse bank show'.")
    @Nullable String shot;
  }

  @Override
  public boolean usesEncoder() {
    return false;
  }

  @Override
  protected int run(Console console) throws Exception {
    Bank bank =
        BankFiles.beside(file, Waiting.of(console)).change(BankFiles.name(file), this::changed);
    new BankFacts(bank, file.toString()).print(console);
    return console.exitCode();
  }

  private Bank changed(Bank bank) {
    if (what.className != null) {
      return bank.withoutClass(what.className);
    }
    return what.shot == null ? bank : bank.withoutShot(what.shot);
  }
}
