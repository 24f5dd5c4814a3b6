package io.glimpse.cli.bank;

import io.glimpse.bank.Bank;
import io.glimpse.bank.BankFile;
import io.glimpse.cli.answers.CloudOptions;
import io.glimpse.cli.console.Console;
import io.glimpse.cli.console.GlimpseCommand;
import io.glimpse.cli.console.InputOptions;
import io.glimpse.cli.console.UsageException;
import io.glimpse.encoder.Encoder;
import io.glimpse.feature.ClassSet;
import io.glimpse.file.Input;
import io.glimpse.input.DescriptionFile;
import io.glimpse.input.NamedClasses;
import io.glimpse.progress.Monitor;
import io.glimpse.shots.BankAddition;
import io.glimpse.shots.BankBuilder;
import io.glimpse.shots.BankFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
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
      "  glimpse bank add my.bank --class 'SKU-4711=a brass wing nut' new1.jpg new2.jpg",
      "  glimpse bank add my.bank --class cup labels.csv",
      "  glimpse bank add shapes.bank --class chair clouds.h5#3"
    })
final class BankAddCommand extends GlimpseCommand {

  @Parameters(index = "0", paramLabel = "FILE", description = "The bank; it is changed.")
  Path file = Path.of("");

  @Option(
      names = "--class",
      required = true,
      paramLabel = "C[=WORDS]",
      description = "The class; behind an equals sign, what a new one looks like.")
  String typed = "";

  @Option(
      names = "--prompts",
      paramLabel = "F",
      description = "Sentences that describe a new class, as for 'bank build'.")
  @Nullable Path promptsFile;

  @Parameters(
      index = "1..*",
      arity = "0..*",
      paramLabel = "IMAGE",
      description =
          "Pictures, or point clouds (rows of files as FILE#12) for a bank of those, folders, glob "
              + "patterns, or tables of paths, of which the rows of the class are taken if they name "
              + "classes; - is a picture on stdin.")
  List<String> paths = List.of();

  @Mixin InputOptions sources = new InputOptions();

  @Mixin CloudOptions clouds = new CloudOptions();

  @Override
  protected int run(Console console) throws Exception {
    sources.check(paths, "examples");
    clouds.check(common);
    // Encoded before the bank is locked, so that others need not wait for it.
    Bank before = BankFile.read(file);
    clouds.requireSame(before, file, common);
    NamedClasses named = named(before, console);
    String className = named.classes().name(0);
    List<Input> inputs = sources.inputsOf(named.classes(), paths, console);
    Bank after;
    try (Encoder encoder =
        common.open(common.encoderName(before.encoder().name()), inputs.size(), console)) {
      BankAddition addition =
          new BankBuilder(common.pipeline(encoder), console, Monitor.NONE)
              .withClouds(clouds.rendering())
              .encode(before, file.toString(), className, named.said(), inputs);
      if (addition.isEmpty()) {
        console.note("there is nothing to add; the bank is as it was");
        after = before;
      } else {
        after =
            BankFiles.beside(file, Waiting.of(console)).change(BankFiles.name(file), addition::to);
        int added = after.classes().find(addition.className()).orElseThrow();
        LostShots.note(after, file, List.of(after.classes().name(added)), console);
      }
    }
    new BankFacts(after, file.toString()).print(console);
    return console.exitCode();
  }

  /** The class, with what is said of it; a name of the bank's own may hold an equals sign. */
  private NamedClasses named(Bank bank, Console console) throws IOException {
    NamedClasses named;
    try {
      named =
          bank.classes().index(typed).isPresent()
              ? NamedClasses.of(ClassSet.of(typed))
              : NamedClasses.ofTyped(typed);
    } catch (IllegalArgumentException e) {
      throw new UsageException("--class: " + e.getMessage());
    }
    return promptsFile == null
        ? named
        : named.with(DescriptionFile.of(named.classes(), promptsFile, console));
  }
}
