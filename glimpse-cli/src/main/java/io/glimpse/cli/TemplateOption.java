package io.glimpse.cli;

import io.glimpse.encoder.Encoder;
import io.glimpse.input.ClassPrompts;
import io.glimpse.progress.Notes;
import java.util.List;
import picocli.CommandLine.Option;

/** The option {@code --template}, and the texts that it makes. */
final class TemplateOption {

  @Option(
      names = "--template",
      paramLabel = "T",
      description = "Sentence around a name, {} its place; may be repeated.")
  List<String> templates = List.of();

  boolean isGiven() {
    return !templates.isEmpty();
  }

  /** Checks the option before anything is opened. */
  void check() {
    for (String template : templates) {
      if (!template.contains("{}")) {
        throw new UsageException(
            "--template '" + template + "' lacks {}, the place of the class name");
      }
    }
  }

  /** The templates to use: these, else the encoder's own. */
  List<String> of(Encoder encoder, Notes notes) {
    return ClassPrompts.templates(encoder, templates, List.of(), notes);
  }
}
