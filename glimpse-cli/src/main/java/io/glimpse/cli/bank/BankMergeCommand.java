package io.glimpse.cli.bank;

import io.glimpse.bank.Bank;
import io.glimpse.bank.BankFile;
import io.glimpse.cli.console.CommandException;
import io.glimpse.cli.console.Console;
import io.glimpse.cli.console.GlimpseCommand;
import io.glimpse.shots.BankFiles;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code glimpse bank merge}: several banks become one. */
@Command(
    name = "merge",
    description = {
      "Makes one bank of several that were made with one encoder.",
      "Classes of one name become one; method and parameters are the first bank's."
    },
    mixinStandardHelpOptions = true,
    footerHeading = "%nExamples:%n",
    footer = {"  glimpse bank merge a.bank b.bank -o both.bank"})
final class BankMergeCommand extends GlimpseCommand {

  @Parameters(
      arity = "2..*",
      paramLabel = "FILE",
      description = "The banks; they stay as they are.")
  List<Path> files = List.of();

  @Option(
      names = {"-o", "--out"},
      required = true,
      paramLabel = "FILE",
      description = "The bank to write.")
  Path out = Path.of("");

  @Override
  public boolean usesEncoder() {
    return false;
  }

  @Override
  protected int run(Console console) throws Exception {
    Bank merged = BankFile.read(files.get(0));
    for (Path file : files.subList(1, files.size())) {
      Bank other = BankFile.read(file);
      other.encoder().requireSame(merged.encoder(), file.toString());
      try {
        merged = merged.merge(other);
      } catch (IllegalArgumentException e) {
        throw new CommandException(file, "not merged into " + files.get(0) + ": " + e.getMessage());
      }
      if (!other.method().equals(merged.method())
          || !other.checkedParameters().asText().equals(merged.checkedParameters().asText())) {
        console.note(
            file + " has another method or other parameters; those of " + files.get(0) + " stay");
      }
    }
    BankFiles.beside(out, Waiting.of(console)).put(BankFiles.name(out), merged);
    new BankFacts(merged, out.toString()).print(console);
    return console.exitCode();
  }
}
