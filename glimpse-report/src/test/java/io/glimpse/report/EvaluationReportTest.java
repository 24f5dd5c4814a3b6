package io.glimpse.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.glimpse.feature.ClassSet;
import io.glimpse.method.Prediction;
import io.glimpse.metric.Evaluation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

class EvaluationReportTest {

  private static final String HOSTILE = "</bdi></title><script>\"'&\u0000\u202e.jpg";

  /** An answer whose first class is that sure, with a score and sets of two classes. */
  private static Prediction answer(
      ClassSet classes, int best, double probability, boolean calibrated, @Nullable Double score) {
    List<Prediction.Ranked> ranked = new ArrayList<>();
    ranked.add(new Prediction.Ranked(best, classes.name(best), probability, 5));
    for (int c = 0; c < classes.size(); c++) {
      if (c != best) {
        double rest = (1 - probability) / (classes.size() - 1);
        ranked.add(new Prediction.Ranked(c, classes.name(c), rest, 1));
      }
    }
    return new Prediction(
        ranked,
        calibrated,
        score == null ? null : new Prediction.Unknown(score, -1.5),
        calibrated ? ranked.subList(0, 2) : List.of());
  }

  /** Answers that are right as often as they say, and scores that are larger for the classes. */
  private static Evaluation full(ClassSet classes) {
    Random random = new Random(3);
    Evaluation evaluation = new Evaluation(classes);
    for (int i = 0; i < 400; i++) {
      double probability = 1 - 0.6 * Math.pow(random.nextDouble(), 2);
      int truth = i % classes.size();
      boolean right = random.nextDouble() < probability;
      int best = right ? truth : (truth + 1 + random.nextInt(2)) % classes.size();
      evaluation.add(truth, answer(classes, best, probability, true, random.nextGaussian()));
    }
    for (int i = 0; i < 150; i++) {
      double score = random.nextGaussian() - 2.5;
      evaluation.addUnknown(answer(classes, 0, 0.4 + 0.5 * random.nextDouble(), true, score));
    }
    return evaluation;
  }

  private static EvaluationReport report(
      Evaluation evaluation, String calibration, List<Evidence> wrong) {
    Origin origin =
        new Origin("0.1.0", "lite", "c0ffee", "glimpse evaluate", Instant.ofEpochSecond(0));
    return new EvaluationReport(
        "How good", origin, List.of(), List.of(), evaluation, calibration, 0.9, wrong);
  }

  private static EvaluationReport full() {
    Evidence wrong =
        Evidence.ofPicture(
            "a.jpg",
            "emu",
            Reports.gray(10),
            List.of(Answer.of("auto", Reports.prediction(1, 2, 0))));
    return report(full(ClassSet.of("cat", "dog", "emu")), "32 examples", List.of(wrong));
  }

  private static EvaluationReport plain() {
    ClassSet classes = ClassSet.of("cat", "dog");
    Evaluation evaluation = new Evaluation(classes);
    evaluation.add(0, answer(classes, 0, 0.9, false, null));
    return report(evaluation, "nothing was learned from examples", List.of());
  }

  private static List<String> headings(EvaluationReport report) throws Exception {
    return Reports.elements(Reports.parse(report.html()), "h2").stream()
        .map(Element::getTextContent)
        .toList();
  }

  @Test
  void everythingThatIsKnownHasItsSection() throws Exception {
    assertThat(headings(full()))
        .containsExactly(
            "Accuracy",
            "Do the probabilities mean what they say?",
            "What if only the surest answers are taken?",
            "Sets of classes that hold the true one",
            "Are pictures of none of the classes noticed?",
            "How good is each class?",
            "What is taken for what?",
            "Wrong answers",
            "Where this comes from");
  }

  @Test
  void whatIsNotKnownHasNone() throws Exception {
    assertThat(headings(plain()))
        .containsExactly(
            "Accuracy",
            "Do the probabilities mean what they say?",
            "What if only the surest answers are taken?",
            "How good is each class?",
            "Where this comes from");
  }

  @Test
  void itSaysWhatProbabilitiesWereFittedToOrWhyNot() {
    assertThat(full().html())
        .contains("They were fitted to answers to unseen pictures: <bdi>32 examples</bdi>.");
    assertThat(plain().html())
        .contains(
            "<strong>They are not calibrated</strong>: <bdi>nothing was learned from examples</bdi>.");
  }

  @Test
  void everyFigureHasANameForThoseWhoCannotSeeIt() throws Exception {
    assertThat(Reports.elements(Reports.parse(full().html()), "svg"))
        .hasSize(3)
        .allMatch(svg -> svg.getAttribute("role").equals("img"))
        .extracting(svg -> svg.getAttribute("aria-label"))
        .containsExactly(
            "Right answers by the probability given",
            "Wrong answers among the surest",
            "How much pictures are like what is known");
  }

  @Test
  void theTableOfBinsHoldsEveryAnswer() throws Exception {
    Element table = Reports.elements(Reports.parse(full().html()), "table").get(0);

    int answers = 0;
    for (int row = 1; row < table.getElementsByTagName("tr").getLength(); row++) {
      Element cells = (Element) table.getElementsByTagName("tr").item(row);
      answers += Integer.parseInt(cells.getElementsByTagName("td").item(0).getTextContent());
    }

    assertThat(answers).isEqualTo(400);
  }

  @Test
  void theSquareOfAnswersIsForFewClasses() throws Exception {
    Document few = Reports.parse(full().html());
    Document many =
        Reports.parse(report(full(ClassSet.numbered(13)), "32 examples", List.of()).html());

    assertThat(Reports.styled(few, "square")).hasSize(1);
    assertThat(Reports.styled(many, "square")).isEmpty();
  }

  @Test
  void wrongAnswersSayHowManyMoreThereAre() {
    Evaluation evaluation = full().evaluation();

    assertThat(full().html())
        .contains("The 1 surest of " + (400 - evaluation.correct()) + " wrong answers, the surest");
  }

  @Test
  void hostileNamesStayText() throws Exception {
    ClassSet classes = ClassSet.of(HOSTILE, "dog");
    Evaluation evaluation = new Evaluation(classes);
    evaluation.add(0, answer(classes, 1, 0.9, false, null));
    Prediction prediction = answer(classes, 0, 0.9, false, null);
    Evidence wrong =
        Evidence.ofPicture(
            HOSTILE, "dog", Reports.gray(1), List.of(Answer.of(HOSTILE, prediction)));
    EvaluationReport report =
        new EvaluationReport(
            HOSTILE,
            new Origin(HOSTILE, HOSTILE, HOSTILE, HOSTILE, Instant.ofEpochSecond(0)),
            List.of(HOSTILE),
            List.of(HOSTILE),
            evaluation,
            HOSTILE,
            null,
            List.of(wrong));

    assertThat(Reports.elements(Reports.parse(report.html()), "script")).isEmpty();
    assertThat(report.html()).doesNotContain("<script", "\u202e");
  }

  @Test
  void nothingComesFromOutside() {
    assertThat(full().html())
        .doesNotContain("http:", "https:", "@import", "<script")
        .doesNotContainPattern("url\\((?!data:image/)")
        .contains("Content-Security-Policy");
  }

  @Test
  void theSameReportGivesTheSameBytes(@TempDir Path folder) throws Exception {
    full().write(folder.resolve("a.html"));
    full().write(folder.resolve("b.html"));

    assertThat(folder.resolve("a.html")).hasSameBinaryContentAs(folder.resolve("b.html"));
    assertThat(Files.readString(folder.resolve("a.html"))).startsWith("<!DOCTYPE html>\n<html");
  }

  @Test
  void noAnswersAreNoReport() {
    assertThatThrownBy(() -> report(new Evaluation(ClassSet.of("a")), "", List.of()).html())
        .hasMessage("no answer was counted that a page could show");
  }

  @Test
  void oneScoreOrOneProbabilityIsDrawnToo() throws Exception {
    ClassSet classes = ClassSet.of("cat", "dog");
    Evaluation evaluation = new Evaluation(classes);
    evaluation.add(0, answer(classes, 0, 1, true, 0.0));
    evaluation.addUnknown(answer(classes, 0, 1, true, 0.0));

    String html = report(evaluation, "1 example", List.of()).html();

    assertThat(Reports.elements(Reports.parse(html), "svg")).hasSize(3);
    assertThat(html).doesNotContain("NaN", "Infinity");
  }

  @Test
  void theWorstClassComesFirstAndThoseWithoutPicturesAreNamed() throws Exception {
    ClassSet classes = ClassSet.of("cat", "dog", "<emu>");
    Evaluation evaluation = new Evaluation(classes);
    evaluation.add(0, answer(classes, 0, 0.9, false, null));
    evaluation.add(1, answer(classes, 0, 0.9, false, null));

    String page = report(evaluation, "", List.of()).html();

    int section = page.indexOf("How good is each class?");
    assertThat(page.indexOf("0 of 1", section)).isBetween(section, page.indexOf("1 of 1", section));
    assertThat(page)
        .contains(
            "One class was not tested, for there is no picture of it: <bdi>&lt;emu&gt;</bdi>.");
  }
}
