package io.glimpse.page;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * The frame of a page that needs nothing beside it: its policy forbids scripts and whatever is not
 * in the file itself.
 */
public final class PageFrame {

  private static final String POLICY =
      "default-src 'none'; img-src data:; style-src 'unsafe-inline'";

  private PageFrame() {}

  /**
   * A whole page.
   *
   * @param sheet rules beyond those of all pages, opened by whoever keeps them: a class of another
   *     module cannot; closed here
   * @param pictures those that the body shows
   * @param body markup, the elements within the body
   * @throws IllegalStateException if {@code sheet} is null, as that of a missing resource is
   */
  public static String html(
      String title, @Nullable InputStream sheet, Pictures pictures, String body) {
    Html html = new Html().verbatim("<!DOCTYPE html>\n").open("html", "lang", "en");
    html.open("head");
    html.empty("meta", "charset", "utf-8");
    html.empty("meta", "http-equiv", "Content-Security-Policy", "content", POLICY);
    html.empty("meta", "name", "viewport", "content", "width=device-width, initial-scale=1");
    html.empty("meta", "name", "color-scheme", "content", "light dark");
    html.element("title", title);
    html.open("style");
    html.verbatim(text(PageFrame.class.getResourceAsStream("page.css"), title));
    html.verbatim(text(sheet, title));
    html.verbatim(".ramp{background-image:" + HeatMap.gradient() + "}\n");
    html.verbatim(pictures.css()).close();
    html.closeLine();
    html.open("body").verbatim(body).close();
    return html.close().verbatim("\n").toString();
  }

  private static String text(@Nullable InputStream sheet, String title) {
    if (sheet == null) {
      throw new IllegalStateException("a style sheet of '" + title + "' is missing from the jar");
    }
    try (sheet) {
      return new String(sheet.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
