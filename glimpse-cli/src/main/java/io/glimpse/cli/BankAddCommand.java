package io.glimpse.cli;

import io.glimpse.bank.Bank;
import io.glimpse.bank.BankFile;
import io.glimpse.encoder.ClassTexts;
import io.glimpse.encoder.Encoder;
import io.glimpse.feature.ClassSet;
import io.glimpse.feature.EncoderId;
import io.glimpse.feature.TextFeatures;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code glimpse bank add}: more examples, of a class that is known or new. */
@Command(
    name = "add",
    description = {
      "Adds examples of a class to a bank; a class that is not in it yet becomes a new one.",
      "The parameters stay as they are; examples are augmented as those of the bank were."
    },
    mixinStandardHelpOptions = true,
    footerHeading = "%nExamples:%n",
    footer = {
      "  glimpse bank add my.bank --class \"wing nut\" new1.jpg new2.jpg",
      "  glimpse bank add shapes.bank --class chair clouds.h5#3"
    })
final class BankAddCommand extends GlimpseCommand {

  @Parameters(index = "0", paramLabel = "FILE", description = "The bank; it is changed.")
  Path file = Path.of("");

  @Option(names = "--class", required = true, paramLabel = "C", description = "The class.")
  String className = "";

  @Parameters(
      index = "1..*",
      arity = "1..*",
      paramLabel = "IMAGE",
      description =
          "Pictures, or point clouds (rows of files as FILE#12) for a bank of those, folders or glob "
              + "patterns.")
  List<String> paths = List.of();

  @Mixin CloudOptions clouds = new CloudOptions();

  @Override
  @SuppressWarnings("try") // The lock is held, not used.
  int run(Console console) throws Exception {
    try {
      ClassSet.of(className);
    } catch (IllegalArgumentException e) {
      throw new UsageException("--class: " + e.getMessage());
    }
    clouds.check();
    try (BankLock lock = BankLock.of(file)) {
      add(className, console);
    }
    return console.exitCode();
  }

  private void add(String asked, Console console) throws IOException {
    Bank bank = BankFile.read(file);
    OptionalInt found = bank.classes().find(asked);
    String name = found.isPresent() ? bank.classes().name(found.getAsInt()) : asked;
    if (!name.equals(asked)) {
      console.note("'" + asked + "' is the class '" + name + "' of the bank");
    }
    ClassSet one = ClassSet.of(name);
    clouds.adopt(bank, file, common);
    ShotViews views = ShotViews.ofBank(bank, file);
    List<Path> files =
        InputFiles.list(paths, console).stream().map(InputFiles.Input::path).toList();
    try (Encoder encoder =
        common.open(common.encoderName(bank.encoder().name()), files.size(), console)) {
      bank.encoder()
          .requireSame(new EncoderId(encoder.name(), encoder.fingerprint()), file.toString());
      EncodedShots shots =
          EncodedShots.of(
              FoldersOfClasses.Labelled.of(files, one),
              views,
              bank,
              clouds.pipeline(encoder, common, console).globalsOnly(true),
              console);
      if (shots.size() > 0) {
        ClassTexts texts = ClassTexts.of(encoder, one, bank.templates());
        bank =
            bank.with(
                name,
                texts.prompts().get(0),
                prompts(texts, views).prompts().get(0),
                shots.toShots(false).keys(),
                shots.shots());
        BankFile.write(file, bank);
      } else {
        console.note("there is nothing to add; the bank is as it was");
      }
    }
    BankFacts.of(bank, file.toString()).print(console);
  }

  private TextFeatures prompts(ClassTexts texts, ShotViews views) {
    return views.kind() == BankKind.CLOUDS
        ? views.fusion().fuse(texts.features(), clouds.views())
        : texts.features();
  }
}
