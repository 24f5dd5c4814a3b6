package io.glimpse.pretrained;

import io.glimpse.checkpoint.TextRules;
import io.glimpse.checkpoint.TextRules.Pieces;
import java.io.IOException;
import java.nio.file.Path;

/** Finds the rule by which a model's strings become ids. */
final class StringsReader {

  private StringsReader() {}

  /**
   * Opens it.
   *
   * @param encoder its name, for messages
   * @param checkpoint beside whose weights its files lie
   * @throws IOException if they are missing, damaged, or of another model
   */
  static Strings open(String encoder, Path checkpoint, TextRules rules) throws IOException {
    if (rules.pieces() == Pieces.CLIP) {
      if (rules.vocabulary() != ClipStrings.VOCABULARY) {
        throw new VocabularyException(encoder, rules.vocabulary(), ClipStrings.VOCABULARY);
      }
      return new ClipStrings(rules.context());
    }
    throw new IOException(checkpoint + " to come");
  }
}
