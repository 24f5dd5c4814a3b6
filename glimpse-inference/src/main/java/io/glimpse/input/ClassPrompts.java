package io.glimpse.input;

import io.glimpse.encoder.ClassTexts;
import io.glimpse.encoder.Encoder;
import io.glimpse.feature.ClassSet;
import io.glimpse.progress.Notes;
import io.glimpse.progress.Progress;
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
    List<String> templates = templates(encoder, asked, usual, notes);
    TextProgress progress = new TextProgress(notes);
    try {
      return ClassTexts.of(encoder, classes, templates, progress::encoded);
    } finally {
      progress.close();
    }
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

  /** The clock starts with the first part that is told of. */
  private static final class TextProgress {
    private final Notes notes;
    private Progress progress = Progress.NONE;

    TextProgress(Notes notes) {
      this.notes = notes;
    }

    void encoded(int done, int total) {
      if (progress == Progress.NONE) {
        progress = notes.progress("texts", total);
      }
      progress.to(done);
    }

    void close() {
      progress.close();
    }
  }
}
