package io.glimpse.report;

import io.glimpse.page.Crop;
import io.glimpse.page.HeatMap;
import io.glimpse.page.Html;
import io.glimpse.page.Numbers;
import io.glimpse.page.Pictures;

/** Where a picture is odd, and shots that are odd in the same way. */
record PlaceSection(Html html, Pictures pictures, PlaceEvidence places) {

  private static final int CUT_PIXELS = 112;

  /** Cells a side that a map as small as one of attention still shows. */
  private static final int SMALL_CELLS = 40;

  private static final int LARGE_PIXELS = 448;

  void write() {
    double most = HeatMap.largest(places.heat());
    html.element("h4", "Small places");
    html.element(
        "p",
        "How far each place is from what is usual in every class. The oddest is %s times as far as"
                .formatted(Numbers.significant(Math.exp(most)))
            + " the middle one; beside it, the oddest places of the shots that are most alike in"
            + " theirs.",
        "class",
        "small");
    boolean large = Math.max(places.heat().rows(), places.heat().columns()) > SMALL_CELLS;
    html.open("div", "class", large ? "maps large" : "maps");
    html.open("figure");
    if (places.aspect() == 1) {
      html.open("div", "class", "layers");
    } else {
      String style = "aspect-ratio:" + Numbers.decimals(places.aspect(), 4);
      html.open("div", "class", "layers", "style", style);
    }
    html.element(
        "span",
        "",
        "class",
        "photo " + pictures.styleOf(places.crop(), large ? LARGE_PIXELS : Pictures.LARGEST),
        "aria-hidden",
        "true");
    html.empty(
        "img",
        "class",
        "heat",
        "loading",
        "lazy",
        "alt",
        "How odd each place is",
        "src",
        Pictures.pngUri(HeatMap.draw(places.heat())));
    html.close().open("figcaption").open("span", "class", "scale");
    html.element("span", Numbers.significant(Math.exp(HeatMap.least(places.heat()))));
    html.element("span", "", "class", "ramp");
    html.element("span", Numbers.significant(Math.exp(most)));
    html.close().close().close().closeLine();
    html.open("ul", "class", "shots odd");
    html.open("li")
        .element(
            "span",
            "",
            "class",
            "shot " + pictures.styleOf(places.oddest(), CUT_PIXELS),
            "role",
            "img",
            "aria-label",
            "The oddest place of this picture");
    html.element("span", "this picture", "class", "name").close();
    for (PlaceEvidence.OfShot shot : places.shots()) {
      shot(shot);
    }
    html.closeLine();
  }

  private void shot(PlaceEvidence.OfShot shot) {
    html.open("li", "title", shot.source());
    Crop oddest = shot.oddest();
    if (oddest == null) {
      html.element("span", "no picture kept", "class", "shot missing");
    } else {
      html.element(
          "span",
          "",
          "class",
          "shot " + pictures.styleOf(oddest, CUT_PIXELS),
          "role",
          "img",
          "aria-label",
          "The oddest place of " + shot.source());
    }
    html.open("span", "class", "name").foreign(shot.className()).close().close();
  }
}
