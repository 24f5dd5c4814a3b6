package io.glimpse.studyreport;

import io.glimpse.data.SplitOrigin;
import io.glimpse.page.Html;
import io.glimpse.page.Numbers;
import io.glimpse.page.PageFrame;
import io.glimpse.page.Pictures;
import io.glimpse.study.CellResult;
import io.glimpse.study.StudyStamp;
import java.io.InputStream;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The page of a report. */
final class ReportPage {

  /** Tables with more rows begin folded. */
  private static final int UNFOLDED_ROWS = 24;

  private final Findings findings;
  private final StudyStamp stamp;
  private final String version;
  private final List<Section> sections;
  private final Pictures pictures;

  ReportPage(
      Findings findings,
      StudyStamp stamp,
      String version,
      List<Section> sections,
      Pictures pictures) {
    this.findings = findings;
    this.stamp = stamp;
    this.version = version;
    this.sections = sections;
    this.pictures = pictures;
  }

  String html() {
    // The body comes first: only then is it known which pictures the style must embed.
    String body = body();
    InputStream sheet = ReportPage.class.getResourceAsStream("study.css");
    return PageFrame.html(title(), sheet, pictures, body);
  }

  private String title() {
    List<String> titles =
        findings.conditions().stream()
            .map(condition -> Findings.title(condition.dataset()))
            .distinct()
            .toList();
    return titles.size() > 3
        ? "Study of " + titles.size() + " data sets"
        : "Study of " + String.join(", ", titles);
  }

  private String body() {
    Html html = new Html();
    html.open("header").open("h1").foreign(title()).close();
    for (String warning : ReportWarnings.of(findings)) {
      html.open("p", "class", "warning").element("strong", "⚠ Warning: ");
      html.foreign(warning).close();
    }
    html.open("nav").open("ul");
    for (Section section : sections) {
      html.open("li").element("a", section.title(), "href", "#" + section.id()).close();
    }
    html.close().close().closeLine();
    html.open("main");
    sections.forEach(section -> write(html, section));
    html.closeLine();
    footer(html);
    return html.toString();
  }

  private static void write(Html html, Section section) {
    html.open("section").element("h2", section.title(), "id", section.id());
    if (!section.text().isEmpty()) {
      html.element("p", section.text());
    }
    if (!section.figures().isEmpty()) {
      html.open("div", "class", "figures");
      section.figures().forEach(figure -> figure.write(html));
      html.closeLine();
    }
    for (Table table : section.tables()) {
      if (table.rows().size() > UNFOLDED_ROWS || table.columns().size() > UNFOLDED_ROWS / 2) {
        String size = Numbers.count(table.rows().size(), "row");
        html.open("details").element("summary", table.title() + " (" + size + ")");
        table.write(html);
        html.closeLine();
      } else {
        table.write(html);
      }
    }
    html.closeLine();
  }

  private void footer(Html html) {
    html.open("footer").element("h2", "Where this comes from").open("dl");
    fact(html, "Glimpse", version);
    fact(
        html,
        "Results by",
        String.join(", ", Findings.distinct(findings.all(), CellResult::version)));
    for (Map.Entry<String, String> encoder : stamp.encoders().entrySet()) {
      fact(
          html,
          "Encoder " + encoder.getKey(),
          encoder.getValue().isEmpty() ? "ready features" : encoder.getValue());
    }
    Set<String> seen = new LinkedHashSet<>();
    for (Condition condition : findings.conditions()) {
      if (seen.add(condition.dataset() + " " + condition.encoder())) {
        findings.facts(condition).ifPresent(facts -> fact(html, condition.encoder(), facts));
      }
    }
    html.close().element("p", "Published figures are copied from where each row says.").closeLine();
  }

  private static void fact(Html html, String encoder, StudyStamp.Facts facts) {
    fact(
        html,
        facts.title() + ", " + encoder,
        String.format(
            "%d classes; %s to train on, %d to validate, %d to test; %s; %s",
            facts.classes().size(),
            facts.train() == 0 ? "given shots" : Integer.toString(facts.train()),
            facts.validation(),
            facts.test(),
            facts.source(),
            split(facts.split())));
  }

  private static String split(SplitOrigin.@Nullable Kind split) {
    if (split == null) {
      return "not known who split it";
    }
    return switch (split) {
      case PUBLISHED -> "split by the published file";
      case FILE -> "split by a file that is not known to be the published one";
      case OFFICIAL -> "split by its own lists or folders";
      case DRAWN -> "split here";
    };
  }

  private static void fact(Html html, String name, String value) {
    html.open("dt").foreign(name).close().open("dd").foreign(value).close();
  }
}
