package io.glimpse.cli;

import io.glimpse.encoder.Encoder;
import io.glimpse.encoder.Encoders;
import io.glimpse.matrix.Matrix;
import io.glimpse.tensor.Npy;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code glimpse encode text}: one row a text. */
@Command(
    name = "text",
    description = "Writes the features of texts: float32, one unit row a text, in their order.",
    mixinStandardHelpOptions = true,
    footerHeading = "%nExamples:%n",
    footer = {"  glimpse encode text --texts names.txt -o names.npy"})
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

  @Override
  int run(Console console) throws Exception {
    if ((texts == null) == (ids == null)) {
      throw new UsageException("give the texts with --texts, or token ids with --ids");
    }
    try (Encoder encoder = common.open(common.encoderName(Encoders.DEFAULT), 1)) {
      if (texts == null) {
        throw new CommandException(
            "encoder '" + encoder.name() + "' does not take token ids; give it --texts");
      }
      List<String> lines = ClassNames.lines(texts);
      if (lines.isEmpty()) {
        throw new CommandException(texts + ": there is no text in it");
      }
      if (raw) {
        console.note(EncodeImagesCommand.unitRowsOnly(encoder));
      }
      Matrix rows = encoder.encodeTexts(lines);
      Npy.write(out, rows);
      Map<String, Object> json = new LinkedHashMap<>();
      json.put("encoder", Map.of("name", encoder.name(), "fingerprint", encoder.fingerprint()));
      json.put("output", out.toString());
      json.put("shape", List.of(rows.rows(), rows.columns()));
      json.put("errors", console.errors());
      console.printJson(json);
      console.print("%s: %d x %d", out, rows.rows(), rows.columns());
    }
    return console.exitCode();
  }
}
