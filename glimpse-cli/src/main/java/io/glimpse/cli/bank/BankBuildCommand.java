package io.glimpse.cli.bank;

import io.glimpse.bank.Bank;
import io.glimpse.cli.answers.CloudOptions;
import io.glimpse.cli.answers.TemplateOption;
import io.glimpse.cli.answers.ViewsOption;
import io.glimpse.cli.console.Console;
import io.glimpse.cli.console.GlimpseCommand;
import io.glimpse.cli.console.Outputs;
import io.glimpse.cli.console.SetOption;
import io.glimpse.cli.console.Stopwatch;
import io.glimpse.cli.console.TableOptions;
import io.glimpse.cli.console.UsageException;
import io.glimpse.encoder.ClassDescriptions;
import io.glimpse.encoder.Encoder;
import io.glimpse.encoder.Encoders;
import io.glimpse.feature.ClassSet;
import io.glimpse.file.AtomicFile;
import io.glimpse.input.LabelledInputs;
import io.glimpse.input.LabelledSource;
import io.glimpse.local.Tiling;
import io.glimpse.method.ParameterException;
import io.glimpse.shots.BankBuilder;
import io.glimpse.shots.BankFiles;
import io.glimpse.shots.BankKind;
import io.glimpse.shots.BankRecipe;
import io.glimpse.shots.LocalMode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code glimpse bank build}: encodes examples and chooses the method's parameters. */
@Command(
    name = "build",
    description =
        "Makes a bank of examples: one folder of pictures a class, or a table of pictures.",
    mixinStandardHelpOptions = true,
    footerHeading = "%nExamples:%n",
    footer = {
      "  glimpse bank build shots/ -o my.bank",
      "  glimpse bank build shots/ -o my.bank --classes 'ok=a flawless part,ng=a scratched part'",
      "  glimpse bank build shots/ -o my.bank --method tip --val validation/",
      "  glimpse bank build shots/ -o my.bank --method tip-f --views 10",
      "  glimpse bank build parts/ -o parts.bank --local on",
      "  glimpse bank build parts/ -o parts.bank --tiles auto",
      "  glimpse bank build shots/ -o my.bank --method tip --set alpha=20 --set beta=10 --select fixed",
      "  glimpse bank build labels.csv -o my.bank --columns filename,species --root photos/",
      "  glimpse bank build clouds/ -o shapes.bank --method inter-view --up z",
      "  glimpse bank build --features f.npy --labels y.npy --names names.txt -o my.bank"
    })
final class BankBuildCommand extends GlimpseCommand {

  @picocli.CommandLine.Parameters(
      arity = "0..1",
      paramLabel = "SHOTS_DIR",
      description =
          "A folder with one folder of pictures a class, named like the class, "
              + TableOptions.TABLE)
  @Nullable Path folder;

  @Mixin ReadyFeatureOptions ready = new ReadyFeatureOptions();

  @Option(
      names = {"-o", "--out"},
      required = true,
      paramLabel = "FILE",
      description = "The bank to write.")
  Path out = Path.of("");

  @Option(
      names = "--method",
      paramLabel = "M",
      defaultValue = BankRecipe.USUAL_METHOD,
      description = "Method; default: " + BankRecipe.USUAL_METHOD + ".")
  String method = BankRecipe.USUAL_METHOD;

  @Mixin ParameterChoice choice = new ParameterChoice();

  @Option(
      names = "--views",
      paramLabel = "V",
      defaultValue = "1",
      description =
          "Augmented views (crops, mirrored or not) that stand for each example: their mean is its "
              + "key, and training draws one each epoch. Default: 1, the picture itself.")
  int views = 1;

  @Option(
      names = "--local",
      paramLabel = "L",
      defaultValue = "auto",
      description =
          "Small places, for classes that differ by a scratch: auto (default), where the examples, "
              + "each left out, are answered better with them; on; or off.")
  String local = LocalMode.AUTO.label();

  @Option(
      names = "--tiles",
      paramLabel = "N",
      defaultValue = "1",
      description = {
        "Small places of larger pictures: cut into overlapping tiles at their own size (auto, at",
        "most 128 of a picture), or shrunk until N of them cover the longer side, 1 to 11. Default:",
        "1, the middle square, shrunk. Time and bytes grow with the tiles."
      })
  String tiles = Tiling.ONE.label();

  @Mixin DescriptionOptions descriptions = new DescriptionOptions();

  @Mixin TableOptions tables = new TableOptions();

  @Mixin TemplateOption template = new TemplateOption();

  @Mixin CloudOptions clouds = new CloudOptions();

  @Mixin HeadOptions head = new HeadOptions();

  @Mixin SetOption set = new SetOption();

  @Override
  protected int run(Console console) throws Exception {
    ready.check(folder);
    template.check();
    clouds.check(common);
    BankRecipe recipe =
        new BankRecipe(
            method,
            set.values(),
            choice.selection(),
            template.templates,
            ViewsOption.checked(views),
            common.seed(),
            clouds.rendering(),
            head.fusion(),
            head.choosesWeights(),
            ClassDescriptions.NONE,
            localMode(),
            tiling());
    List<Path> read = new ArrayList<>(ready.files());
    read.addAll(descriptions.files());
    Stream.of(folder, choice.validation).filter(Objects::nonNull).forEach(read::add);
    Outputs.requireNotAmong(List.of(out), read);
    AtomicFile.requireWritable(out);
    if (folder == null) {
      Stopwatch watch = new Stopwatch(console);
      Bank bank =
          ready.build(
              recipe,
              out,
              classes -> validation(classes, console),
              descriptions,
              common,
              watch,
              console);
      watch.closeProgress();
      put(bank, console);
      return console.exitCode();
    }
    LabelledInputs shots = LabelledSource.read(folder, tables.layout(), null, console);
    requireNotAmong(shots);
    recipe.requireFitting(BankKind.of(shots.inputs()));
    LabelledInputs chosenOn = validation(shots.classes(), console);
    BankRecipe described = recipe.withDescriptions(descriptions.of(shots.classes(), console));
    try (Encoder encoder =
        common.open(common.encoderName(Encoders.DEFAULT), shots.size(), console)) {
      Stopwatch watch = new Stopwatch(console);
      BankBuilder builder = new BankBuilder(common.pipeline(encoder), console, watch);
      Bank bank = builder.build(described, shots, chosenOn);
      watch.closeProgress();
      put(bank, console);
    }
    return console.exitCode();
  }

  /** Null where there are none. */
  private @Nullable LabelledInputs validation(ClassSet classes, Console console)
      throws IOException {
    if (choice.validation == null) {
      return null;
    }
    LabelledInputs pictures =
        LabelledSource.read(choice.validation, tables.layout(), classes, console);
    requireNotAmong(pictures);
    return pictures;
  }

  /** A bank never takes the place of a picture that it is made of. */
  private void requireNotAmong(LabelledInputs pictures) throws IOException {
    Outputs.requireNotAmong(
        List.of(out), pictures.inputs().stream().flatMap(input -> input.file().stream()).toList());
  }

  private void put(Bank bank, Console console) throws IOException {
    BankFiles.beside(out, Waiting.of(console)).put(BankFiles.name(out), bank);
    new BankFacts(bank, out.toString()).print(console);
  }

  private LocalMode localMode() {
    try {
      return LocalMode.of(local);
    } catch (ParameterException e) {
      throw new UsageException("--local is auto, on or off, not '" + local + "'");
    }
  }

  private Tiling tiling() {
    Tiling tiling;
    try {
      tiling = Tiling.of(tiles);
    } catch (ParameterException e) {
      throw new UsageException(
          "--tiles is auto or 1 to " + Tiling.MOST_ALONG + ", not '" + tiles + "'");
    }
    if (!tiling.isOne() && localMode() == LocalMode.OFF) {
      throw new UsageException(
          "--tiles is about small places, which --local off leaves out; leave out one of the two");
    }
    return tiling;
  }
}
