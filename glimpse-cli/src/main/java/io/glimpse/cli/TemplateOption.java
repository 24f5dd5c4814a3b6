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

  /** The templates to use: these, else {@code usual} ones, else the encoder's own. */
  List<String> of(Encoder encoder, List<String> usual, Console console) {
    if (!isGiven()) {
      return usual.isEmpty() ? encoder.templates() : usual;
    }
    if (encoder.usesBareNames() && !templates.equals(List.of("{}"))) {
      console.note(
          "encoder '" + encoder.name() + "' does best with bare names; --template is left aside");
      return List.of("{}");
    }
    return templates;
  }

  /** Encodes the classes' names in the templates of {@link #of}. */
  ClassTexts encode(Encoder encoder, ClassSet classes, List<String> usual, Console console) {
    List<String> used = of(encoder, usual, console);
    try (TextProgress progress = new TextProgress(console)) {
      return ClassTexts.of(encoder, classes, used, progress);
    }
  }
}
