package io.glimpse.cli.answers;

import io.glimpse.bank.Bank;
import io.glimpse.bank.BankFile;
import io.glimpse.calibration.AnswerRules;
import io.glimpse.cli.console.CommonOptions;
import io.glimpse.cli.console.Console;
import io.glimpse.cli.console.SetOption;
import io.glimpse.cli.console.UsageException;
import io.glimpse.encoder.Encoder;
import io.glimpse.encoder.ImagePipeline;
import io.glimpse.file.Input;
import io.glimpse.inference.ClassifierSpec;
import io.glimpse.inference.Predictor;
import io.glimpse.input.NamedClasses;
import io.glimpse.method.Methods;
import io.glimpse.method.Need;
import io.glimpse.method.Parameters;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options that say what classifies: names, or a bank. */
final class ModelOptions {

  @Mixin ClassOptions classes = new ClassOptions();

  @Option(names = "--bank", paramLabel = "F", description = "A bank with examples.")
  @Nullable Path bankFile;

  @Mixin TemplateOption template = new TemplateOption();

  @Option(
      names = "--method",
      paramLabel = "M",
      description = "Method; default: zero-shot, or the bank's own.")
  @Nullable String method;

  @Mixin SetOption set = new SetOption();

  @Mixin CloudOptions clouds = new CloudOptions();

  private @Nullable Bank bank;

  /** Whether anything is named that could answer. */
  boolean isGiven() {
    return classes.isGiven() || bankFile != null;
  }

  /** The files that are read for it. */
  List<Path> files() {
    return bankFile == null ? classes.files() : List.of(bankFile);
  }

  /** Checks the options before anything is opened. */
  void check(CommonOptions common) throws IOException {
    if (classes.isGiven() == (bankFile != null)) {
      throw new UsageException(
          bankFile == null
              ? "name the classes with --classes, --classes-file or --prompts, or give a --bank"
              : "--bank has classes of its own; --classes, --classes-file and --prompts do not go"
                  + " with it");
    }
    classes.check();
    template.check();
    clouds.check(common);
    if (bankFile != null && template.isGiven()) {
      throw new UsageException("a bank has its own templates; --template does not go with --bank");
    }
    if (bankFile != null) {
      ofBank(bankFile);
    } else if (Methods.of(method()).needs(Need.SHOTS)) {
      throw new UsageException(
          "method '" + method() + "' needs examples; build a bank with 'glimpse bank build'");
    } else {
      Parameters.of(Methods.of(method()), set.values());
    }
  }

  private String method() {
    return method == null ? ClassifierSpec.OfNames.USUAL_METHOD : method;
  }

  private ClassifierSpec.OfBank ofBank(Path file) {
    return new ClassifierSpec.OfBank(file.toString(), method, set.values());
  }

  /** Opens the encoder: the one that is named, else the bank's, else {@code otherwise}. */
  Encoder open(CommonOptions common, int pictures, String otherwise, Console console)
      throws IOException {
    if (bankFile != null) {
      bank = BankFile.read(bankFile);
      clouds.requireSame(bank, bankFile, common);
      return common.open(common.encoderName(bank.encoder().name()), pictures, console);
    }
    return common.open(
        common.encoderName(otherwise), pictures, classes.classes(console).expected(), console);
  }

  /**
   * Makes what answers.
   *
   * @param files that will be asked about
   * @param rules for the answers
   */
  Predictor load(ImagePipeline pipeline, List<Input> files, AnswerRules rules, Console console)
      throws IOException {
    Predictor opened = opened(pipeline, files, console);
    return rules.equals(AnswerRules.usual()) ? opened : opened.with(rules);
  }

  private Predictor opened(ImagePipeline pipeline, List<Input> files, Console console)
      throws IOException {
    if (bank != null && bankFile != null) {
      return ofBank(bankFile).open(pipeline, bank, clouds.rendering(), console);
    }
    NamedClasses named = classes.classes(console);
    return new ClassifierSpec.OfNames(
            named.classes().names(), template.templates, method(), set.values(), named.said())
        .open(pipeline, clouds.rendering(), files, console);
  }
}
