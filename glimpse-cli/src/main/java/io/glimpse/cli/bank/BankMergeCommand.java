package io.glimpse.cli.bank;

import io.glimpse.bank.Bank;
import io.glimpse.bank.BankFile;
import io.glimpse.cli.console.CommandException;
import io.glimpse.cli.console.Console;
import io.glimpse.cli.console.GlimpseCommand;
import io.glimpse.cli.console.UsageException;
import io.glimpse.shots.BankBuilder;
import io.glimpse.shots.BankFiles;
import java.io.IOException;
import java.nio.file.Files;
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
    Bank first = BankFile.read(files.get(0));
    Bank merged = merged(first, console);
    BankFiles.beside(out, Waiting.of(console)).put(BankFiles.name(out), merged);
    List<String> more =
        merged.classes().names().stream()
            .filter(name -> first.classes().index(name).isEmpty())
            .toList();
    LostShots.note(merged, out, more, console);
    new BankFacts(merged, out.toString()).print(console);
    return console.exitCode();
  }

  private Bank merged(Bank first, Console console) throws IOException {
    for (Path file : files) {
      if (Files.exists(out) && Files.exists(file) && Files.isSameFile(out, file)) {
        throw new UsageException(
            "the banks stay as they are; --out must be another file than " + file);
      }
    }
    Bank merged = first;
    for (Path file : files.subList(1, files.size())) {
      Bank other = BankFile.read(file);
      BankBuilder.requireSameEncoder(other, merged.encoder(), file.toString());
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
    return merged;
  }
}
