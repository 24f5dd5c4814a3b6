package io.glimpse.report;

import io.glimpse.feature.ClassSet;
import io.glimpse.matrix.Matrix;
import io.glimpse.method.Prediction;
import io.glimpse.page.Crop;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** Small reports of invented figures, and a strict look at their markup. */
final class Reports {

  private Reports() {}

  static Report of(List<Score> scores, List<Evidence> evidence) {
    Origin origin =
        new Origin(
            "0.1.0", "lite", "c0ffee", "glimpse demo", Instant.parse("2026-01-02T03:04:05.6Z"));
    return new Report("Demo", origin, List.of(), List.of(), scores, evidence);
  }

  /** A picture of one gray, 8 x 8. */
  static Crop gray(int value) {
    byte[] rgb = new byte[3 * 8 * 8];
    Arrays.fill(rgb, (byte) value);
    return Crop.of(rgb, 8);
  }

  /** The answer that these logits give for the classes cat, dog and emu. */
  static Prediction prediction(float cat, float dog, float emu) {
    return Prediction.of(
        ClassSet.of("cat", "dog", "emu"), Matrix.of(new float[] {cat, dog, emu}), 0);
  }

  /** Parses as XML, which refuses any element that is not closed in its turn. */
  static Document parse(Report report) throws Exception {
    return parse(report.html());
  }

  static Document parse(String html) throws Exception {
    byte[] page = html.getBytes(StandardCharsets.UTF_8);
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new ByteArrayInputStream(page));
  }

  /** The elements of a tag, in the page's order. */
  static List<Element> elements(Document page, String tag) {
    NodeList nodes = page.getElementsByTagName(tag);
    List<Element> elements = new ArrayList<>();
    for (int i = 0; i < nodes.getLength(); i++) {
      elements.add((Element) nodes.item(i));
    }
    return elements;
  }

  /** The elements whose attribute {@code class} contains a word. */
  static List<Element> styled(Document page, String style) {
    return elements(page, "*").stream()
        .filter(e -> List.of(e.getAttribute("class").split(" ")).contains(style))
        .toList();
  }
}
