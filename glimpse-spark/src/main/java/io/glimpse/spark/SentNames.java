package io.glimpse.spark;

import io.glimpse.bank.Bank;
import io.glimpse.bank.BankShots;
import io.glimpse.bank.BankTexts;
import io.glimpse.bank.Fitted;
import io.glimpse.bank.Provenance;
import io.glimpse.encoder.ClassDescriptions;
import io.glimpse.encoder.ClassTexts;
import io.glimpse.encoder.Encoder;
import io.glimpse.feature.Cache;
import io.glimpse.feature.ClassSet;
import io.glimpse.feature.EncoderId;
import io.glimpse.feature.TextFeatures;
import io.glimpse.file.Version;
import io.glimpse.inference.ClassifierSpec;
import io.glimpse.input.ClassPrompts;
import io.glimpse.matrix.Matrix;
import io.glimpse.method.Methods;
import io.glimpse.method.Parameters;
import io.glimpse.progress.Notes;
import io.glimpse.shots.BankRecipe;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Names of classes, and their texts as the driver encoded them.
 *
 * @param encoder name and fingerprint
 * @param weights a row a class
 * @param prompts per class, the rows of its prompts
 * @param said per class, its prompts
 */
@SuppressWarnings("ArrayRecordComponent") // Nobody compares two of these.
record SentNames(
    List<String> encoder,
    List<String> classes,
    float[][] weights,
    List<float[][]> prompts,
    List<List<String>> said,
    List<String> templates,
    String method,
    Map<String, String> parameters)
    implements SentClassifier {

  private static final long serialVersionUID = 1L;

  /**
   * Encodes their texts.
   *
   * @param templates sentences around them; none for the encoder's own
   * @throws IllegalArgumentException if the method needs examples, or a name is there twice
   */
  static SentNames of(
      Encoder encoder, List<String> classes, List<String> templates, String method) {
    // What names and methods go together is said in one place.
    ClassifierSpec.OfNames spec =
        new ClassifierSpec.OfNames(classes).withTemplates(templates).withMethod(method);
    ClassTexts texts =
        ClassPrompts.encode(
            encoder,
            ClassSet.of(spec.classes()),
            ClassDescriptions.NONE,
            templates,
            List.of(),
            Notes.SILENT);
    TextFeatures features = texts.features();
    return new SentNames(
        List.of(encoder.id().name(), encoder.id().fingerprint()),
        features.classes().names(),
        rows(features.weights()),
        features.prompts().stream().map(SentNames::rows).toList(),
        texts.prompts(),
        texts.templates(),
        method,
        Parameters.of(Methods.of(method), encoder.defaults(method), Map.of()).asText());
  }

  private static float[][] rows(Matrix matrix) {
    float[][] rows = new float[matrix.rows()][];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = matrix.row(i);
    }
    return rows;
  }

  @Override
  public String name() {
    return "classes";
  }

  /** A bank without examples. */
  @Override
  public Bank bank() {
    List<Matrix> matrices = new ArrayList<>();
    prompts.forEach(rows -> matrices.add(Matrix.of(rows)));
    TextFeatures features =
        new TextFeatures(ClassSet.of(classes), Matrix.of(weights), List.copyOf(matrices));
    return new Bank(
        new EncoderId(encoder.get(0), encoder.get(1)),
        new BankTexts(features, said, templates),
        BankShots.of(Cache.empty(features.dimension()), List.of()),
        Fitted.of(method, parameters),
        new Provenance(
            Version.current(), "fixed", 0, BankRecipe.usual().seed(), 1, Instant.EPOCH.toString()),
        null);
  }
}
