package io.glimpse.studyreport;

import static org.assertj.core.api.Assertions.assertThat;

import io.glimpse.data.DatasetCatalogue;
import io.glimpse.data.SplitOrigin;
import io.glimpse.study.CellResult;
import io.glimpse.study.StudyStamp;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Reports of results that do not fit together. */
class FindingsTest {

  private static CellResult result(
      String dataset, String encoder, String method, int shots, long seed, int right) {
    return result(dataset, encoder, method, shots, seed, right, 2, 10, "t", null);
  }

  private static CellResult result(
      String dataset,
      String encoder,
      String method,
      int shots,
      long seed,
      int right,
      int classes,
      int pictures,
      String digest,
      @Nullable String clouds) {
    List<Integer> some = Collections.nCopies(classes, 1);
    return new CellResult(
        "test",
        String.join("|", dataset, encoder, method, shots + "", seed + "", "honest"),
        dataset,
        encoder,
        null,
        List.of(),
        method.replaceFirst(":.*", ""),
        method,
        shots,
        seed,
        1,
        clouds,
        "honest",
        "fixed",
        "nothing",
        Map.of(),
        new CellResult.Score(
            right, pictures, (double) right / pictures, 0.5, some, some, List.of(), null),
        null,
        List.of(),
        null,
        List.of(),
        Map.of("test", digest),
        "2026-01-01T00:00:00Z",
        null);
  }

  private static StudyStamp.Facts facts(
      int classes, int pictures, SplitOrigin.@Nullable Kind split, Map<String, String> tests) {
    List<String> names = IntStream.range(0, classes).mapToObj(c -> "class " + c).toList();
    return new StudyStamp.Facts("", names, 0, 0, pictures, "pictures", null, split, tests);
  }

  private static Findings findings(Map<String, StudyStamp.Facts> datasets, CellResult... results) {
    return new Findings(
        new StudyStamp(1, Map.of(), datasets, List.of(), Map.of()), List.of(results));
  }

  private static List<List<String>> rows(Section section) {
    return section.tables().get(0).rows();
  }

  @Test
  void everyEncoderHasItsOwnTestSet() {
    Findings findings =
        findings(
            Map.of("own|A", facts(2, 10, null, Map.of()), "own|B", facts(3, 9, null, Map.of())),
            result("own", "A", "zero-shot", 0, 0, 5),
            result("own", "B", "zero-shot", 0, 0, 5, 3, 9, "t", null));

    assertThat(findings.facts(new Condition("own", "A", "honest")).orElseThrow().test())
        .isEqualTo(10);
    assertThat(findings.facts(new Condition("own", "B", "honest")).orElseThrow().test())
        .isEqualTo(9);
    assertThat(findings.stale()).isZero();
  }

  @Test
  void olderFolderSaysWhatItDoesNotKnow() {
    Findings findings =
        findings(
            Map.of("own", facts(3, 9, null, Map.of())),
            result("own", "A", "zero-shot", 0, 0, 5),
            result("own", "B", "zero-shot", 0, 0, 5, 3, 9, "t", null));

    assertThat(findings.facts(new Condition("own", "A", "honest"))).isEmpty();
    assertThat(findings.className(new Condition("own", "A", "honest"), 1)).isEqualTo("1");
    assertThat(findings.className(new Condition("own", "B", "honest"), 1)).isEqualTo("class 1");
    assertThat(findings.done()).hasSize(2);
    assertThat(ReportWarnings.of(findings))
        .anyMatch(w -> w.startsWith("An older Glimpse did not keep which test set of own A saw"));
  }

  @Test
  void warningsOfResultsStandAboveTheFigures() {
    CellResult good = result("own", "A", "zero-shot", 0, 0, 5);
    List<String> warnings = List.of("1 of 10 test pictures cannot be read");
    Findings findings = findings(Map.of(), good, warned(good, warnings), warned(good, warnings));

    assertThat(ReportWarnings.of(findings))
        .contains("own: 1 of 10 test pictures cannot be read (2 results).");
  }

  private static CellResult warned(CellResult r, List<String> warnings) {
    return new CellResult(
        r.version(),
        r.key(),
        r.dataset(),
        r.encoder(),
        r.fingerprint(),
        r.text(),
        r.method(),
        r.variant(),
        r.shots(),
        r.seed(),
        r.views(),
        r.clouds(),
        r.protocol(),
        r.selection(),
        r.selectedOn(),
        r.params(),
        r.score(),
        r.cost(),
        r.epochs(),
        r.sensitivity(),
        warnings,
        r.inputs(),
        r.finished(),
        r.error());
  }

  @Test
  void resultsOfAnotherTestSetAreMissing() {
    Findings findings =
        findings(
            Map.of("own|A", facts(2, 10, null, Map.of("pictures", "new"))),
            result("own", "A", "zero-shot", 0, 0, 5, 2, 10, "old", null),
            result("own", "A", "calip", 0, 0, 5, 3, 10, "new", null),
            result("own", "A", "tip", 1, 1, 5, 2, 10, "new", null));

    assertThat(findings.done()).extracting(CellResult::method).containsExactly("tip");
    assertThat(rows(new AccuracySections(findings).perDataset()))
        .containsExactly(
            List.of("zero-shot", "missing", ""),
            List.of("calip", "missing", ""),
            List.of("tip", "", "50.00"));
    assertThat(ReportWarnings.of(findings))
        .contains(
            "2 results are of a test set that has changed since, and left out as missing;"
                + " the next run runs them again.");
  }

  @Test
  void differenceFromPapersNeedsTheirSplit() {
    int classes =
        DatasetCatalogue.standard().find("scanobjectnn_obj_bg").orElseThrow().counts().classes();
    assertThat(classes).isEqualTo(15);
    TestSize published =
        new TestSize(
            15,
            581,
            DatasetCatalogue.standard().find("scanobjectnn_obj_bg").orElseThrow().counts(),
            "clouds",
            0,
            SplitOrigin.Kind.OFFICIAL);
    assertThat(published.verdict()).isEqualTo(TestSize.Verdict.COMPARABLE);
    assertThat(published.sentence())
        .isEqualTo("Our test and the papers' have 15 classes and 581 test clouds. ");
    assertThat(of(published, 1, SplitOrigin.Kind.PUBLISHED).verdict())
        .isEqualTo(TestSize.Verdict.OTHER);
    assertThat(of(published, 0, SplitOrigin.Kind.DRAWN).sentence())
        .startsWith("Not comparable. ")
        .endsWith("The split was drawn here, so ours are other pictures. ");
    assertThat(of(published, 0, null).verdict()).isEqualTo(TestSize.Verdict.UNKNOWN);
  }

  private static TestSize of(TestSize size, int names, SplitOrigin.@Nullable Kind split) {
    return new TestSize(
        size.classes(), size.pictures(), size.published(), size.things(), names, split);
  }

  @Test
  void splitThatWasDrawnHereIsAWarning() {
    Findings findings =
        findings(
            Map.of("dtd|A", facts(2, 10, SplitOrigin.Kind.DRAWN, Map.of())),
            result("dtd", "A", "zero-shot", 0, 0, 5));

    assertThat(ReportWarnings.of(findings)).anyMatch(w -> w.contains("was split here"));
  }

  @Test
  void averageIsOverTheSeedsOfAllDataSets() {
    Findings findings =
        findings(
            Map.of(),
            result("a", "A", "tip", 1, 2, 10),
            result("a", "A", "tip", 1, 1, 0),
            result("b", "A", "tip", 1, 3, 0),
            result("b", "A", "tip", 1, 2, 5));

    assertThat(rows(new AccuracySections(findings).average()))
        .containsExactly(List.of("tip", "", "75.00, 1 of 2 seeds"));
  }

  @Test
  void ablationIsComparedOverItsOwnSeeds() {
    Findings findings =
        findings(
            Map.of(),
            result("a", "A", "tip", 1, 1, 2),
            result("a", "A", "tip", 1, 2, 8),
            result("a", "A", "tip:alpha=2", 1, 1, 3));

    Table table = new AblationSection(findings).section().tables().get(0);
    assertThat(table.rows())
        .containsExactly(
            List.of("tip as it is", "1", "20.00", "+0.00"),
            List.of("alpha=2", "1", "30.00", "+10.00"));
    assertThat(table.caption()).contains("Seeds: 1.");
  }

  @Test
  void encodersMeetAtTheShotsThatMostHave() {
    Findings findings =
        findings(
            Map.of(),
            result("a", "A", "tip", 4, 1, 5),
            result("a", "A", "tip", 4, 2, 9),
            result("a", "A", "tip-f", 4, 1, 6),
            result("a", "A", "tip", 128, 1, 9),
            result("a", "B", "tip", 4, 1, 7),
            result("a", "B", "tip-f", 4, 1, 8));

    assertThat(rows(new CostSection(findings).backbones()))
        .containsExactly(
            List.of("tip", "4", "50.00", "70.00"), List.of("tip-f", "4", "60.00", "80.00"));
    assertThat(rows(new TrainingSection(findings).training()).get(0)).startsWith("tip-f", "4");
  }

  @Test
  void pointClipIsAMethodAndItsSides() {
    String sides = "pointclip-zs, first 1024 points, logits of 6 sides added up";
    Findings findings =
        findings(
            Map.of(),
            result("modelnet40", "A", "zero-shot", 0, 0, 5, 2, 10, "t", sides),
            result("scanobjectnn_obj_bg", "A", "zero-shot", 0, 0, 5, 2, 10, "t", sides));

    List<Table> tables = new PublishedSection(findings).section().tables();
    assertThat(tables.get(0).rows())
        .anyMatch(row -> row.get(0).equals("pointclip") && row.get(5).equals("50.00"))
        .anyMatch(row -> row.get(0).equals("pointclip-v2") && row.get(5).equals("missing"));
    assertThat(tables.get(1).rows())
        .anyMatch(row -> row.get(0).equals("pointclip") && row.get(7).equals("not known"));
    assertThat(tables.get(1).caption()).startsWith("The sources do not say which variant");
  }
}
