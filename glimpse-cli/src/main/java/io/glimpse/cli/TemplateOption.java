package io.glimpse.cli;

import io.glimpse.encoder.ClassTexts;
import io.glimpse.encoder.Encoder;
import io.glimpse.feature.ClassSet;
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

  /**
   * Encodes the classes' names in these templates, else in {@code usual} ones, else in the
   * encoder's own.
   */
  ClassTexts encode(Encoder encoder, ClassSet classes, List<String> usual, Console console) {
    List<String> otherwise = usual.isEmpty() ? encoder.templates() : usual;
    ClassTexts texts = ClassTexts.of(encoder, classes, isGiven() ? templates : otherwise);
    if (isGiven() && !texts.templates().equals(templates)) {
      console.note(
          "encoder '" + encoder.name() + "' does best with bare names; --template is left aside");
    }
    return texts;
  }
}
