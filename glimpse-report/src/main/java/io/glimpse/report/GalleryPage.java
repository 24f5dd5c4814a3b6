package io.glimpse.report;

import io.glimpse.page.Crop;
import io.glimpse.page.Html;
import io.glimpse.page.PageFrame;
import io.glimpse.page.Pictures;

/** The markup of a gallery. */
final class GalleryPage {

  private static final int PIXELS = 112;

  private final Gallery gallery;
  private final Pictures pictures = new Pictures();

  GalleryPage(Gallery gallery) {
    this.gallery = gallery;
  }

  String html() {
    // The body comes first: only then is it known which pictures the style must embed.
    Html html = new Html();
    html.open("header").open("h1").foreign(gallery.title()).close().closeLine();
    html.open("main");
    for (GallerySection section : gallery.sections()) {
      section(html, section);
    }
    html.closeLine();
    OriginSection.foot(html, gallery.origin(), gallery.notes());
    return PageFrame.html(
        gallery.title(),
        GalleryPage.class.getResourceAsStream("report.css"),
        pictures,
        html.toString());
  }

  private void section(Html html, GallerySection section) {
    html.open("section").element("h2", section.title());
    html.open("p").foreign(section.text()).closeLine();
    for (GallerySection.Row row : section.rows()) {
      html.open("div", "class", "row").open("p").foreign(row.text()).close();
      html.open("ul", "class", "shots");
      for (GalleryPicture picture : row.pictures()) {
        picture(html, picture);
      }
      html.close().closeLine();
    }
    html.closeLine();
  }

  private void picture(Html html, GalleryPicture picture) {
    html.open("li", "title", picture.source(), "class", picture.subject() ? "subject" : "beside");
    Crop crop = picture.crop();
    if (crop == null) {
      html.element("span", "picture not found", "class", "shot missing");
    } else {
      String style = "shot " + pictures.styleOf(crop, PIXELS);
      html.element("span", "", "class", style, "role", "img", "aria-label", picture.source());
    }
    html.open("span", "class", "name").foreign(picture.name()).close();
    html.open("span", "class", "detail").foreign(picture.detail()).close().close();
  }
}
