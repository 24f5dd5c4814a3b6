package io.glimpse.spark;

import io.glimpse.encoder.Encoder;
import io.glimpse.encoder.ImagePipeline;
import io.glimpse.feature.ClassSet;
import io.glimpse.feature.EncoderId;
import io.glimpse.feature.TextFeatures;
import io.glimpse.image.DecodeOptions;
import io.glimpse.inference.ClassifierSpec;
import io.glimpse.inference.Predictor;
import io.glimpse.input.CloudRendering;
import io.glimpse.matrix.Matrix;
import io.glimpse.progress.Notes;
import java.util.List;
import java.util.UUID;

/**
 * Names of classes, and their texts as the driver encoded them.
 *
 * @param id its own
 * @param spec the names, and what is said of them
 * @param encoder name and fingerprint
 * @param weights a row a class
 * @param prompts per class, the rows of its prompts
 */
@SuppressWarnings("ArrayRecordComponent") // Nobody compares two of these.
record SentNames(
    UUID id,
    ClassifierSpec.OfNames spec,
    List<String> encoder,
    float[][] weights,
    List<float[][]> prompts)
    implements SentClassifier {

  private static final long serialVersionUID = 1L;

  /** Encodes their texts. */
  static SentNames of(ClassifierSpec.OfNames spec, Encoder encoder) {
    TextFeatures features = spec.encode(encoder, List.of(), Notes.SILENT);
    return new SentNames(
        UUID.randomUUID(),
        spec,
        List.of(encoder.id().name(), encoder.id().fingerprint()),
        rows(features.weights()),
        features.prompts().stream().map(SentNames::rows).toList());
  }

  private static float[][] rows(Matrix matrix) {
    float[][] rows = new float[matrix.rows()][];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = matrix.row(i);
    }
    return rows;
  }

  @Override
  public Predictor open(Encoder opened) {
    new EncoderId(encoder.get(0), encoder.get(1))
        .requireSame(opened.id(), "What classes are called");
    return spec.open(
        new ImagePipeline(opened, DecodeOptions.defaults(), 1),
        CloudRendering.usual(),
        new TextFeatures(
            ClassSet.of(spec.classes()),
            Matrix.of(weights),
            prompts.stream().map(Matrix::of).toList()),
        Notes.SILENT);
  }
}
