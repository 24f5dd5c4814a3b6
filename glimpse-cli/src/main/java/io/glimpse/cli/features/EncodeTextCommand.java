package io.glimpse.cli.features;

import io.glimpse.cli.answers.ClassOptions;
import io.glimpse.cli.answers.TemplateOption;
import io.glimpse.cli.console.CommandException;
import io.glimpse.cli.console.Console;
import io.glimpse.cli.console.GlimpseCommand;
import io.glimpse.cli.console.UsageException;
import io.glimpse.encoder.ClassTexts;
import io.glimpse.encoder.Encoder;
import io.glimpse.encoder.Encoders;
import io.glimpse.encoder.NoTextsException;
import io.glimpse.featurefile.FeatureDescription;
import io.glimpse.featurefile.FeatureOrigin;
import io.glimpse.featurefile.IdFile;
import io.glimpse.input.ClassList;
import io.glimpse.input.ClassPrompts;
import io.glimpse.input.NamedClasses;
import io.glimpse.matrix.Matrix;
import io.glimpse.tensor.Npy;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code glimpse encode text}: one row a text. */
@Command(
    name = "text",
    description = {
      "Writes the features of texts: float32, one unit row a text, in their order.",
      "With --template, [n, templates, d]: the rows that 'eval-features --prompts' takes.",
      "With --classes, --classes-file or --prompts, [classes, d]: the mean of what is said of each",
      "class, which 'eval-features --text' takes."
    },
    mixinStandardHelpOptions = true,
    footerHeading = "%nExamples:%n",
    footer = {
      "  glimpse encode text --texts names.txt -o names.npy",
      "  glimpse encode text --texts names.txt --template 'a photo of a {}.' -o prompts.npy",
      "  glimpse encode text --prompts sentences.json -o classes.npy",
      "  glimpse encode text --ids ids.npy --encoder ViT-B/32 -o texts.npy"
    })
final class EncodeTextCommand extends GlimpseCommand {

  @Option(names = "--texts", paramLabel = "FILE", description = "One text a line, UTF-8.")
  @Nullable Path texts;

  @Option(names = "--ids", paramLabel = "I.npy", description = "Token ids instead, [n, 77].")
  @Nullable Path ids;

  @Option(
      names = {"-o", "--out"},
      required = true,
      paramLabel = "F.npy",
      description = "The file to write.")
  Path out = Path.of("");

  @Option(names = "--raw", description = "Rows as the network gives them, not normalised.")
  boolean raw;

  @Mixin ClassOptions classes = new ClassOptions();

  @Mixin TemplateOption template = new TemplateOption();

  @Override
  public boolean readsPictures() {
    return false;
  }

  @Override
  protected int run(Console console) throws Exception {
    int sources = (texts == null ? 0 : 1) + (ids == null ? 0 : 1) + (classes.isGiven() ? 1 : 0);
    if (sources != 1) {
      throw new UsageException(
          "give the texts with --texts, or token ids with --ids, or classes with --classes,"
              + " --classes-file or --prompts");
    }
    if (classes.isGiven() && raw) {
      throw new UsageException("rows of classes are means of unit rows; --raw is for texts");
    }
    classes.check();
    if (ids != null && template.isGiven()) {
      throw new UsageException("--template goes around texts, not around token ids");
    }
    template.check();
    FeatureOutputs.check(
        List.of(out),
        Stream.concat(Stream.of(texts, ids).filter(Objects::nonNull), classes.files().stream())
            .map(Path.class::cast)
            .toList());
    NamedClasses named = classes.isGiven() ? classes.classes(console) : null;
    try (Encoder encoder = common.open(common.encoderName(Encoders.DEFAULT), 1, console)) {
      if (raw && encoder.givesUnitRows()) {
        console.note(EncodeImagesCommand.unitRowsOnly(encoder));
      }
      Matrix rows =
          named != null
              ? ofClasses(named, encoder, console)
              : texts != null ? ofTexts(texts, encoder, console) : ofIds(encoder);
      if (!raw) {
        encoder.unit(rows);
      }
      int perText = template.isGiven() && named == null ? template.of(encoder, console).size() : 0;
      List<Integer> shape =
          perText == 0
              ? List.of(rows.rows(), rows.columns())
              : List.of(rows.rows() / perText, perText, rows.columns());
      FeatureDescription description =
          new FeatureDescription(out, FeatureOrigin.TEXTS, encoder, raw, shape);
      description.with("inputs", rows.rows() / Math.max(1, perText)).forgetOld();
      Npy.write(out, rows.data(), shape.stream().mapToInt(Integer::intValue).toArray());
      description.write();
      Map<String, Object> json = new LinkedHashMap<>();
      json.put("encoder", FeatureDescription.encoderOfTexts(encoder));
      json.put("output", out.toString());
      json.put("shape", shape);
      if (named != null) {
        json.put("classes", named.classes().names());
      }
      json.put("errors", console.errors());
      console.printJson(json);
      console.print(
          "%s: %s", out, shape.stream().map(String::valueOf).collect(Collectors.joining(" x ")));
    }
    return console.exitCode();
  }

  private Matrix ofClasses(NamedClasses named, Encoder encoder, Console console) {
    return ClassPrompts.encode(
            encoder, named.classes(), named.said(), template.templates, List.of(), console)
        .features()
        .weights();
  }

  private Matrix ofTexts(Path file, Encoder encoder, Console console) throws IOException {
    List<String> lines = ClassList.lines(file);
    if (lines.isEmpty()) {
      throw new CommandException(file + ": there is no text in it");
    }
    List<String> prompts = new ArrayList<>();
    for (String line : lines) {
      if (template.isGiven()) {
        for (String around : template.of(encoder, console)) {
          prompts.add(ClassTexts.prompt(around, line));
        }
      } else {
        prompts.add(line);
      }
    }
    return encoder.encodeRawTexts(prompts, console);
  }

  private Matrix ofIds(Encoder encoder) throws IOException {
    Path file = Objects.requireNonNull(ids);
    if (encoder.vocabulary() == 0 && encoder.readsTexts()) {
      throw new CommandException(
          "encoder '" + encoder.name() + "' does not take token ids; give it --texts");
    }
    try {
      return encoder.encodeRawIds(IdFile.read(file));
    } catch (NoTextsException e) {
      throw e;
    } catch (IllegalArgumentException e) {
      throw new CommandException(file, String.valueOf(e.getMessage()));
    }
  }
}
