package io.glimpse.cli.answers;

import io.glimpse.cli.console.UsageException;
import io.glimpse.encoder.Encoder;
import io.glimpse.input.ClassPrompts;
import io.glimpse.progress.Notes;
import java.util.List;
import picocli.CommandLine.Option;

/** The option {@code --template}, and the texts that it makes. */
public final class TemplateOption {

  @Option(
      names = "--template",
      paramLabel = "T",
      description = "Sentence around a name, {} its place; may be repeated.")
  public List<String> templates = List.of();

  public boolean isGiven() {
    return !templates.isEmpty();
  }

  /** Checks the option before anything is opened. */
  public void check() {
    for (String template : templates) {
      if (!template.contains("{}")) {
        throw new UsageException(
            "--template '" + template + "' lacks {}, the place of the class name");
      }
    }
  }

  /** The templates to use: these, else the encoder's own. */
  public List<String> of(Encoder encoder, Notes notes) {
    return ClassPrompts.templates(encoder, templates, List.of(), notes);
  }
}
