package io.glimpse.document;

import static io.glimpse.document.ExpectedDocuments.ERRORS;
import static io.glimpse.document.ExpectedDocuments.ERROR_MAPS;
import static io.glimpse.document.ExpectedDocuments.LITE;
import static io.glimpse.document.ExpectedDocuments.LITE_MAP;
import static io.glimpse.document.ExpectedDocuments.PARAMS;
import static io.glimpse.document.ExpectedDocuments.map;
import static io.glimpse.document.ExpectedDocuments.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.glimpse.feature.ClassSet;
import io.glimpse.matrix.Matrix;
import io.glimpse.method.Prediction;
import io.glimpse.metric.Evaluation;
import io.glimpse.metric.Reliability;
import java.io.IOException;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What {@code evaluate} answers, compared as in {@link DocumentTest}. */
class EvaluateDocumentTest {

  @Test
  void whatWasChosenOnTheTestSetStandsBetweenParametersAndCounts() throws IOException {
    Evaluation evaluation = new Evaluation(ClassSet.of("cat", "dog"));
    Matrix logits = Matrix.of(new float[] {2, 1});
    evaluation.add(0, Prediction.of(evaluation.classes(), logits, 0));
    evaluation.add(1, Prediction.of(evaluation.classes(), logits, 0));
    Map<String, Object> before = map("encoder", LITE_MAP, "method", "tip", "params", PARAMS);
    Map<String, Object> counts =
        map(
            "correct",
            evaluation.correct(),
            "total",
            evaluation.total(),
            "accuracy",
            evaluation.accuracy(),
            "top5",
            1.0,
            "mean_of_classes",
            evaluation.meanOfClasses(),
            "ece",
            evaluation.expectedCalibrationError(),
            "nll",
            evaluation.negativeLogLikelihood(),
            "brier",
            evaluation.brier(),
            "calibrated",
            false,
            "calibration",
            "a reason",
            "confusion",
            Arrays.asList(evaluation.confusion()),
            "classes",
            List.of("cat", "dog"),
            "per_class",
            List.of(
                map("class", "cat", "correct", 1, "total", 1, "accuracy", 1.0),
                map("class", "dog", "correct", 0, "total", 1, "accuracy", 0.0)),
            "untested",
            List.of(),
            "reliability",
            evaluation.reliability().bins().stream().map(EvaluateDocumentTest::bin).toList(),
            "risk_coverage",
            Collections.nCopies(10, map("coverage", 1.0, "risk", 0.5)),
            "sets",
            null,
            "unknown",
            null,
            "wrong",
            List.of(map("path", "d.jpg", "class", "dog", "answer", "cat", "probability", 0.75)),
            "seconds",
            0.25,
            "errors",
            ERROR_MAPS);
    Map<String, Object> honest = new LinkedHashMap<>(before);
    honest.putAll(counts);
    Map<String, Object> leaked = new LinkedHashMap<>(before);
    leaked.putAll(map("protocol", "reference", "leak", "a leak", "view_weights", "1 0.5"));
    leaked.putAll(counts);

    EvaluateDocument.Reference reference = EvaluateDocument.Reference.of("a leak", "1 0.5");

    assertThat(text(evaluated(null, evaluation))).isEqualTo(PlainJson.of(honest));
    assertThat(text(evaluated(reference, evaluation))).isEqualTo(PlainJson.of(leaked));
  }

  private static EvaluateDocument evaluated(
      EvaluateDocument.@Nullable Reference reference, Evaluation evaluation) {
    List<EvaluateDocument.Wrong> wrong =
        List.of(new EvaluateDocument.Wrong("d.jpg", "dog", "cat", 0.75));
    return EvaluateDocument.of(
        LITE, "tip", PARAMS, reference, evaluation, "a reason", 0.9, null, wrong, 0.25, ERRORS);
  }

  private static Map<String, Object> bin(Reliability.Bin bin) {
    return map(
        "from",
        bin.from(),
        "to",
        bin.to(),
        "count",
        bin.count(),
        "probability",
        bin.probability(),
        "accuracy",
        bin.accuracy());
  }

  @Test
  void setsAndPicturesOfNoClassAreSaidWhereThereAreSome() throws IOException {
    Evaluation evaluation = new Evaluation(ClassSet.of("cat", "dog"));
    Prediction plain = Prediction.of(evaluation.classes(), Matrix.of(new float[] {2, 1}), 0);
    Prediction.Unknown known = new Prediction.Unknown(1, 0.5);
    evaluation.add(1, new Prediction(plain.ranked(), true, known, plain.top(1)));
    evaluation.addUnknown(
        new Prediction(plain.ranked(), true, new Prediction.Unknown(0, 0.5), plain.top(1)));

    assertThat(text(evaluated(null, evaluation)))
        .contains(
            "\"calibrated\" : true,",
            """
              "sets" : {
                "coverage_asked" : 0.9,
                "coverage" : 0.0,
                "mean_size" : 1.0,
                "single" : 1.0
              },
              "unknown" : {
                "auroc" : 1.0,
                "auroc_top_probability" : 0.5,
                "fpr95" : 0.0,
                "false_acceptance" : 0.0,
                "false_rejection" : 0.0,
                "total" : 1
              },
            """);
  }

  @Test
  void withoutScoresOrAThresholdTheirFiguresAreNull() throws IOException {
    Evaluation evaluation = new Evaluation(ClassSet.of("cat", "dog"));
    Prediction plain = Prediction.of(evaluation.classes(), Matrix.of(new float[] {2, 1}), 0);
    evaluation.add(0, plain);
    evaluation.addUnknown(plain);

    assertThat(text(evaluated(null, evaluation)))
        .contains("\"auroc\" : null,", "\"fpr95\" : null,", "\"false_acceptance\" : null,");
  }
}
