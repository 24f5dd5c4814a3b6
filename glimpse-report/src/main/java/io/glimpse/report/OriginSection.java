package io.glimpse.report;

import io.glimpse.page.Html;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;

/** What stands above and below every report: its title with warnings, and where it comes from. */
final class OriginSection {

  private OriginSection() {}

  static void head(Html html, String title, List<String> warnings) {
    html.open("header").open("h1").foreign(title).close();
    for (String warning : warnings) {
      html.open("p", "class", "warning").element("strong", "Note: ");
      html.foreign(warning).close();
    }
    html.closeLine();
  }

  static void foot(Html html, Origin from, List<String> notes) {
    String time =
        DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(
            from.time().truncatedTo(ChronoUnit.SECONDS).atOffset(ZoneOffset.UTC));
    html.open("footer").element("h2", "Where this comes from").open("dl");
    fact(html, "Command", "code", from.command());
    fact(html, "Glimpse", "span", from.version());
    fact(html, "Encoder", "span", from.encoder());
    fact(html, "Its fingerprint", "code", from.fingerprint());
    fact(html, "Time", "span", time);
    html.close();
    for (String note : notes) {
      html.open("p").foreign(note).close();
    }
    html.closeLine();
  }

  private static void fact(Html html, String name, String tag, String value) {
    html.element("dt", name).open("dd").open(tag).foreign(value).close().close();
  }
}
