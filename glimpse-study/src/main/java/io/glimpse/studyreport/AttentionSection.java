package io.glimpse.studyreport;

import io.glimpse.matrix.Matrix;
import io.glimpse.page.Attention;
import io.glimpse.page.Crop;
import io.glimpse.page.Figure;
import io.glimpse.page.HeatMap;
import io.glimpse.page.Html;
import io.glimpse.page.Pictures;
import io.glimpse.study.AttentionSample;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** CALIP's attention over sample pictures. */
final class AttentionSection {

  private static final int PIXELS = 160;

  private final Findings findings;
  private final Path folder;
  private final Pictures pictures;

  AttentionSection(Findings findings, Path folder, Pictures pictures) {
    this.findings = findings;
    this.folder = folder;
    this.pictures = pictures;
  }

  Section section() throws IOException {
    List<Figure> figures = new ArrayList<>();
    for (List<String> one :
        Findings.distinct(findings.done(), r -> List.of(r.dataset(), r.encoder()))) {
      List<AttentionSample> samples = AttentionSample.read(folder, one.get(0), one.get(1));
      if (!samples.isEmpty()) {
        String title = Findings.title(one.get(0)) + ", " + one.get(1);
        figures.add(html -> write(html, title, samples));
      }
    }
    return figures.isEmpty()
        ? Section.missing(
            "attention",
            "CALIP's attention",
            "No pictures: CALIP was not run, or from ready features alone.")
        : new Section(
            "attention",
            "CALIP's attention",
            "Where CALIP looks for a test picture's own class, at the released code's scale of 2:"
                + " dark is the least weight of the picture, yellow the largest.",
            figures,
            List.of());
  }

  private void write(Html html, String title, List<AttentionSample> samples) {
    html.open("figure", "class", "wide").open("figcaption").element("strong", title).close();
    html.open("div", "class", "maps");
    for (AttentionSample sample : samples) {
      float[] weights = new float[sample.weights().size()];
      for (int i = 0; i < weights.length; i++) {
        weights[i] = sample.weights().get(i);
      }
      int rows = sample.gridHeight();
      Attention attention =
          new Attention(sample.className(), Matrix.wrap(weights, rows, weights.length / rows));
      String style = pictures.styleOf(Crop.of(sample.samples(), sample.size()), PIXELS);
      html.open("div").open("div", "class", "layers", "role", "img", "aria-label", sample.path());
      html.empty(
          "img", "class", "heat", "alt", "", "src", Pictures.pngUri(HeatMap.draw(attention)));
      html.open("span", "class", "photo " + style).close().close();
      html.open("span", "class", "small").foreign(sample.className()).close().closeLine();
    }
    html.close().closeLine();
  }
}
