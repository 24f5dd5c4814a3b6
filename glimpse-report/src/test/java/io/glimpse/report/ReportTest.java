package io.glimpse.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.glimpse.feature.ClassSet;
import io.glimpse.matrix.Matrix;
import io.glimpse.method.Prediction;
import io.glimpse.page.Attention;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

class ReportTest {

  private static final Matrix FLAT =
      Matrix.of(new float[] {0.25f, 0.25f}, new float[] {0.2f, 0.3f});

  private static Report full() {
    List<NearestShot> shots =
        List.of(
            new NearestShot("emu", "shots/emu/1.jpg", 0.91, 0.5, Reports.gray(90)),
            new NearestShot("dog", "shots/dog/1.jpg", 0.82, 0.125, null));
    Answer tip = new Answer("tip", Reports.prediction(1, 2, 5.5f), shots, List.of(), null);
    Answer calip =
        new Answer(
            "calip",
            Reports.prediction(1, 4, 2),
            List.of(),
            List.of(new ViewAttention(0, new Attention("dog", FLAT))),
            null);
    return Reports.of(
        List.of(new Score("calip", 0, 1, 2), new Score("tip", 1, 2, 2)),
        List.of(
            Evidence.ofPicture("a.jpg", "emu", Reports.gray(10), List.of(calip, tip)),
            Evidence.ofPicture("b.jpg", null, Reports.gray(20), List.of(tip))));
  }

  @Test
  void everyElementIsClosed() throws Exception {
    assertThat(Reports.elements(Reports.parse(full()), "details")).hasSize(2);
  }

  @Test
  void aReportOfNothingIsAPageToo() throws Exception {
    assertThat(Reports.elements(Reports.parse(Reports.of(List.of(), List.of())), "h1")).hasSize(1);
  }

  @Test
  void shotsWithoutVotesHaveNoShare() {
    NearestShot near = new NearestShot("emu", "shots/emu/1.jpg", 0.91, null, Reports.gray(90));
    Answer auto =
        new Answer("auto", Reports.prediction(1, 2, 5.5f), List.of(near), List.of(), null);

    String page =
        Reports.of(
                List.of(),
                List.of(Evidence.ofPicture("a.jpg", null, Reports.gray(10), List.of(auto))))
            .html();

    assertThat(page).contains("Nearest shots", "0.910", "no votes of their own");
    assertThat(page).doesNotContain("share ", "the share is of");
    assertThat(full().html()).contains("share ", "the share is of").doesNotContain("no votes of");
  }

  @Test
  void nothingComesFromOutside() throws Exception {
    Document page = Reports.parse(full());

    assertThat(full().html()).doesNotContain("http:", "https:", "@import", "<script");
    for (String attribute : List.of("src", "href", "srcset", "data", "action")) {
      assertThat(Reports.elements(page, "*"))
          .filteredOn(e -> e.hasAttribute(attribute))
          .allMatch(e -> e.getAttribute(attribute).startsWith("data:image/"));
    }
    assertThat(full().html().split("url\\(", -1)).hasSizeGreaterThan(1);
    assertThat(full().html()).doesNotContainPattern("url\\((?!data:image/)");
  }

  @Test
  void thePolicyForbidsScripts() throws Exception {
    assertThat(Reports.elements(Reports.parse(full()), "meta"))
        .anyMatch(
            e ->
                e.getAttribute("http-equiv").equals("Content-Security-Policy")
                    && e.getAttribute("content").startsWith("default-src 'none';"));
  }

  @Test
  void aPictureOfNoClassIsSaidToBeOne() {
    Prediction sure = Reports.prediction(1, 2, 5.5f);
    Prediction unknown =
        new Prediction(
            sure.ranked(), true, new Prediction.Unknown(-3, -1.5), sure.ranked().subList(0, 2));
    Split split = new Split(0.25, 3.5, "dog", "emu");
    Answer none = new Answer("auto", unknown, List.of(), List.of(), split);

    String page =
        Reports.of(
                List.of(),
                List.of(Evidence.ofPicture("a.jpg", "sunflower", Reports.gray(10), List.of(none))))
            .html();

    assertThat(none.verdict("sunflower")).isEqualTo(Verdict.RIGHT);
    assertThat(Answer.of("auto", sure).verdict("sunflower")).isEqualTo(Verdict.WRONG);
    assertThat(page)
        .contains(
            "<strong>None of these classes</strong>",
            "its score is -3.00, and below -1.50",
            "the texts gave <strong>0.25</strong> and the examples <strong>3.50</strong>")
        .doesNotContain("not calibrated", "Set that holds");
    Prediction known =
        new Prediction(sure.ranked(), true, new Prediction.Unknown(1, -1.5), unknown.set());
    assertThat(
            Reports.of(
                    List.of(),
                    List.of(
                        Evidence.ofPicture(
                            "a.jpg", null, Reports.gray(10), List.of(Answer.of("auto", known)))))
                .html())
        .contains("Set that holds the true class as often as asked");
  }

  @Test
  void hostileNamesStayText() throws Exception {
    String hostile = "</bdi></title></style><script>\"'&\u0000\u202e\ud800\uffff.jpg";
    Prediction prediction = Prediction.of(ClassSet.of(hostile), Matrix.of(new float[] {1}), 0);
    NearestShot shot = new NearestShot(hostile, hostile, 1, 1.0, null);
    Answer answer =
        new Answer(
            hostile,
            prediction,
            List.of(shot),
            List.of(new ViewAttention(0, new Attention(hostile, FLAT))),
            new Split(1, -2, hostile, hostile));
    Evidence evidence = Evidence.ofPicture(hostile, hostile, Reports.gray(1), List.of(answer));
    Origin from =
        new Origin(hostile, hostile, hostile, hostile, java.time.Instant.ofEpochSecond(0));
    Report report =
        new Report(
            hostile,
            from,
            List.of(hostile),
            List.of(hostile),
            List.of(new Score(hostile, 0, 1, 1), new Score(hostile, 1, 1, 1)),
            List.of(evidence));

    Document page = Reports.parse(report);

    assertThat(Reports.elements(page, "script")).isEmpty();
    assertThat(Reports.elements(page, "title").get(0).getTextContent())
        .isEqualTo("</bdi></title></style><script>\"'&[U+0000][U+202E][U+D800][U+FFFF].jpg");
    assertThat(report.html()).doesNotContain("\u202e", "<script");
  }

  @Test
  void aWrongAnswerIsMarkedByWordAndSign() throws Exception {
    List<Element> verdicts = Reports.styled(Reports.parse(full()), "verdict");

    assertThat(verdicts)
        .extracting(Element::getTextContent)
        .containsExactly("✗ calip: dog", "✓ tip: emu", "✗ wrong", "✓ right", "→ tip: emu");
    assertThat(Reports.styled(Reports.parse(full()), "has-wrong")).hasSize(1);
  }

  @Test
  void theMarginIsTheDifferenceOfTheBestTwoLogits() throws Exception {
    assertThat(Reports.styled(Reports.parse(full()), "margin").get(1).getTextContent())
        .isEqualTo("Margin to the runner-up: 3.50 logits (emu 5.50, dog 2.00).");
  }

  @Test
  void aSingleClassHasNoRunnerUp() throws Exception {
    Prediction only = Prediction.of(ClassSet.of("cat"), Matrix.of(new float[] {1}), 0);
    Report report =
        Reports.of(
            List.of(),
            List.of(
                Evidence.ofPicture(
                    "a", null, Reports.gray(1), List.of(Answer.of("zero-shot", only)))));

    assertThat(Reports.styled(Reports.parse(report), "margin").get(0).getTextContent())
        .startsWith("There is no runner-up");
  }

  @Test
  void aSingleClassCountsByItsScoreWhereThereIsAThreshold() throws Exception {
    Prediction bare = Prediction.of(ClassSet.of("cat"), Matrix.of(new float[] {1}), 0);
    String counts = "What counts is whether the picture is like it.";

    assertThat(textOf(new Prediction.Unknown(0.5, -1.0), bare)).contains(counts);
    assertThat(textOf(new Prediction.Unknown(0.5, null), bare))
        .contains("its percentage is always 100.")
        .doesNotContain(counts, "example");
  }

  private static String textOf(Prediction.Unknown unknown, Prediction bare) throws Exception {
    Prediction told = new Prediction(bare.ranked(), false, unknown, List.of());
    Evidence one =
        Evidence.ofPicture("a", null, Reports.gray(1), List.of(Answer.of("zero-shot", told)));
    return Reports.elements(Reports.parse(Reports.of(List.of(), List.of(one))), "section").stream()
        .map(Element::getTextContent)
        .collect(Collectors.joining());
  }

  @Test
  void theTrueClassHasABarHoweverFarDown() throws Exception {
    ClassSet classes = ClassSet.numbered(9);
    Prediction prediction =
        Prediction.of(classes, Matrix.of(new float[] {9, 8, 7, 6, 5, 4, 3, 2, 1}), 0);
    Evidence evidence =
        Evidence.ofPicture(
            "a", classes.name(8), Reports.gray(1), List.of(Answer.of("zero-shot", prediction)));

    Document page = Reports.parse(Reports.of(List.of(), List.of(evidence)));

    assertThat(Reports.elements(page, "li"))
        .extracting(e -> e.getAttribute("value"))
        .containsExactly("1", "2", "3", "4", "5", "9");
    assertThat(Reports.styled(page, "is-truth")).hasSize(1);
  }

  @Test
  void nearestShotsShowSimilarityAndShare() throws Exception {
    Document page = Reports.parse(full());

    assertThat(Reports.styled(page, "figure"))
        .extracting(Element::getTextContent)
        .startsWith(
            "similarity 0.910", "share 50.0\u00a0%", "similarity 0.820", "share 12.5\u00a0%");
    assertThat(Reports.styled(page, "small"))
        .anyMatch(e -> e.getTextContent().contains("of which these 2 gave 62.5\u00a0%"));
  }

  @Test
  void theAttentionSaysItsRange() throws Exception {
    assertThat(Reports.styled(Reports.parse(full()), "scale").get(0).getTextContent())
        .isEqualTo("0.2000.300");
  }

  /** A cloud of three views, answered once and with attention over its second and third. */
  private static Evidence cloud() {
    List<ViewAttention> maps =
        List.of(
            new ViewAttention(1, new Attention("dog", FLAT)),
            new ViewAttention(2, new Attention("dog", FLAT)));
    NearestShot shot = new NearestShot("dog", "shots/dog.ply", 0.9, 1.0, Reports.gray(40));
    return new Evidence(
        "a.ply",
        null,
        List.of(Reports.gray(10), Reports.gray(20), Reports.gray(30)),
        List.of(new Answer("calip", Reports.prediction(1, 4, 2), List.of(shot), maps, null)));
  }

  @Test
  void aCloudIsOneEntryWithItsAnswerOnceAndAllItsViews() throws Exception {
    Document page = Reports.parse(Reports.of(List.of(), List.of(cloud())));

    assertThat(Reports.elements(page, "details")).hasSize(1);
    assertThat(Reports.styled(page, "answer")).hasSize(2);
    assertThat(Reports.styled(page, "bars")).hasSize(1);
    assertThat(Reports.styled(page, "views").get(0).getTextContent())
        .isEqualTo("view 1view 2view 3");
    assertThat(Reports.styled(page, "view"))
        .extracting(view -> view.getAttribute("aria-label"))
        .containsExactly("a.ply, view 1", "a.ply, view 2", "a.ply, view 3");
    assertThat(Reports.styled(page, "picture")).isEmpty();
  }

  @Test
  void attentionOverViewsNamesTheClassOnceAndEachView() throws Exception {
    Document page = Reports.parse(Reports.of(List.of(), List.of(cloud())));

    assertThat(Reports.elements(page, "h4"))
        .extracting(Element::getTextContent)
        .contains("Attention over the views for dog");
    assertThat(Reports.styled(page, "maps").get(0).getTextContent())
        .isEqualTo("view 20.2000.300view 30.2000.300");
    assertThat(Reports.styled(page, "heat"))
        .extracting(map -> map.getAttribute("alt"))
        .containsExactly("Attention for dog, view 2", "Attention for dog, view 3");
    assertThat(Reports.styled(page, "photo").get(0).getAttribute("class").substring(6))
        .isEqualTo(Reports.styled(page, "view").get(1).getAttribute("class").substring(5));
  }

  @Test
  void theViewThatStandsForAShotIsNamed() throws Exception {
    assertThat(Reports.parse(Reports.of(List.of(), List.of(cloud()))).getDocumentElement())
        .extracting(Element::getTextContent)
        .asString()
        .contains("of a shot, view 1 is shown");
    assertThat(full().html()).doesNotContain("view 1");
  }

  @Test
  void picturesAndCloudsAreCountedApart() {
    Evidence picture = full().evidence().get(1);

    assertThat(Reports.of(List.of(), List.of(picture, cloud(), cloud())).html())
        .contains("<h2>Pictures</h2>", "<p>1 picture and 2 point clouds. ");
    assertThat(Reports.of(List.of(), List.of(cloud())).html())
        .contains("<h2>Point clouds</h2>", "<p>1 point cloud. ");
  }

  @Test
  void attentionOverAViewThatIsNotThereIsRefused() {
    assertThatThrownBy(
            () -> new Evidence("a.ply", null, List.of(Reports.gray(10)), cloud().answers()).file())
        .hasMessage("a.ply: attention over view 2 of 1");
    assertThatThrownBy(() -> new Evidence("a.ply", null, List.of(), cloud().answers()))
        .hasMessage("a.ply: there is no view or no answer to show");
  }

  @Test
  void aPictureIsEmbeddedOnceHoweverOftenItIsShown() {
    // Two queries and one shot that both of them are near to.
    assertThat(full().html().split("data:image/jpeg", -1)).hasSize(1 + 3);
  }

  @Test
  void theSameReportGivesTheSameBytes(@TempDir Path folder) throws Exception {
    full().write(folder.resolve("a.html"));
    full().write(folder.resolve("b.html"));

    assertThat(folder.resolve("a.html")).hasSameBinaryContentAs(folder.resolve("b.html"));
    assertThat(Files.readString(folder.resolve("a.html"))).startsWith("<!DOCTYPE html>\n<html");
  }

  @Test
  void twoScoresOfOneMethodAtOneShotCountAreRefused() {
    List<Score> twice = List.of(new Score("tip", 1, 1, 2), new Score("tip", 1, 2, 2));

    assertThatThrownBy(() -> Reports.of(twice, List.of()))
        .hasMessage("tip has two scores at 1 shots");
  }
}
