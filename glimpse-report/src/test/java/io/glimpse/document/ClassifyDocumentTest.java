package io.glimpse.document;

import static io.glimpse.document.ExpectedDocuments.ERRORS;
import static io.glimpse.document.ExpectedDocuments.ERROR_MAPS;
import static io.glimpse.document.ExpectedDocuments.LITE;
import static io.glimpse.document.ExpectedDocuments.LITE_MAP;
import static io.glimpse.document.ExpectedDocuments.ODD;
import static io.glimpse.document.ExpectedDocuments.map;
import static io.glimpse.document.ExpectedDocuments.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.glimpse.feature.ClassSet;
import io.glimpse.matrix.Matrix;
import io.glimpse.method.Prediction;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What {@code classify} answers, compared as in {@link DocumentTest}. */
class ClassifyDocumentTest {

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
}
