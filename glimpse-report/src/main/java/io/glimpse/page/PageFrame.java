package io.glimpse.page;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

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
   * @param css rules beyond those of all pages
   * @param body markup, the elements within the body
   */
  public static String html(String title, String css, String body) {
    Html html = new Html().verbatim("<!DOCTYPE html>\n").open("html", "lang", "en");
    html.open("head");
    html.empty("meta", "charset", "utf-8");
    html.empty("meta", "http-equiv", "Content-Security-Policy", "content", POLICY);
    html.empty("meta", "name", "viewport", "content", "width=device-width, initial-scale=1");
    html.empty("meta", "name", "color-scheme", "content", "light dark");
    html.element("title", title);
    html.open("style").verbatim(stylesheet(PageFrame.class, "page.css")).verbatim(css).close();
    html.closeLine();
    html.open("body").verbatim(body).close();
    return html.close().verbatim("\n").toString();
  }

  /** A style sheet beside a class. */
  public static String stylesheet(Class<?> beside, String name) {
    try (InputStream in = beside.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException(name + " is missing from the jar");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
