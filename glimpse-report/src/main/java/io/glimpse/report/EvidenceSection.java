package io.glimpse.report;

import io.glimpse.method.Prediction;
import io.glimpse.method.Prediction.Ranked;
import io.glimpse.page.Attention;
import io.glimpse.page.Crop;
import io.glimpse.page.HeatMap;
import io.glimpse.page.Html;
import io.glimpse.page.Numbers;
import io.glimpse.page.Pictures;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One file: a line that says what was answered, and folded behind it, why. */
final class EvidenceSection {

  /** Classes with a bar; the true class gets one wherever it stands. */
  private static final int BARS = 5;

  private static final int SHOT_PIXELS = 112;

  private final Html html;
  private final Pictures pictures;
  private final Evidence evidence;

  /** The style of each view. */
  private final List<String> styles;

  EvidenceSection(Html html, Pictures pictures, Evidence evidence) {
    this.html = html;
    this.pictures = pictures;
    this.evidence = evidence;
    this.styles =
        evidence.views().stream().map(crop -> pictures.styleOf(crop, Pictures.LARGEST)).toList();
  }

  void write(String id, boolean unfolded) {
    String kind = evidence.hasWrongAnswer() ? "evidence has-wrong" : "evidence";
    if (unfolded) {
      html.open("details", "class", kind, "id", id, "open", "open");
    } else {
      html.open("details", "class", kind, "id", id);
    }
    summary();
    html.open("div", "class", evidence.hasViews() ? "why all-round" : "why");
    if (evidence.hasViews()) {
      views();
    } else {
      picture("picture " + styles.get(0), evidence.file());
    }
    html.open("div", "class", "answers");
    for (Answer answer : evidence.answers()) {
      answer(answer);
    }
    html.close().close().closeLine();
  }

  private void views() {
    html.open("div", "class", "views");
    for (int view = 0; view < styles.size(); view++) {
      html.open("figure");
      picture("view " + styles.get(view), evidence.file() + ", " + viewName(view));
      html.element("figcaption", viewName(view)).close();
    }
    html.closeLine();
  }

  /** As people count. */
  private static String viewName(int view) {
    return "view " + (view + 1);
  }

  private void summary() {
    html.open("summary");
    picture("thumb " + styles.get(0), "");
    html.open("span", "class", "what").open("span", "class", "path").foreign(evidence.file());
    html.close();
    String truth = evidence.truth();
    if (truth != null) {
      html.open("span", "class", "truth").text("truth: ").foreign(truth).close();
    }
    html.open("span", "class", "verdicts");
    for (Answer answer : evidence.answers()) {
      Verdict verdict = answer.verdict(truth);
      html.open("span", "class", "verdict " + verdict.word());
      html.text(verdict.sign() + " ").foreign(answer.method()).text(": ");
      if (answer.prediction().isUnknown()) {
        html.text("none of these, nearest ");
      }
      html.foreign(answer.prediction().best().name()).close();
    }
    html.close().close().close();
  }

  private void answer(Answer answer) {
    Verdict verdict = answer.verdict(evidence.truth());
    html.open("section", "class", "answer").open("h3").foreign(answer.method());
    if (verdict != Verdict.UNKNOWN) {
      html.text(" ");
      html.element(
          "span", verdict.sign() + " " + verdict.word(), "class", "verdict " + verdict.word());
    }
    html.close();
    AnswerTrust.unknown(html, answer.prediction());
    bars(answer.prediction());
    AnswerTrust.probabilities(html, answer.prediction());
    AnswerTrust.margin(html, answer);
    if (!answer.shots().isEmpty()) {
      shots(answer.shots());
    }
    PlaceEvidence places = answer.places();
    if (places != null) {
      new PlaceSection(html, pictures, places).write();
    }
    if (!answer.attention().isEmpty()) {
      attention(answer.attention());
    }
    html.closeLine();
  }

  private void bars(Prediction prediction) {
    html.open("ol", "class", "bars");
    List<Ranked> ranked = prediction.ranked();
    for (int rank = 1; rank <= ranked.size(); rank++) {
      Ranked entry = ranked.get(rank - 1);
      boolean isTruth = entry.name().equals(evidence.truth());
      if (rank <= BARS || isTruth) {
        bar(entry, rank, isTruth);
      }
    }
    html.close();
  }

  private void bar(Ranked entry, int rank, boolean isTruth) {
    html.open("li", "value", Integer.toString(rank), "class", isTruth ? "is-truth" : "");
    html.open("span", "class", "name").foreign(entry.name());
    if (isTruth) {
      html.element("span", " (truth)", "class", "small");
    }
    html.close();
    html.element("span", Numbers.percent(entry.probability()), "class", "number");
    String width = Numbers.decimals(100 * entry.probability(), 2);
    html.open("span", "class", "track");
    html.element("span", "", "class", "bar", "style", "width:" + width + "%");
    html.close().close();
  }

  private void shots(List<NearestShot> shots) {
    html.element("h4", "Nearest shots");
    html.open("p", "class", "small");
    List<Double> shares = shots.stream().flatMap(shot -> Stream.ofNullable(shot.share())).toList();
    if (shares.isEmpty()) {
      html.text(
          "Similarity is the cosine. They lie nearest, but have no votes of their own: the method"
              + " learns from all shots at once.");
    } else {
      html.text(
          "Similarity is the cosine; the share is of the votes of all shots, of which %s %s."
              .formatted(
                  shots.size() == 1 ? "this shot gave" : "these " + shots.size() + " gave",
                  Numbers.percent(Math.min(1, sum(shares)))));
    }
    if (evidence.hasViews() && shots.stream().anyMatch(shot -> shot.crop() != null)) {
      html.text(" All views were compared; of a shot, " + viewName(0) + " is shown.");
    }
    html.close();
    html.open("ul", "class", "shots");
    for (NearestShot shot : shots) {
      shot(shot);
    }
    html.closeLine();
  }

  private static double sum(List<Double> shares) {
    return shares.stream().mapToDouble(Double::doubleValue).sum();
  }

  private void shot(NearestShot shot) {
    html.open("li", "title", shot.source());
    Crop crop = shot.crop();
    if (crop == null) {
      html.element("span", "no picture kept", "class", "shot missing");
    } else {
      picture("shot " + pictures.styleOf(crop, SHOT_PIXELS), shot.source());
    }
    html.open("span", "class", "name").foreign(shot.className()).close();
    figure("similarity", Numbers.decimals(shot.similarity(), 3));
    Double share = shot.share();
    if (share != null) {
      figure("share", Numbers.percent(share));
    }
    html.close();
  }

  private void figure(String name, String value) {
    html.open("span", "class", "figure").element("span", name + " ").element("b", value).close();
  }

  private void attention(List<ViewAttention> maps) {
    int places = maps.get(0).attention().places();
    html.open("h4").text("Attention over the ");
    if (evidence.hasViews()) {
      html.text("views for ").foreign(maps.get(0).attention().className()).close();
    } else {
      html.text("picture").close();
    }
    html.element(
        "p",
        "Each map is drawn between its own least and largest weight, so mind the numbers: spread"
            + " evenly over %d places, each weight would be %s."
                .formatted(places, Numbers.significant(1.0 / places)),
        "class",
        "small");
    html.open("div", "class", "maps");
    for (ViewAttention map : maps) {
      map(map.view(), map.attention());
    }
    html.closeLine();
  }

  private void map(int view, Attention map) {
    html.open("figure").open("div", "class", "layers");
    picture("photo " + styles.get(view), "");
    String what = "Attention for " + map.className();
    html.empty(
        "img",
        "class",
        "heat",
        "loading",
        "lazy",
        "alt",
        evidence.hasViews() ? what + ", " + viewName(view) : what,
        "src",
        Pictures.pngUri(HeatMap.draw(map)));
    html.close().open("figcaption").open("span", "class", "name");
    html.foreign(evidence.hasViews() ? viewName(view) : map.className());
    html.close().open("span", "class", "scale");
    html.element("span", Numbers.significant(map.least()));
    html.element("span", "", "class", "ramp");
    html.element("span", Numbers.significant(map.largest()));
    html.close().close().close();
  }

  /**
   * A picture of the style sheet.
   *
   * @param description for those who cannot see it; empty where the text beside it says the same
   */
  private void picture(String classes, @Nullable String description) {
    if (description == null || description.isEmpty()) {
      html.element("span", "", "class", classes, "aria-hidden", "true");
    } else {
      html.element("span", "", "class", classes, "role", "img", "aria-label", description);
    }
  }
}
