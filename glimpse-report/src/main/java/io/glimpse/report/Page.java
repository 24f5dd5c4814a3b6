package io.glimpse.report;

import io.glimpse.page.Html;
import io.glimpse.page.Numbers;
import io.glimpse.page.PageFrame;
import io.glimpse.page.Pictures;
import java.io.InputStream;
import java.util.List;

/** The frame of a report: head, origin, scores, pictures, notes. */
final class Page {

  /** With more pictures than this, all begin folded. */
  private static final int UNFOLDED = 3;

  private final Report report;
  private final Pictures pictures = new Pictures();

  Page(Report report) {
    this.report = report;
  }

  String html() {
    // The body comes first: only then is it known which pictures the style must embed.
    String body = body();
    InputStream sheet = Page.class.getResourceAsStream("report.css");
    return PageFrame.html(report.title(), sheet, pictures, body);
  }

  private String body() {
    Html html = new Html();
    OriginSection.head(html, report.title(), report.warnings());
    html.open("main");
    if (!report.scores().isEmpty()) {
      ScoreSection.write(html, report.scores());
    }
    if (!report.evidence().isEmpty()) {
      evidence(html);
    }
    html.closeLine();
    OriginSection.foot(html, report.origin(), report.notes());
    return html.toString();
  }

  private void evidence(Html html) {
    List<Evidence> all = report.evidence();
    long wrong = all.stream().filter(Evidence::hasWrongAnswer).count();
    html.open("section").element("h2", heading(all));
    html.open("p").text(counted(all) + ". ");
    if (wrong > 0) {
      html.text("At least one answer is wrong for " + wrong + " of them. ");
    }
    boolean unfolded = all.size() <= UNFOLDED;
    html.text(unfolded ? "" : "Open one to see why it was answered so.").close();
    if (!unfolded && wrong > 0 && wrong < all.size()) {
      html.empty("input", "type", "checkbox", "id", "only-wrong");
      html.element("label", "Show only those with a wrong answer", "for", "only-wrong");
    }
    for (int i = 0; i < all.size(); i++) {
      new EvidenceSection(html, pictures, all.get(i)).write("picture-" + (i + 1), unfolded);
    }
    html.closeLine();
  }

  private static String heading(List<Evidence> all) {
    return all.stream().allMatch(Evidence::hasViews) ? "Point clouds" : "Pictures";
  }

  /** For example {@code 3 pictures and 1 point cloud}. */
  private static String counted(List<Evidence> all) {
    int clouds = (int) all.stream().filter(Evidence::hasViews).count();
    String pictures = Numbers.count(all.size() - clouds, "picture");
    if (clouds == 0) {
      return pictures;
    }
    String counted = Numbers.count(clouds, "point cloud");
    return clouds == all.size() ? counted : pictures + " and " + counted;
  }
}
