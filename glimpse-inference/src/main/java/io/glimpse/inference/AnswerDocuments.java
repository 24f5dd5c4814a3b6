package io.glimpse.inference;

import io.glimpse.document.ClassifyDocument;
import io.glimpse.document.EncoderDocument;
import io.glimpse.document.ErrorDocument;
import io.glimpse.encoder.EncodedImage;
import io.glimpse.image.ImageException;
import io.glimpse.image.Region;
import io.glimpse.method.Prediction;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Answers as documents, the same for every front. */
public final class AnswerDocuments {

  /** Odd places of a picture that are told. */
  private static final int PLACES = 3;

  private AnswerDocuments() {}

  /**
   * The answer for one input, under its name.
   *
   * @param image that was answered
   * @param top classes, at least 1
   * @throws ImageException if it could not be used
   */
  public static ClassifyDocument.Result result(
      Predictor predictor, EncodedImage image, Prediction prediction, int top)
      throws ImageException {
    ClassifyDocument.Result result =
        ClassifyDocument.Result.of(image.input().name(), prediction, top);
    OddPlaces odd = predictor.oddPlaces(image).orElse(null);
    return odd == null
        ? result
        : result.withPlaces(odd.oddest(PLACES).stream().map(AnswerDocuments::place).toList());
  }

  private static ClassifyDocument.Place place(OddPlaces.Place odd) {
    Region box = odd.box();
    return new ClassifyDocument.Place(
        List.of(box.left(), box.top(), box.left() + box.width(), box.top() + box.height()),
        odd.oddness());
  }

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
