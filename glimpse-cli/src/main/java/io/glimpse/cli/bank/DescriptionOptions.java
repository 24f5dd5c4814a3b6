package io.glimpse.cli.bank;

import io.glimpse.cli.console.UsageException;
import io.glimpse.encoder.ClassDescriptions;
import io.glimpse.feature.ClassSet;
import io.glimpse.input.ClassList;
import io.glimpse.input.DescriptionFile;
import io.glimpse.progress.Notes;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that say what classes look like which have their names from elsewhere. */
final class DescriptionOptions {

  @Option(
      names = "--classes",
      paramLabel = "A=WORDS,B=WORDS",
      description =
          "What classes look like, for names that do not say it. Quotation marks hold commas; may be "
              + "repeated.")
  List<String> classes = List.of();

  @Option(
      names = "--prompts",
      paramLabel = "F",
      description =
          "Sentences that describe classes: a JSON object with a list of them a class, or a class, "
              + "a tab and a sentence a line.")
  @Nullable Path promptsFile;

  /** The files that are read for them. */
  List<Path> files() {
    return promptsFile == null ? List.of() : List.of(promptsFile);
  }

  /**
   * What is said of some classes; what the file says of others is left aside, and told.
   *
   * @throws UsageException naming a class that was typed and is not there
   */
  ClassDescriptions of(ClassSet known, Notes notes) throws IOException {
    ClassDescriptions said =
        promptsFile == null
            ? ClassDescriptions.NONE
            : DescriptionFile.of(known, promptsFile, notes);
    if (classes.isEmpty()) {
      return said;
    }
    try {
      ClassDescriptions typed = ClassList.ofLists(classes).said();
      typed.requireAmong(known);
      return said.with(typed);
    } catch (IllegalArgumentException e) {
      throw new UsageException("--classes: " + e.getMessage());
    }
  }
}
