package io.glimpse.cli.features;

import io.glimpse.cli.console.CommandException;
import io.glimpse.cli.console.Console;
import io.glimpse.cli.console.GlimpseCommand;
import io.glimpse.cli.console.UsageException;
import io.glimpse.input.ClassList;
import io.glimpse.text.ClipTokenizer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code glimpse tokenize}: CLIP's token ids. */
@Command(
    name = "tokenize",
    description = {
      "Prints CLIP's token ids of texts: 77 a text, zero-padded.",
      "The embedded encoder has a vocabulary of its own, which this does not show."
    },
    mixinStandardHelpOptions = true,
    footerHeading = "%nExamples:%n",
    footer = {
      "  glimpse tokenize \"a photo of a cat\"",
      "  glimpse tokenize --file prompts.txt --json"
    })
public final class TokenizeCommand extends GlimpseCommand {

  @Parameters(arity = "0..*", paramLabel = "TEXT", description = "Texts.")
  List<String> texts = List.of();

  @Option(
      names = "--file",
      paramLabel = "F",
      description = "Texts instead, one a line, UTF-8; an empty line is a text.")
  @Nullable Path file;

  @Option(
      names = "--no-truncate",
      description = "Refuse a text of more than 77 tokens instead of cutting it.")
  boolean noTruncate;

  @Override
  public boolean usesEncoder() {
    return false;
  }

  @Override
  protected int run(Console console) throws Exception {
    if (texts.isEmpty() == (file == null)) {
      throw new UsageException("give texts, or a file of them with --file");
    }
    List<String> all = file == null ? texts : linesKept(file);
    ClipTokenizer tokenizer = new ClipTokenizer();
    List<int[]> ids = new ArrayList<>();
    for (int i = 0; i < all.size(); i++) {
      try {
        ids.add(tokenizer.encode(all.get(i), !noTruncate));
      } catch (IllegalArgumentException e) {
        String where = file == null ? "text " + (i + 1) : file + ", line " + (i + 1);
        throw new CommandException(where + ": " + e.getMessage(), e);
      }
    }
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("ids", ids);
    json.put("errors", console.errors());
    console.printJson(json);
    for (int[] row : ids) {
      console.print("%s", Arrays.toString(row).replaceAll("[\\[\\],]", ""));
    }
    return console.exitCode();
  }

  /** Only {@code \n} ends a line; a carriage return belongs to its text. */
  private static List<String> linesKept(Path file) throws IOException {
    List<String> lines = new ArrayList<>(List.of(ClassList.text(file).split("\n", -1)));
    if (lines.get(lines.size() - 1).isEmpty()) {
      lines.remove(lines.size() - 1);
    }
    return lines;
  }
}
