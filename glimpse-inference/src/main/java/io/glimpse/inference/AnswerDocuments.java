package io.glimpse.inference;

import io.glimpse.document.ClassifyDocument;
import io.glimpse.document.EncoderDocument;
import io.glimpse.document.ErrorDocument;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Answers as documents, the same for every front. */
public final class AnswerDocuments {

  private AnswerDocuments() {}

  /**
   * The answers of one predictor.
   *
   * @param used null where there was no input
   * @param errors of inputs that could not be used
   */
  public static ClassifyDocument document(
      @Nullable Predictor used, List<ClassifyDocument.Result> results, List<ErrorDocument> errors) {
    return new ClassifyDocument(
        used == null ? null : EncoderDocument.of(used.encoder().id()),
        used == null ? null : used.classifier().method().name(),
        used == null ? List.of() : used.classifier().classes().names(),
        results,
        used != null && used.calibration().isCalibrated(),
        used == null ? null : used.calibration().sentence(),
        errors);
  }
}
