package io.glimpse.cli.bank;

import io.glimpse.bank.Bank;
import io.glimpse.bank.BankFile;
import io.glimpse.cli.console.Console;
import io.glimpse.cli.console.GlimpseCommand;
import io.glimpse.cli.console.SetOption;
import io.glimpse.cli.console.Stopwatch;
import io.glimpse.cli.console.TableOptions;
import io.glimpse.encoder.Encoder;
import io.glimpse.feature.LabelledFeatures;
import io.glimpse.input.LabelledSource;
import io.glimpse.method.Methods;
import io.glimpse.method.Selection;
import io.glimpse.shots.BankFiles;
import io.glimpse.shots.BankRecipe;
import io.glimpse.shots.BankTuner;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code glimpse bank tune}: chooses parameters anew, without the pictures of the bank. */
@Command(
    name = "tune",
    description = {
      "Chooses the parameters of a bank anew, or gives it another method.",
      "By its examples or by validation pictures; with it goes how far answers can be trusted."
    },
    mixinStandardHelpOptions = true,
    footerHeading = "%nExamples:%n",
    footer = {
      "  glimpse bank tune my.bank",
      "  glimpse bank tune my.bank --method auto",
      "  glimpse bank tune my.bank --val validation/"
    })
final class BankTuneCommand extends GlimpseCommand {

  @Parameters(paramLabel = "FILE", description = "The bank; it is changed.")
  Path file = Path.of("");

  @Option(names = "--method", paramLabel = "M", description = "Another method for the bank.")
  @Nullable String method;

  @Mixin ParameterChoice choice = new ParameterChoice();

  @Mixin TableOptions tables = new TableOptions();

  @Mixin SetOption set = new SetOption();

  @Override
  protected int run(Console console) throws Exception {
    @Nullable Selection asked = choice.selection();
    Map<String, String> given = set.values();
    if (method != null) {
      io.glimpse.method.Parameters.of(Methods.of(method), given);
    }
    Bank before = BankFile.read(file);
    String name = file.toString();
    Bank after;
    try (Encoder encoder = common.open(common.encoderName(before.encoder().name()), 1, console)) {
      Stopwatch watch = new Stopwatch(console);
      BankTuner tuner = new BankTuner(common.pipeline(encoder), console, watch);
      LabelledFeatures pictures =
          choice.validation == null
              ? null
              : tuner.validation(
                  before,
                  name,
                  method(before),
                  LabelledSource.read(
                      choice.validation, tables.layout(), before.classes(), console));
      after =
          BankFiles.beside(file, Waiting.of(console))
              .change(
                  BankFiles.name(file),
                  bank ->
                      tuner.tune(
                          bank, name, method(bank), given, selection(bank, asked), pictures));
      watch.closeProgress();
    }
    new BankFacts(after, name).print(console);
    return console.exitCode();
  }

  private String method(Bank bank) {
    return method == null ? bank.method() : method;
  }

  private Selection selection(Bank bank, @Nullable Selection asked) {
    return asked == null
        ? BankRecipe.usualSelection(method(bank), choice.validation != null)
        : asked;
  }
}
