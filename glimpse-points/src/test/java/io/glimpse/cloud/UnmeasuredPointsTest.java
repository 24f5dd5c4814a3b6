package io.glimpse.cloud;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.glimpse.file.Remedy;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Points of which a coordinate is not finite. */
class UnmeasuredPointsTest {

  @TempDir Path folder;

  @Test
  void pointsThatWereNotMeasuredAreLeftOutOnRequest() throws IOException {
    Path file = Files.write(folder.resolve("a.xyz"), ascii("0 0 0|nan 1 1|1 2 3|4 inf 5|6 7 8|"));

    assertThatThrownBy(() -> CloudReader.read(file))
        .isInstanceOfSatisfying(
            CloudException.class,
            e -> assertThat(e.remedy()).isEqualTo(new Remedy(Remedy.Kind.DROP_INVALID_POINTS)))
        .hasMessage(
            file
                + ": point 1 (counted from 0) has x = NaN, which is not finite; points that were not"
                + " measured can be left out on request");
    CloudFile cloud = CloudReader.read(file, true);
    assertThat(cloud.points().toArray()).containsExactly(0, 0, 0, 1, 2, 3, 6, 7, 8);
    assertThat(cloud.dropped()).isEqualTo(2);
  }

  @Test
  void trianglesWithACornerThatWasNotMeasuredAreLeftOutToo() throws IOException {
    Path file =
        Files.write(
            folder.resolve("a.off"),
            ascii("OFF|5 3 0|0 0 0|nan 0 0|1 0 0|0 1 0|1 1 0|3 0 1 2|3 0 2 3|3 2 4 3|"));

    CloudFile cloud = CloudReader.read(file, true);

    assertThat(cloud.points().toArray()).containsExactly(0, 0, 0, 1, 0, 0, 0, 1, 0, 1, 1, 0);
    assertThat(cloud.triangles()).containsExactly(0, 1, 2, 1, 3, 2);
    assertThat(cloud.dropped()).isEqualTo(1);
  }

  @Test
  void aCloudWithoutAMeasuredPointIsRefused() throws IOException {
    Path file = Files.write(folder.resolve("a.xyz"), ascii("nan nan nan|0 0 nan|"));
    assertThatThrownBy(() -> CloudReader.read(file, true))
        .isInstanceOf(CloudException.class)
        .hasMessage(file + ": none of its 2 points was measured");
  }

  @Test
  void coordinatesThatAreTooLargeAreStillRefused() throws IOException {
    Path file = Files.write(folder.resolve("a.xyz"), ascii("0 0 0|nan 1 1|1e31 2 3|"));
    assertThatThrownBy(() -> CloudReader.read(file, true))
        .hasMessageContaining("beyond 1e30")
        .satisfies(e -> assertThat(((CloudException) e).remedy()).isNull());
  }

  @Test
  void wholeCloudsAreTheSameEitherWay() throws IOException {
    Path file = Files.write(folder.resolve("a.xyz"), ascii("0 0 0|1 2 3|"));
    assertThat(CloudReader.read(file, true).points().toArray())
        .isEqualTo(CloudReader.read(file).points().toArray());
    assertThat(CloudReader.read(file, true).dropped()).isZero();
  }

  /** The bytes of a text in which | stands for the end of a line. */
  private static byte[] ascii(String text) {
    return text.replace('|', (char) 10).getBytes(StandardCharsets.ISO_8859_1);
  }
}
