package io.glimpse.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.glimpse.image.ImageDecoder;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Holds the bundled pictures to their index and to their credits. */
class DemoPicturesTest {

  private record Entry(String part, String className, String file) {}

  private static byte[] resource(String name) throws IOException {
    try (InputStream in = DemoPicturesTest.class.getResourceAsStream("/io/glimpse/demo/" + name)) {
      assertThat(in).as(name).isNotNull();
      return in.readAllBytes();
    }
  }

  private static List<Entry> index() throws IOException {
    return new String(resource("index.tsv"), StandardCharsets.UTF_8)
        .lines()
        .filter(line -> !line.startsWith("#"))
        .map(line -> line.split("\t"))
        .map(field -> new Entry(field[0], field[1], field[2]))
        .toList();
  }

  @Test
  void everyClassHasFourShotsAndFourTestPictures() throws IOException {
    assertThat(index().stream().collect(Collectors.groupingBy(e -> e.part() + " " + e.className())))
        .hasSize(20)
        .allSatisfy(
            (name, entries) -> assertThat(entries).hasSize(name.startsWith("strange") ? 1 : 4));
  }

  @Test
  void everyPictureIsThereAndSmallAndDecodes() throws IOException {
    for (Entry entry : index()) {
      byte[] bytes = resource(entry.file());
      assertThat(bytes).hasSizeLessThanOrEqualTo(20_000);
      assertThatCode(() -> new ImageDecoder().read(entry.file(), bytes)).doesNotThrowAnyException();
    }
  }

  @Test
  void everyPictureIsCredited() throws IOException {
    String credits = new String(resource("CREDITS.txt"), StandardCharsets.UTF_8);

    assertThat(credits).contains("CC BY 4.0", "unchanged");
    assertThat(index())
        .allSatisfy(e -> assertThat(credits).contains(e.file().replaceAll(".*/", "")));
  }
}
