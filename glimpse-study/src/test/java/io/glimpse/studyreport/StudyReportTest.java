package io.glimpse.studyreport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.glimpse.study.MethodVariant;
import io.glimpse.study.Protocol;
import io.glimpse.study.Study;
import io.glimpse.study.StudyData;
import io.glimpse.study.StudyFolder;
import io.glimpse.study.StudyListener;
import io.glimpse.study.StudyPlan;
import io.glimpse.study.StudySource;
import io.glimpse.study.ValidationImages;
import io.glimpse.tensor.Npy;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StudyReportTest {

  @TempDir Path folder;

  @BeforeEach
  void runAStudyThatLacksTwoShots() throws IOException {
    Path features = Files.createDirectories(folder.resolve("features"));
    float[] axes = {1, 0, 0, 1};
    for (String part : List.of("test", "val", "shots_1_seed_1", "shots_1_seed_2", "text")) {
      Npy.write(features.resolve(part + "_features.npy"), axes, 2, 2);
      Npy.write(features.resolve(part + "_labels.npy"), new int[] {0, 1});
    }
    Files.writeString(features.resolve("classes.txt"), "cat\n<script>alert(1)</script>\n");
    for (Protocol protocol : Protocol.values()) {
      StudyPlan plan =
          new StudyPlan(
              List.of(
                  MethodVariant.parse("zero-shot"),
                  MethodVariant.parse("tip"),
                  MethodVariant.parse("tip:alpha=2:select=fixed"),
                  MethodVariant.parse("tip-f")),
              List.of(1, 2),
              List.of(1L, 2L),
              protocol,
              ValidationImages.WHOLE);
      try (StudyFolder out = StudyFolder.open(folder.resolve("out"));
          StudyData data = StudySource.ready("caltech101", features, "axes")) {
        new Study(out, plan, "test", 1, StudyListener.SILENT).run(data);
      }
    }
  }

  private String file(String name) throws IOException {
    return Files.readString(folder.resolve("out").resolve(name));
  }

  @Test
  void pageIsTheOnlyOneAndLoadsNothingFromOutside() throws Exception {
    StudyReport.of(folder.resolve("out"), "test").write();

    try (Stream<Path> files = Files.walk(folder.resolve("out"))) {
      assertThat(files.filter(f -> f.toString().endsWith(".html"))).hasSize(1);
    }
    String page = file("report.html");
    assertThat(page)
        .contains("default-src &#39;none&#39;")
        .doesNotContain("<script", "http://", "@import", "<link", "file:")
        .doesNotContainPattern("src=\"(?!data:)")
        .doesNotContainPattern("url\\((?!data:)");
    DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(
            new ByteArrayInputStream(
                page.replace("<!DOCTYPE html>", "").getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void missingExperimentsStayVisible() throws IOException {
    StudyReport.of(folder.resolve("out"), "test").write();

    assertThat(file("report.html")).contains("title=\"missing\"", "did not run yet");
    assertThat(file("tables/accuracy_caltech101_axes_honest.csv"))
        .contains("Method,0 shots,1 shot,2 shots", "tip,,100.00 ± 0.00,missing");
  }

  @Test
  void leakAndPublishedFiguresAreLabelled() throws IOException {
    StudyReport.of(folder.resolve("out"), "test").write();

    assertThat(file("report.html"))
        .contains("were chosen on the test set", "reference (parameters chosen on the test set");
    assertThat(file("report.md")).contains("Protocol: honest.", "Seeds: 1; 2.");
    assertThat(file("tables/published_caltech101_axes_honest.csv"))
        .contains("tip,1,87.18,RN50,Tip-Adapter exp.log,100.00 ± 0.00,axes,not comparable")
        .contains("tip,2,88.44,RN50,Tip-Adapter exp.log,missing,axes,missing")
        .contains("coop,1,87.80,RN50")
        .containsPattern("coop,1,.*,not run by Glimpse,,");
  }

  @Test
  void testOfOtherClassesThanThePapersSaysSo() throws IOException {
    StudyReport.of(folder.resolve("out"), "test").write();

    assertThat(file("report.md"))
        .contains(
            "Not comparable. Our test has 2 classes and 2 test pictures, the papers' 100 and 2465."
                + " 2 of our class names are not among the papers'.");
  }

  @Test
  void dataSetThatCouldNotBeOpenedIsMissingEverywhere() throws IOException {
    StudyPlan plan =
        new StudyPlan(
            List.of(MethodVariant.parse("zero-shot"), MethodVariant.parse("tip")),
            List.of(1),
            List.of(1L),
            Protocol.HONEST,
            ValidationImages.WHOLE);
    try (StudyFolder out = StudyFolder.open(folder.resolve("out"))) {
      Study study = new Study(out, plan, "test", 1, StudyListener.SILENT);
      assertThat(study.unopened("DTD", "axes", "dtd/: the folder is missing"))
          .isEqualTo(new Study.Outcome(0, 0, 2));
    }

    StudyReport.of(folder.resolve("out"), "test").write();

    assertThat(file("tables/accuracy_dtd_axes_honest.csv"))
        .contains("zero-shot,missing,", "tip,,missing,");
    assertThat(file("report.html"))
        .contains("DescribableTextures could not be opened: dtd/: the folder is missing.");
    assertThat(file("tables/average_axes_honest.csv")).contains("zero-shot,missing");
  }

  @Test
  void trustIsInPageMarkdownJsonAndTables() throws IOException {
    StudyReport.of(folder.resolve("out"), "test").write();

    assertThat(file("report.html")).contains("How far answers can be trusted");
    assertThat(file("report.md")).contains("## How far answers can be trusted");
    assertThat(file("report.json")).contains("\"trust_caltech101_axes_honest\"");
    assertThat(file("tables/trust_caltech101_axes_honest.csv"))
        .contains("Method,Shots,Accuracy,ECE,NLL,Brier", "nothing was learned from examples")
        .contains("tip,2,missing");
    assertThat(file("tables/unknown_caltech101_axes_reference.csv")).contains("AUROC");
  }

  @Test
  void sameResultsGiveTheSameBytes() throws IOException {
    StudyReport.of(folder.resolve("out"), "test").write();
    String first = file("report.html");
    StudyReport.of(folder.resolve("out"), "test").write();

    assertThat(file("report.html")).isEqualTo(first);
  }

  @Test
  void folderWithoutResultsIsNamed() {
    assertThatThrownBy(() -> StudyReport.of(folder.resolve("none"), "test"))
        .hasMessageContaining("it holds no results");
  }
}
