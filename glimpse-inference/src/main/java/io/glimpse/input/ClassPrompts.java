package io.glimpse.input;

import io.glimpse.encoder.ClassTexts;
import io.glimpse.encoder.Encoder;
import io.glimpse.feature.ClassSet;
import io.glimpse.progress.Notes;
import java.util.List;

/** Chooses the sentences around the names of classes, and encodes them. */
public final class ClassPrompts {

  private ClassPrompts() {}

  /**
   * Encodes the classes' names in the templates of {@link #templates}.
   *
   * @param notes hear what was left aside, and how far it has come
   */
  public static ClassTexts encode(
      Encoder encoder, ClassSet classes, List<String> asked, List<String> usual, Notes notes) {
    return ClassTexts.of(encoder, classes, templates(encoder, asked, usual, notes), notes);
  }

  /**
   * The templates to use: those that were asked for, else {@code usual} ones, else the encoder's
   * own.
   */
  public static List<String> templates(
      Encoder encoder, List<String> asked, List<String> usual, Notes notes) {
    if (asked.isEmpty()) {
      return usual.isEmpty() ? encoder.templates() : usual;
    }
    if (encoder.usesBareNames() && !asked.equals(List.of("{}"))) {
      notes.note(
          "encoder '" + encoder.name() + "' does best with bare names; templates are left aside");
      return List.of("{}");
    }
    return asked;
  }
}
