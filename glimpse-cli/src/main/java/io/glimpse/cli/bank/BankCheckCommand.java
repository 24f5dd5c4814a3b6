package io.glimpse.cli.bank;

import io.glimpse.bank.Bank;
import io.glimpse.bank.BankFile;
import io.glimpse.cli.console.CommandException;
import io.glimpse.cli.console.CommandText;
import io.glimpse.cli.console.Console;
import io.glimpse.cli.console.GlimpseCommand;
import io.glimpse.cli.console.TableOptions;
import io.glimpse.document.BankCheckDocument;
import io.glimpse.encoder.Encoder;
import io.glimpse.file.Input;
import io.glimpse.image.ImageDecoder;
import io.glimpse.inference.BankCheck;
import io.glimpse.inference.BankCheckPage;
import io.glimpse.input.InputFiles;
import io.glimpse.shots.PictureReadings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code glimpse bank check}: wrong labels, doubles, outliers and weak classes. */
@Command(
    name = "check",
    description = {
      "Looks for wrong labels, doubles, outliers and weak classes; the bank stays as it is.",
      "Every shot is answered by the others and the texts. Duplicates are told by the pictures, too,"
          + " where their files are still what they were."
    },
    mixinStandardHelpOptions = true,
    footerHeading = "%nExamples:%n",
    footer = {
      "  glimpse bank check my.bank",
      "  glimpse bank check my.bank --test test/ --explain out/",
      "  glimpse bank remove my.bank --shot 3fa9c2d17b"
    })
final class BankCheckCommand extends GlimpseCommand {

  @Parameters(index = "0", paramLabel = "FILE", description = "The bank.")
  Path file = Path.of("");

  @Option(
      names = "--test",
      paramLabel = "DIR",
      description =
          "Pictures to test with, or a table of them; those that are shots, too, are named.")
  @Nullable Path test;

  @Mixin TableOptions tables = new TableOptions();

  @Option(
      names = "--explain",
      paramLabel = "DIR",
      description = "A folder for a page with the pictures side by side.")
  @Nullable Path page;

  @Override
  protected int run(Console console) throws Exception {
    Bank bank = BankFile.read(file);
    ImageDecoder decoder =
        new ImageDecoder(PictureReadings.alike(bank, file.toString(), common.decoding(true)));
    BankCheck check = checked(bank, decoder, console);
    console.printJson(
        BankCheckDocument.of(
            bank,
            file.toString(),
            check.review(),
            check.doubles(),
            test != null,
            console.errors()));
    if (!console.json()) {
      new BankCheckText(bank, check, console).print(file.toString());
    }
    if (page != null) {
      Path written =
          new BankCheckPage(bank, check, decoder)
              .write(page, file.toString(), CommandText.of(arguments()), console.notes());
      console.note("the pictures are in " + written);
    }
    return console.exitCode();
  }

  private BankCheck checked(Bank bank, ImageDecoder decoder, Console console) throws IOException {
    try {
      return test == null ? BankCheck.of(bank, decoder, console) : withTest(bank, test, console);
    } catch (IllegalArgumentException e) {
      throw new CommandException(file, String.valueOf(e.getMessage()));
    }
  }

  private BankCheck withTest(Bank bank, Path folder, Console console) throws IOException {
    List<Input> inputs = InputFiles.inFolder(folder, tables.layout(), console);
    try (Encoder encoder =
        common.open(common.encoderName(bank.encoder().name()), inputs.size(), console)) {
      return BankCheck.of(bank, file.toString(), common.pipeline(encoder), inputs, console);
    }
  }
}
