package io.glimpse.encoder;

import io.glimpse.matrix.Matrix;
import io.glimpse.progress.Notes;
import io.glimpse.progress.Progress;
import java.util.List;

/** Encodes many texts in parts, so that somebody can be told in between. */
final class TextBatches {

  /** A multiple of what encoders keep together: more calls do not make smaller batches. */
  static final int TOGETHER = 512;

  private TextBatches() {}

  static Matrix encode(Encoder encoder, List<String> texts, Notes notes) {
    int total = texts.size();
    if (total <= TOGETHER) {
      return encoder.encodeRawTexts(texts);
    }
    Matrix rows = new Matrix(total, encoder.dimension());
    try (Progress progress = notes.progress("texts", total)) {
      for (int from = 0; from < total; from += TOGETHER) {
        int to = Math.min(total, from + TOGETHER);
        rows.setRows(from, encoder.encodeRawTexts(texts.subList(from, to)));
        progress.to(to);
      }
    }
    return rows;
  }
}
