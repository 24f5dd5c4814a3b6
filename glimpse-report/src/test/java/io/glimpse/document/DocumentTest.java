package io.glimpse.document;

import static io.glimpse.document.ExpectedDocuments.ERRORS;
import static io.glimpse.document.ExpectedDocuments.ERROR_MAPS;
import static io.glimpse.document.ExpectedDocuments.LITE;
import static io.glimpse.document.ExpectedDocuments.LITE_MAP;
import static io.glimpse.document.ExpectedDocuments.ODD;
import static io.glimpse.document.ExpectedDocuments.PARAMS;
import static io.glimpse.document.ExpectedDocuments.map;
import static io.glimpse.document.ExpectedDocuments.text;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Documents are compared with what maps of the same names in the same order give. */
class DocumentTest {

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
