package io.glimpse.cli.bank;

import io.glimpse.bank.Bank;
import io.glimpse.bank.BankFile;
import io.glimpse.cli.console.Console;
import io.glimpse.cli.console.GlimpseCommand;
import io.glimpse.cli.console.TableOptions;
import io.glimpse.cli.console.UsageException;
import io.glimpse.encoder.Encoder;
import io.glimpse.file.Input;
import io.glimpse.inference.ClassifierSpec;
import io.glimpse.inference.Predictor;
import io.glimpse.inference.ShotSuggestions;
import io.glimpse.inference.SuggestDocuments;
import io.glimpse.input.CloudRendering;
import io.glimpse.input.InputFiles;
import io.glimpse.method.Prediction.Ranked;
import io.glimpse.page.Numbers;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code glimpse bank suggest}: which pictures to label next. */
@Command(
    name = "suggest",
    description = {
      "Picks pictures of a folder that a bank doubts, typical ones and unlike each other.",
      "Label them and add them; pictures that the bank holds already are left out."
    },
    mixinStandardHelpOptions = true,
    footerHeading = "%nExamples:%n",
    footer = {
      "  glimpse bank suggest my.bank unlabelled/",
      "  glimpse bank suggest my.bank unlabelled/ --top 50 --json"
    })
final class BankSuggestCommand extends GlimpseCommand {

  @Parameters(index = "0", paramLabel = "FILE", description = "The bank; it stays as it is.")
  Path file = Path.of("");

  @Parameters(
      index = "1",
      paramLabel = "FOLDER",
      description = "Pictures, however deep in it, or a table of paths.")
  Path folder = Path.of("");

  @Mixin TableOptions tables = new TableOptions();

  @Option(
      names = "--top",
      paramLabel = "N",
      defaultValue = "20",
      description = "How many to pick at most; default: 20.")
  int top = 20;

  @Override
  protected int run(Console console) throws Exception {
    if (top < 1) {
      throw new UsageException("--top must be at least 1, not " + top);
    }
    Bank bank = BankFile.read(file);
    List<Input> inputs = InputFiles.inFolder(folder, tables.layout(), console);
    ShotSuggestions found;
    try (Encoder encoder =
        common.open(common.encoderName(bank.encoder().name()), inputs.size(), console)) {
      Predictor predictor =
          new ClassifierSpec.OfBank(file.toString(), null, Map.of())
              .open(common.pipeline(encoder), bank, CloudRendering.usual(), console);
      found = ShotSuggestions.of(predictor, inputs, top, console);
    }
    console.printJson(
        SuggestDocuments.document(file.toString(), folder.toString(), found, console.errors()));
    print(found, console);
    return console.exitCode();
  }

  private void print(ShotSuggestions found, Console console) {
    console.print(
        "%s looked at, %d of them in the bank already",
        Numbers.count(found.looked(), "picture"), found.known());
    if (found.suggestions().isEmpty()) {
      console.print("there is none to add");
      return;
    }
    for (ShotSuggestions.Suggestion one : found.suggestions()) {
      Ranked best = one.prediction().best();
      console.printLine(
          "%s: %s %s; %s"
              .formatted(
                  one.input().name(),
                  best.name(),
                  percent(best.probability()),
                  SuggestDocuments.why(one)));
    }
    console.print("add each with its class: glimpse bank add %s --class C PATH", file);
  }

  private static String percent(double share) {
    return Numbers.percent(share).replace('\u00a0', ' ');
  }
}
