package io.glimpse.cloud;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Files that h5py wrote: {@code data} of the shape [5, 7, 4] holds 100 b + n + c / 4, {@code label}
 * 3, 1, 4, 1, 5. Chunks are of [2, 3, 2] float32 with gzip and shuffle, [2, 4, 4] big-endian
 * float64, and [1, 7, 3] float16 with gzip; {@code compact} has no chunks. The others have
 * checksums, 16 bits that are no IEEE half, or only their first two clouds written.
 */
class Hdf5ReaderTest {

  @ParameterizedTest
  @ValueSource(strings = {"chunks-gzip", "chunks-plain", "chunks-half", "compact"})
  void everyCloudIsReadWhateverChunksItLiesIn(String name) throws IOException, URISyntaxException {
    Path file = Path.of(Objects.requireNonNull(getClass().getResource(name + ".h5"), name).toURI());

    for (int cloud = 0; cloud < 5; cloud++) {
      double[] coordinates = CloudReader.read(Path.of(file + "#" + cloud)).points().toArray();
      assertThat(coordinates).hasSize(21);
      for (int i = 0; i < coordinates.length; i++) {
        // Half precision still has quarters at 400.
        assertThat(coordinates[i]).isEqualTo(100 * cloud + i / 3 + (i % 3) / 4.0);
      }
    }
    assertThat(LabelledClouds.labels(file)).containsExactly(3, 1, 4, 1, 5);
  }

  @Test
  void whatTheLibraryWouldReadWronglyIsRefused() throws URISyntaxException {
    assertRefused("fletcher", 1, "'data' is stored with fletcher32 checksums");
    assertRefused("unwritten", 3, "the chunk of 'data' at [2, 0, 0] was never written");
    assertRefused("bfloat16", -1, "no floats of 16, 32 or 64 bits");
    assertThatThrownBy(() -> LabelledClouds.labels(file("fletcher")))
        .hasMessageContaining("fletcher32 checksums");
    assertThatThrownBy(() -> LabelledClouds.labels(file("unwritten")))
        .hasMessageContaining("the chunk of 'label' at [2] was never written");
  }

  private static void assertRefused(String name, int row, String why) throws URISyntaxException {
    Path path = Path.of(file(name) + (row < 0 ? "" : "#" + row));
    assertThatThrownBy(() -> CloudReader.read(path))
        .isInstanceOf(CloudException.class)
        .hasMessageContaining(why);
  }

  private static Path file(String name) throws URISyntaxException {
    return Path.of(
        Objects.requireNonNull(Hdf5ReaderTest.class.getResource(name + ".h5"), name).toURI());
  }
}
