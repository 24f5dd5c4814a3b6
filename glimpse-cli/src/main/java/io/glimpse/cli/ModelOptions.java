package io.glimpse.cli;

import io.glimpse.bank.Bank;
import io.glimpse.bank.BankFile;
import io.glimpse.bank.CloudDrawing;
import io.glimpse.encoder.Encoder;
import io.glimpse.feature.ClassSet;
import io.glimpse.feature.EncoderId;
import io.glimpse.feature.TextFeatures;
import io.glimpse.method.Classifier;
import io.glimpse.method.Method;
import io.glimpse.method.Methods;
import io.glimpse.method.Need;
import io.glimpse.method.Sees;
import io.glimpse.method.Task;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options that say what classifies: names, or a bank. */
final class ModelOptions {

  @Option(names = "--classes", paramLabel = "A,B,C", description = "The classes, by name.")
  @Nullable String classes;

  @Option(
      names = "--classes-file",
      paramLabel = "F",
      description = "The classes, one a line, UTF-8.")
  @Nullable Path classesFile;

  @Option(names = "--bank", paramLabel = "F", description = "A bank with examples.")
  @Nullable Path bankFile;

  @Mixin TemplateOption template = new TemplateOption();

  @Option(
      names = "--method",
      paramLabel = "M",
      description = "Method; default: zero-shot, or the bank's own.")
  @Nullable String method;

  @Option(
      names = "--set",
      paramLabel = "K=V",
      description = "A parameter of the method; may be repeated.")
  List<String> set = List.of();

  @Mixin CloudOptions clouds = new CloudOptions();

  private @Nullable Bank bank;
  private @Nullable ClassSet names;

  /** Checks the options before anything is opened. */
  void check() throws IOException {
    int sources = (classes == null ? 0 : 1) + (classesFile == null ? 0 : 1);
    sources += bankFile == null ? 0 : 1;
    if (sources != 1) {
      throw new UsageException(
          sources == 0
              ? "name the classes with --classes or --classes-file, or give a --bank"
              : "--classes, --classes-file and --bank exclude each other");
    }
    if (classes != null) {
      ClassNames.ofList(classes);
    }
    template.check();
    clouds.check();
    if (bankFile != null && template.isGiven()) {
      throw new UsageException("a bank has its own templates; --template does not go with --bank");
    }
    if (method != null) {
      Method chosen = Methods.of(method);
      if (bankFile == null && chosen.needs(Need.SHOTS)) {
        throw new UsageException(
            "method '" + method + "' needs examples; build a bank with 'glimpse bank build'");
      }
    }
    if (bankFile == null || method != null) {
      Settings.of(method(null), Map.of(), set);
    }
  }

  private Method method(@Nullable Bank opened) {
    if (method != null) {
      return Methods.of(method);
    }
    return Methods.of(opened == null ? "zero-shot" : opened.method());
  }

  /** Opens the encoder: the one that is named, else the bank's, else {@code otherwise}. */
  Encoder open(CommonOptions common, int pictures, String otherwise, Console console)
      throws IOException {
    if (bankFile != null) {
      bank = BankFile.read(bankFile);
      clouds.adopt(bank, bankFile, common);
      return common.open(common.encoderName(bank.encoder().name()), pictures, console);
    }
    return common.open(common.encoderName(otherwise), pictures, names().names(), console);
  }

  /**
   * Makes the classifier.
   *
   * @param files that will be asked about
   */
  LoadedClassifier load(Encoder encoder, List<Path> files, Console console) throws IOException {
    return bank == null ? byNames(encoder, files, console) : byBank(bank, encoder, console);
  }

  /** Read once, for the file may be a pipe. */
  private ClassSet names() throws IOException {
    if (names == null) {
      names =
          classesFile != null
              ? ClassNames.ofFile(classesFile)
              : ClassNames.ofList(classes == null ? "" : classes);
    }
    return names;
  }

  private LoadedClassifier byNames(Encoder encoder, List<Path> files, Console console)
      throws IOException {
    TextFeatures text =
        template.encode(encoder, names(), clouds.templates(files), console).features();
    Method how = method(null);
    Classifier classifier =
        how.fit(
            Task.of(text).parameters(Settings.of(how, encoder.defaults(how.name()), set)).build());
    encoder.zeroShotWarning().ifPresent(console::note);
    return new LoadedClassifier(encoder, classifier, text, null);
  }

  private LoadedClassifier byBank(Bank opened, Encoder encoder, Console console) {
    opened
        .encoder()
        .requireSame(
            new EncoderId(encoder.name(), encoder.fingerprint()), String.valueOf(bankFile));
    Bank changed = opened;
    if (method != null && !method.equals(opened.method())) {
      Method how = Methods.of(method);
      changed = opened.with(method, Settings.of(how, encoder.defaults(how.name()), set).asText());
    } else if (!set.isEmpty()) {
      if (!opened.weights().isEmpty()) {
        throw new UsageException("the bank was trained; build it anew with other parameters");
      }
      Method how = Methods.of(opened.method());
      changed = opened.with(opened.method(), Settings.of(how, opened.parameters(), set).asText());
    }
    if (!Methods.of(changed.method()).needs(Need.SHOTS)) {
      encoder.zeroShotWarning().ifPresent(console::note);
    }
    return ofBank(encoder, changed);
  }

  /** What answers views of clouds one by one takes the texts of one view. */
  private LoadedClassifier ofBank(Encoder encoder, Bank changed) {
    CloudDrawing drawing = changed.clouds();
    Method how = Methods.of(changed.method());
    if (drawing == null || how.sees() == Sees.ALL_VIEWS) {
      return new LoadedClassifier(encoder, changed.classifier(), changed.text(), changed);
    }
    TextFeatures text = drawing.fusion().single(changed.text(), clouds.views());
    Classifier classifier = how.fit(Task.of(text).parameters(changed.checkedParameters()).build());
    return new LoadedClassifier(encoder, classifier, text, changed);
  }
}
