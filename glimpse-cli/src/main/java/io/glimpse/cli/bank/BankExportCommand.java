package io.glimpse.cli.bank;

import io.glimpse.bank.Bank;
import io.glimpse.bank.BankFile;
import io.glimpse.cli.answers.ClassOptions;
import io.glimpse.cli.answers.TemplateOption;
import io.glimpse.cli.console.Console;
import io.glimpse.cli.console.GlimpseCommand;
import io.glimpse.cli.console.Outputs;
import io.glimpse.cli.console.SetOption;
import io.glimpse.cli.console.UsageException;
import io.glimpse.document.ExportDocument;
import io.glimpse.encoder.Encoder;
import io.glimpse.encoder.Encoders;
import io.glimpse.encoder.ImagePipeline;
import io.glimpse.export.ClassifierExport;
import io.glimpse.export.ExportInput;
import io.glimpse.export.ExportPage;
import io.glimpse.file.AtomicFile;
import io.glimpse.inference.ClassifierSpec;
import io.glimpse.inference.Predictor;
import io.glimpse.input.CloudRendering;
import io.glimpse.input.NamedClasses;
import io.glimpse.method.Methods;
import io.glimpse.method.Need;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code glimpse bank export}: a classifier for programs that know nothing of Glimpse. */
@Command(
    name = "export",
    description = {
      "Writes a classifier as one ONNX file that runs without Glimpse: picture in, probabilities out.",
      "A bank, or classes by their names; with --page as a page that runs it in a browser."
    },
    mixinStandardHelpOptions = true,
    footerHeading = "%nExamples:%n",
    footer = {
      "  glimpse bank export my.bank -o my.onnx",
      "  glimpse bank export my.bank -o page/ --page",
      "  glimpse bank export my.bank -o batches.onnx --input pixels",
      "  glimpse bank export my.bank -o head.onnx --input feature",
      "  glimpse bank export --classes cat,dog,\"snow leopard\" -o pets.onnx",
      "  glimpse bank export --classes-file names.txt --method calip --encoder ViT-B/32 -o calip.onnx"
    })
final class BankExportCommand extends GlimpseCommand {

  @Parameters(arity = "0..1", paramLabel = "BANK", description = "The bank; it stays as it is.")
  @Nullable Path file;

  @Mixin ClassOptions classes = new ClassOptions();

  @Mixin TemplateOption template = new TemplateOption();

  @Option(
      names = {"-o", "--out"},
      required = true,
      paramLabel = "FILE",
      description = "The file to write; with --page the folder.")
  Path out = Path.of("");

  @Option(
      names = "--input",
      paramLabel = "I",
      defaultValue = "picture",
      description =
          "What goes in: picture (default), the bytes of one of any size; pixels, batches as the "
              + "encoder's network takes them; or feature, for the classifier alone.")
  String input = "picture";

  @Option(
      names = "--page",
      description = "Write a folder with the model, a page that runs it and what the page needs.")
  boolean page;

  @Option(
      names = "--without-places",
      description =
          "Leave out what a bank sees of small places, which cannot be exported; its answers are "
              + "then those of whole pictures.")
  boolean withoutPlaces;

  @Option(
      names = "--method",
      paramLabel = "M",
      description = "Method; default: zero-shot, or the bank's own.")
  @Nullable String method;

  @Mixin SetOption set = new SetOption();

  /** The graph does, when somebody runs it. */
  @Override
  public boolean readsPictures() {
    return false;
  }

  @Override
  protected int run(Console console) throws Exception {
    ExportInput begins = check();
    Bank bank = file == null ? null : BankFile.read(file);
    try (Encoder encoder = open(bank, console)) {
      Predictor predictor = predictor(common.pipeline(encoder), bank, console);
      String name = file == null ? "" : file.toString();
      ClassifierExport export = ClassifierExport.of(predictor, begins, name);
      List<Path> written = page ? new ExportPage(export).write(out) : export.write(out);
      tell(export, written, console);
    }
    return console.exitCode();
  }

  private ExportInput check() throws IOException {
    ExportInput begins = ExportInput.of(input.toLowerCase(Locale.ROOT));
    if (classes.isGiven() == (file != null)) {
      throw new UsageException(
          file == null
              ? "give a bank, or name the classes with --classes, --classes-file or --prompts"
              : "a bank has classes of its own; --classes, --classes-file and --prompts do not go"
                  + " with it");
    }
    classes.check();
    template.check();
    if (file != null && template.isGiven()) {
      throw new UsageException("a bank has its own templates; --template does not go with one");
    }
    if (page && begins != ExportInput.PICTURE) {
      throw new UsageException("a page shows pictures; --input does not go with --page");
    }
    if (file == null && Methods.of(method()).needs(Need.SHOTS)) {
      throw new UsageException(
          "method '" + method() + "' needs examples; build a bank with 'glimpse bank build'");
    }
    if (page) {
      ExportPage.requireWritable(out);
    } else {
      List<Path> read = new ArrayList<>(classes.files());
      if (file != null) {
        read.add(file);
      }
      Outputs.requireNotAmong(List.of(out), read);
      AtomicFile.requireWritable(out);
    }
    return begins;
  }

  private String method() {
    return method == null ? ClassifierSpec.OfNames.USUAL_METHOD : method;
  }

  private Encoder open(@Nullable Bank bank, Console console) throws IOException {
    return bank == null
        ? common.open(
            common.encoderName(Encoders.DEFAULT), 1, classes.classes(console).expected(), console)
        : common.open(common.encoderName(bank.encoder().name()), 1, console);
  }

  private Predictor predictor(ImagePipeline pipeline, @Nullable Bank bank, Console console)
      throws IOException {
    CloudRendering clouds = CloudRendering.usual();
    Map<String, String> parameters = set.values();
    if (bank != null) {
      Bank seen = withoutPlaces ? bank.withLocal(null) : bank;
      return new ClassifierSpec.OfBank(String.valueOf(file), method, parameters)
          .open(pipeline, seen, clouds, console);
    }
    NamedClasses named = classes.classes(console);
    return new ClassifierSpec.OfNames(
            named.classes().names(), template.templates, method(), parameters, named.said())
        .open(pipeline, clouds, List.of(), console);
  }

  private void tell(ClassifierExport export, List<Path> written, Console console)
      throws IOException {
    List<ExportDocument.File> files = new ArrayList<>();
    for (Path one : written) {
      files.add(new ExportDocument.File(one.toString(), Files.size(one)));
    }
    Map<String, String> facts = export.metadata();
    console.printJson(
        new ExportDocument(
            files, input.toLowerCase(Locale.ROOT), facts, console.warnings(), console.errors()));
    for (ExportDocument.File one : files) {
      boolean small = one.bytes() < 1_000_000;
      console.print(
          small ? "%s: %.0f kB" : "%s: %.1f MB", one.path(), one.bytes() / (small ? 1e3 : 1e6));
    }
    console.print("%s", facts.getOrDefault("input", ""));
    console.print(
        "probabilities: %s%s",
        "true".equals(facts.get("calibrated")) ? "calibrated on " : "not calibrated: ",
        facts.getOrDefault("calibration", ""));
  }
}
