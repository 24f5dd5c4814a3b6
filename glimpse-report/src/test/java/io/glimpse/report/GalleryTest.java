package io.glimpse.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

class GalleryTest {

  private static final Origin ORIGIN =
      new Origin("0.1.0", "lite", "c0ffee", "glimpse bank check", Instant.ofEpochSecond(0));

  private static Gallery of(String name) {
    return new Gallery(
        name,
        ORIGIN,
        List.of(name),
        List.of(
            new GallerySection(
                "Duplicates",
                name,
                List.of(
                    new GallerySection.Row(
                        name,
                        List.of(
                            new GalleryPicture(name, "cosine 1", name, Reports.gray(9), true),
                            new GalleryPicture(name, "", name, null, false)))))));
  }

  private static Document parse(Gallery gallery) throws Exception {
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new ByteArrayInputStream(gallery.html().getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void picturesStandSideBySideAndMissingOnesAreSaidToBe() throws Exception {
    Document page = parse(of("emu"));

    assertThat(Reports.styled(page, "row")).hasSize(1);
    assertThat(Reports.styled(page, "shot")).hasSize(2);
    assertThat(Reports.styled(page, "missing"))
        .extracting(Element::getTextContent)
        .containsExactly("picture not found");
    assertThat(Reports.styled(page, "subject")).hasSize(1);
  }

  @Test
  void hostileNamesStayTextAndNothingComesFromOutside() throws Exception {
    String hostile = "</bdi></style><script>\"'&\u0000\u202e.jpg";
    Gallery gallery = of(hostile);

    assertThat(Reports.elements(parse(gallery), "script")).isEmpty();
    assertThat(gallery.html()).doesNotContain("<script", "\u202e", "http:", "https:");
    assertThat(gallery.html()).doesNotContainPattern("url\\((?!data:image/)");
  }

  @Test
  void theSameGalleryGivesTheSameBytes(@TempDir Path folder) throws Exception {
    of("emu").write(folder.resolve("a.html"));
    of("emu").write(folder.resolve("b.html"));

    assertThat(folder.resolve("a.html")).hasSameBinaryContentAs(folder.resolve("b.html"));
    assertThat(Files.size(folder.resolve("a.html"))).isPositive();
  }
}
