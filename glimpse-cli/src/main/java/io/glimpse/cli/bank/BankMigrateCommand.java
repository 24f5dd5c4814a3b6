package io.glimpse.cli.bank;

import io.glimpse.bank.Bank;
import io.glimpse.bank.BankFile;
import io.glimpse.cli.answers.TemplateOption;
import io.glimpse.cli.console.CommandException;
import io.glimpse.cli.console.Console;
import io.glimpse.cli.console.GlimpseCommand;
import io.glimpse.cli.console.Outputs;
import io.glimpse.cli.console.Stopwatch;
import io.glimpse.cli.console.TableOptions;
import io.glimpse.cli.console.UsageException;
import io.glimpse.encoder.Encoder;
import io.glimpse.encoder.EncoderOptions;
import io.glimpse.file.AtomicFile;
import io.glimpse.file.Input;
import io.glimpse.input.LabelledInputs;
import io.glimpse.input.LabelledSource;
import io.glimpse.listing.FewNames;
import io.glimpse.method.ParameterException;
import io.glimpse.shots.BankFiles;
import io.glimpse.shots.BankMigrator;
import io.glimpse.shots.EncoderDefaults;
import io.glimpse.shots.LocalMode;
import io.glimpse.shots.LostShot;
import io.glimpse.shots.MigrationRecipe;
import io.glimpse.shots.ShotFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code glimpse bank migrate}: a bank goes to another encoder. */
@Command(
    name = "migrate",
    description = {
      "Takes a bank to another encoder: encodes its examples anew, from their own files.",
      "A file counts if it holds what it held when the bank was built. Where one does not, all are",
      "named and the bank stays as it is. Method, words, augmentation and whatever else was chosen",
      "go along; parameters that were searched are searched anew."
    },
    mixinStandardHelpOptions = true,
    footerHeading = "%nExamples:%n",
    footer = {
      "  glimpse bank migrate my.bank --encoder ViT-B/32",
      "  glimpse bank migrate my.bank --encoder ViT-B/32 -o new.bank",
      "  glimpse bank migrate my.bank --encoder models/clip/ --pictures archive/",
      "  glimpse bank migrate my.bank --encoder ViT-B/32 --skip-missing",
      "  glimpse bank migrate my.bank --encoder ViT-B/32 --from-thumbnails thumbnails/",
      "  glimpse bank migrate my.bank --encoder lite --precision int8"
    })
final class BankMigrateCommand extends GlimpseCommand {

  @Parameters(
      index = "0",
      paramLabel = "BANK",
      description = "The bank; it is changed, unless -o names another.")
  Path file = Path.of("");

  @Option(
      names = {"-o", "--out"},
      paramLabel = "NEW",
      description = "Write the bank there, and leave BANK as it is.")
  @Nullable Path out;

  @Option(
      names = "--pictures",
      paramLabel = "DIR",
      description =
          "Where pictures are that were moved or renamed since: they are known by what their files "
              + "hold. May be repeated.")
  List<Path> folders = List.of();

  @Option(
      names = "--from-thumbnails",
      paramLabel = "DIR",
      description =
          "For examples whose pictures are not found: small pictures named by their ids, such as"
              + " 3fa9c2d17b.jpg, as a service keeps them. The bank is then nearly what the pictures"
              + " would give, not exactly; small places are left out.")
  @Nullable Path thumbnails;

  @Option(
      names = "--skip-missing",
      description = "Leave examples out whose pictures are gone or changed.")
  boolean skipsMissing;

  @Mixin ParameterChoice choice = new ParameterChoice();

  @Mixin TableOptions tables = new TableOptions();

  @Option(
      names = "--local",
      paramLabel = "L",
      defaultValue = "auto",
      description =
          "Small places: auto (default), where they help with the new encoder; on; or off.")
  String local = LocalMode.AUTO.label();

  @Mixin DescriptionOptions descriptions = new DescriptionOptions();

  @Mixin TemplateOption template = new TemplateOption();

  @Override
  protected int run(Console console) throws Exception {
    template.check();
    String encoderName = common.encoderName("");
    if (encoderName.isEmpty()) {
      throw new UsageException("name the encoder that the bank shall go to with --encoder");
    }
    choice.selection();
    LocalMode localMode = localMode();
    Path target = out == null ? file : out;
    Optional<Object> version = banks(file, console).version(BankFiles.name(file));
    Bank before = BankFile.read(file);
    AtomicFile.requireWritable(target);
    try (Encoder encoder = common.open(encoderName, before.shots().size(), console)) {
      Stopwatch watch = new Stopwatch(console);
      BankMigrator migrator = new BankMigrator(common.pipeline(encoder), console, watch);
      if (migrator.isMigrated(before)) {
        console.note(
            String.format(
                "%s is of encoder %s (%.12s) already; there is nothing to do",
                file, before.encoder().name(), before.encoder().fingerprint()));
        write(before, target, version, console);
        new MigratedFacts(before, before, List.of(), target.toString()).print(console);
        return console.exitCode();
      }
      ShotFiles files = files(before, target, encoder, console);
      Bank after =
          migrator.migrate(
              files,
              file.toString(),
              new MigrationRecipe(
                  choice.selection(),
                  template.templates,
                  descriptions.of(before.classes(), console),
                  localMode,
                  EncoderDefaults.of(before, EncoderOptions.defaults())),
              validation(before, target, console));
      watch.closeProgress();
      write(after, target, version, console);
      new MigratedFacts(before, after, files.lost(), target.toString()).print(console);
    }
    return console.exitCode();
  }

  private static BankFiles banks(Path file, Console console) {
    return BankFiles.beside(file, Waiting.of(console));
  }

  /** The pictures, as far as they are there; what is missing is told. */
  private ShotFiles files(Bank before, Path target, Encoder encoder, Console console)
      throws IOException {
    ShotFiles files = ShotFiles.of(before, console);
    if (!folders.isEmpty() && !files.lost().isEmpty()) {
      files = files.alsoIn(folders, console);
    }
    if (thumbnails != null) {
      files = files.orThumbnails(thumbnails, common.pipeline(encoder), console);
    }
    List<Path> read = new ArrayList<>(descriptions.files());
    files.inputs().stream().map(Input::file).flatMap(Optional::stream).forEach(read::add);
    Outputs.requireNotAmong(List.of(target), read);
    List<LostShot> lost = files.lost();
    if (!skipsMissing) {
      lost.forEach(one -> console.failed(one.shot().source(), one.sentence()));
      return files;
    }
    if (!lost.isEmpty()) {
      console.note(
          String.format(
              "%d of %d shots are left out: %s",
              lost.size(),
              before.shots().size(),
              FewNames.of(lost.stream().map(LostShot::sentence).toList())));
    }
    return files.withoutLost();
  }

  private @Nullable LabelledInputs validation(Bank before, Path target, Console console)
      throws IOException {
    if (choice.validation == null) {
      return null;
    }
    LabelledInputs pictures =
        LabelledSource.read(choice.validation, tables.layout(), before.classes(), console);
    Outputs.requireNotAmong(
        List.of(target),
        pictures.inputs().stream().flatMap(input -> input.file().stream()).toList());
    return pictures;
  }

  /** In place of the bank that was read, and of no other. */
  private void write(Bank after, Path target, Optional<Object> version, Console console)
      throws IOException {
    BankFiles files = banks(target, console);
    if (!isSame(target, file)) {
      files.put(BankFiles.name(target), after);
      return;
    }
    files.change(
        BankFiles.name(target),
        now -> {
          if (!files.version(BankFiles.name(target)).equals(version)) {
            throw new CommandException(
                file,
                "somebody else changed this bank meanwhile, and it stays so; migrate it again");
          }
          return after.encoder().equals(now.encoder()) ? now : after;
        });
  }

  /** Whether both spellings lead to one file. */
  private static boolean isSame(Path target, Path file) {
    try {
      return target.equals(file) || (Files.exists(target) && Files.isSameFile(target, file));
    } catch (IOException e) {
      return false;
    }
  }

  private LocalMode localMode() {
    try {
      return LocalMode.of(local);
    } catch (ParameterException e) {
      throw new UsageException("--local is auto, on or off, not '" + local + "'");
    }
  }
}
