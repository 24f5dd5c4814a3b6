package io.glimpse.report;

import io.glimpse.matrix.Matrix;
import io.glimpse.page.Crop;
import io.glimpse.page.HeatMap;
import io.glimpse.page.Html;
import io.glimpse.page.Numbers;
import io.glimpse.page.Pictures;

/** Where a picture is odd, and shots that are odd in the same way. */
record PlaceSection(Html html, Pictures pictures, PlaceEvidence places) {

  private static final int CUT_PIXELS = 112;

  /** The oddness of the middle place; which ones are less odd, nobody asks. */
  private static final float USUAL = 0;

  /** Cells a side that a map as small as one of attention still shows. */
  private static final int SMALL_CELLS = 40;

  private static final int LARGE_PIXELS = 448;

  void write() {
    double most = HeatMap.largest(places.heat());
    html.element("h4", "Small places");
    html.element(
        "p",
        "How far each place is from what is usual in every class. The oddest, ringed, is %s times"
                .formatted(Numbers.significant(Math.exp(most)))
            + " as far as the middle one. It is cut out beside the map, with the oddest places of"
            + " the shots that are most alike in theirs.",
        "class",
        "small");
    boolean large = Math.max(places.heat().rows(), places.heat().columns()) > SMALL_CELLS;
    html.open("div", "class", large ? "odd large" : "odd");
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
        Pictures.pngUri(HeatMap.draw(places.heat(), USUAL)));
    ring();
    html.close().open("figcaption").open("span", "class", "scale");
    html.element("span", "1 or less");
    html.element("span", "", "class", "ramp");
    html.element("span", Numbers.significant(Math.exp(most)));
    html.close().close().close();
    html.open("ul", "class", "shots");
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
    html.close().closeLine();
  }

  /** About the cell of the largest value. */
  private void ring() {
    Matrix heat = places.heat();
    int row = 0;
    for (int y = 1; y < heat.rows(); y++) {
      if (heat.get(y, heat.argmax(y)) > heat.get(row, heat.argmax(row))) {
        row = y;
      }
    }
    html.element(
        "span",
        "",
        "class",
        "ring",
        "style",
        "left:%s%%;top:%s%%"
            .formatted(centre(heat.argmax(row), heat.columns()), centre(row, heat.rows())));
  }

  private static String centre(int cell, int cells) {
    return Numbers.decimals(100 * (cell + 0.5) / cells, 2);
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
