package io.glimpse.document;

import static org.assertj.core.api.Assertions.assertThat;

import io.glimpse.feature.ClassSet;
import io.glimpse.matrix.Matrix;
import io.glimpse.method.Prediction;
import io.glimpse.metric.Evaluation;
import io.glimpse.metric.Reliability;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Documents are compared with what maps of the same names in the same order give. */
class DocumentTest {

  private static final EncoderDocument LITE = new EncoderDocument("lite", "c0ffee");
  private static final Map<String, Object> LITE_MAP = map("name", "lite", "fingerprint", "c0ffee");

  /** Text that JSON must escape, or must not. */
  private static final String ODD = "a\"b\\c\n\u0001\u007f é漢 \ud83d\ude00 </script>";

  private static final List<ErrorDocument> ERRORS =
      List.of(new ErrorDocument(ODD, ODD + ": there is no such file"));
  private static final List<Map<String, Object>> ERROR_MAPS =
      List.of(map("path", ODD, "error", ODD + ": there is no such file"));

  private static final Map<String, Object> PARAMS =
      map(
          "alpha",
          new BigDecimal("1"),
          "lr",
          new BigDecimal("0.00000010"),
          "beta",
          new BigDecimal("1E+3"),
          "pooling",
          "mean+max");

  /** Names and values in turn. */
  private static Map<String, Object> map(@Nullable Object... entries) {
    Map<String, Object> map = new LinkedHashMap<>();
    for (int i = 0; i < entries.length; i += 2) {
      map.put((String) entries[i], entries[i + 1]);
    }
    return map;
  }

  private static String text(Object document) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    DocumentWriter.write(document, out);
    return out.toString(StandardCharsets.UTF_8);
  }

  @Test
  void anAnswerIsTheContractsToTheByte() throws IOException {
    List<Prediction.Ranked> ranked =
        Prediction.ranked(ClassSet.of("cat", "dog"), Matrix.of(new float[] {1, 1}), 0, 1);
    Prediction prediction =
        new Prediction(ranked, true, new Prediction.Unknown(-2.5, -1.5), ranked);
    ClassifyDocument document =
        new ClassifyDocument(
            LITE,
            "zero-shot",
            List.of("cat", "dog"),
            List.of(ClassifyDocument.Result.of("a.jpg", prediction, 1)),
            true,
            "2 examples",
            List.of(new ErrorDocument("b.jpg", "b.jpg: there is no such file")));

    assertThat(text(document))
        .isEqualTo(
            """
            {
              "encoder" : {
                "name" : "lite",
                "fingerprint" : "c0ffee"
              },
              "method" : "zero-shot",
              "classes" : [ "cat", "dog" ],
              "results" : [ {
                "path" : "a.jpg",
                "top" : [ {
                  "class" : "cat",
                  "probability" : 0.5,
                  "logit" : 1.0
                } ],
                "unknown" : {
                  "score" : -2.5,
                  "threshold" : -1.5,
                  "is" : true
                },
                "set" : [ "cat", "dog" ]
              } ],
              "calibrated" : true,
              "calibration" : "2 examples",
              "errors" : [ {
                "path" : "b.jpg",
                "error" : "b.jpg: there is no such file"
              } ]
            }
            """);
  }

  @Test
  void anAnswerAsALineIsTheSameElement() throws IOException {
    List<Prediction.Ranked> ranked =
        Prediction.ranked(ClassSet.of("c\nat"), Matrix.of(new float[] {1}), 0, 1);
    Prediction prediction = new Prediction(ranked, false, null, List.of());
    ClassifyDocument.Result result = ClassifyDocument.Result.of("a.jpg", prediction, 1);
    ByteArrayOutputStream out = new ByteArrayOutputStream();

    DocumentWriter.writeLine(result, out);
    DocumentWriter.writeLine(result.withUnsure(true).withSorted("s/a.jpg"), out);
    DocumentWriter.writeLine(result.withUnsure(false).withPlanned("s/a.jpg"), out);
    DocumentWriter.writeLine(new ErrorDocument("b.jpg", "b.jpg: gone"), out);

    String top =
        "{\"path\":\"a.jpg\",\"top\":[{\"class\":\"c\\nat\",\"probability\":1.0,\"logit\":1.0}]";
    assertThat(out.toString(StandardCharsets.UTF_8))
        .isEqualTo(
            top
                + "}\n"
                + top
                + ",\"unsure\":true,\"sorted\":\"s/a.jpg\"}\n"
                + top
                + ",\"unsure\":false,\"planned\":\"s/a.jpg\"}\n"
                + "{\"path\":\"b.jpg\",\"error\":\"b.jpg: gone\"}\n");
  }

  @Test
  void whatWasTakenBackIsCounted() throws IOException {
    UndoDocument document =
        new UndoDocument(
            "sorted", 2, 1, List.of(new UndoDocument.Apart("/a.jpg", "/a (2).jpg")), 1, ERRORS);

    assertThat(text(document))
        .isEqualTo(
            PlainJson.of(
                map(
                    "folder",
                    "sorted",
                    "moved",
                    2,
                    "removed",
                    1,
                    "apart",
                    List.of(map("path", "/a.jpg", "now", "/a (2).jpg")),
                    "left",
                    1,
                    "errors",
                    ERROR_MAPS)));
  }

  @Test
  void nothingToAnswerHasItsFieldsAllTheSame() throws IOException {
    assertThat(text(new ClassifyDocument(null, null, List.of(), List.of(), false, null, ERRORS)))
        .isEqualTo(
            PlainJson.of(
                map(
                    "encoder",
                    null,
                    "method",
                    null,
                    "classes",
                    List.of(),
                    "results",
                    List.of(),
                    "calibrated",
                    false,
                    "calibration",
                    null,
                    "errors",
                    ERROR_MAPS)));
  }

  @Test
  void logitsAreWrittenWithAllTheirDigits() throws IOException {
    ClassifyDocument.Ranked small = new ClassifyDocument.Ranked(ODD, 1.2345e-17, -1.0 / 3);
    ClassifyDocument.Ranked large = new ClassifyDocument.Ranked("b", 1, 1e21);
    ClassifyDocument.Result result =
        new ClassifyDocument.Result(ODD, List.of(small, large), null, null);

    assertThat(
            text(
                new ClassifyDocument(
                    LITE, ODD, List.of(ODD, "b"), List.of(result), false, ODD, List.of())))
        .isEqualTo(
            PlainJson.of(
                map(
                    "encoder",
                    LITE_MAP,
                    "method",
                    ODD,
                    "classes",
                    List.of(ODD, "b"),
                    "results",
                    List.of(
                        map(
                            "path",
                            ODD,
                            "top",
                            List.of(
                                map("class", ODD, "probability", 1.2345e-17, "logit", -1.0 / 3),
                                map("class", "b", "probability", 1.0, "logit", 1e21)))),
                    "calibrated",
                    false,
                    "calibration",
                    ODD,
                    "errors",
                    List.of())));
  }

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
            evaluation.reliability().bins().stream().map(DocumentTest::bin).toList(),
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

  @Test
  void whatIsNoNumberIsNull() throws IOException {
    StudyDocument.Result result =
        new StudyDocument.Result("d", "e", "m", 1, 2, "honest", 0, 0, Double.NaN, null);

    assertThat(text(new StudyDocument("o", 1, 0, 0, List.of(result), List.of())))
        .contains("\"total\" : 0,\n    \"accuracy\" : null\n  } ],");
    assertThat(text(map("infinite", Double.POSITIVE_INFINITY, "list", List.of(Double.NaN, 1.5))))
        .isEqualTo("{\n  \"infinite\" : null,\n  \"list\" : [ null, 1.5 ]\n}\n");
  }

  @Test
  void aBankOfPicturesDoesNotSpeakOfClouds() throws IOException {
    BankDocument.Clouds clouds =
        new BankDocument.Clouds("pointclip-zs", "y", 2048, 1, "averaged", List.of("0.25", "1.0"));
    Map<String, Object> expected =
        map("bank", ODD, "encoder", LITE_MAP, "method", "tip", "params", PARAMS);
    expected.putAll(map("calibrated", true, "calibration", "2 examples"));
    Map<String, Object> rest =
        map(
            "classes",
            List.of("cat"),
            "prompts",
            List.of(List.of("a cat", ODD)),
            "shots",
            List.of(map("id", "0a1b2c3d4e", "class", "cat", "source", ODD)),
            "provenance",
            map(
                "version",
                "0.1.0",
                "selection",
                "loo",
                "selected_on",
                4,
                "seed",
                1L << 40,
                "views",
                1,
                "created",
                "2026-11-30T08:02:35Z"),
            "errors",
            List.of());
    Map<String, Object> drawn = new LinkedHashMap<>(expected);
    drawn.put(
        "clouds",
        map(
            "preset",
            "pointclip-zs",
            "up",
            "y",
            "points",
            2048,
            "seed",
            1L,
            "fusion",
            "averaged",
            "weights",
            List.of(0.25f, 1f)));
    drawn.putAll(rest);
    expected.putAll(rest);

    assertThat(text(bank(null))).isEqualTo(PlainJson.of(expected));
    assertThat(text(bank(clouds))).isEqualTo(PlainJson.of(drawn));
  }

  private static BankDocument bank(BankDocument.@Nullable Clouds clouds) {
    return new BankDocument(
        ODD,
        LITE,
        "tip",
        PARAMS,
        true,
        "2 examples",
        null,
        null,
        clouds,
        List.of("cat"),
        List.of(List.of("a cat", ODD)),
        List.of(new BankDocument.Shot("0a1b2c3d4e", "cat", ODD)),
        new BankDocument.Origin("0.1.0", "loo", 4, 1L << 40, 1, "2026-11-30T08:02:35Z", null),
        List.of(),
        List.of());
  }

  @Test
  void theDemosAccuraciesAreShares() throws IOException {
    DemoDocument document =
        new DemoDocument(
            LITE,
            List.of("cat"),
            List.of(new DemoDocument.Result("tip", 4, 1, 3)),
            new DemoDocument.Strange(3, 4),
            "out/report.html",
            ERRORS);

    assertThat(text(document))
        .isEqualTo(
            PlainJson.of(
                map(
                    "encoder",
                    LITE_MAP,
                    "classes",
                    List.of("cat"),
                    "scores",
                    List.of(
                        map(
                            "method", "tip",
                            "shots", 4,
                            "correct", 1,
                            "total", 3,
                            "accuracy", 1.0 / 3)),
                    "strange",
                    map("noticed", 3, "total", 4),
                    "report",
                    "out/report.html",
                    "errors",
                    ERROR_MAPS)));
  }

  @Test
  void anExperimentHasCountsOrAnError() throws IOException {
    Map<String, Object> of =
        map(
            "dataset", "d",
            "encoder", "e",
            "method", "tip",
            "shots", 16,
            "seed", 3L,
            "protocol", "honest");
    Map<String, Object> answered = new LinkedHashMap<>(of);
    answered.putAll(map("correct", 1, "total", 2, "accuracy", 0.5));
    Map<String, Object> failed = new LinkedHashMap<>(of);
    failed.put("error", ODD);
    List<StudyDocument.Result> results =
        List.of(
            new StudyDocument.Result("d", "e", "tip", 16, 3, "honest", 1, 2, 0.5, null),
            new StudyDocument.Result("d", "e", "tip", 16, 3, "honest", null, null, null, ODD));

    assertThat(text(new StudyDocument("out", 1, 2, 3, results, ERRORS)))
        .isEqualTo(
            PlainJson.of(
                map(
                    "out",
                    "out",
                    "computed",
                    1,
                    "kept",
                    2,
                    "failed",
                    3,
                    "results",
                    List.of(answered, failed),
                    "errors",
                    ERROR_MAPS)));
  }

  @Test
  void mapsOfOtherAnswersAreWrittenAsTheyWere() throws IOException {
    Map<String, Object> other =
        map(
            "ids",
            List.of(new int[] {49406, 0}, new int[0]),
            "bytes",
            1L << 40,
            "path",
            null,
            "bounds",
            List.of(List.of(-0.0, 1e-7), List.of()),
            "empty",
            Map.of());

    assertThat(text(other)).isEqualTo(PlainJson.of(other));
    assertThat(text(map("errors", ERRORS))).isEqualTo(PlainJson.of(map("errors", ERROR_MAPS)));
  }

  @Test
  void theStreamStaysOpen() throws IOException {
    ByteArrayOutputStream out =
        new ByteArrayOutputStream() {
          @Override
          public void close() {
            throw new AssertionError("closed");
          }
        };

    DocumentWriter.write(Map.of(), out);

    assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo("{ }\n");
  }

  @Test
  void aMigrationLeavesOutWhatCannotBeCounted() throws IOException {
    MigrationDocument document =
        new MigrationDocument(
            "a.bank",
            LITE,
            new EncoderDocument("other", "beef"),
            3,
            List.of(new MigrationDocument.LeftOut("3fa9", ODD, "cat", "the file is gone")),
            new MigrationDocument.Found(2, 4),
            null,
            List.of(),
            ERRORS);

    assertThat(text(document))
        .isEqualTo(
            text(
                map(
                    "bank",
                    "a.bank",
                    "from",
                    LITE_MAP,
                    "encoder",
                    map("name", "other", "fingerprint", "beef"),
                    "shots",
                    3,
                    "left_out",
                    List.of(
                        map(
                            "id",
                            "3fa9",
                            "path",
                            ODD,
                            "class",
                            "cat",
                            "reason",
                            "the file is gone")),
                    "before",
                    map("correct", 2, "total", 4),
                    "errors",
                    ERROR_MAPS)));
  }
}
