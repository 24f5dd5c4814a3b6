package io.glimpse.projection;

import static org.assertj.core.api.Assertions.assertThat;

import io.glimpse.cloud.CloudReader;
import io.glimpse.cloud.PointCloud;
import io.glimpse.fixture.Shared;
import io.glimpse.tensor.NpyFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The depth maps against those of the published code, run in double precision. */
class FixtureDepthTest {

  private static final float TOLERANCE = 1e-5f;

  @ParameterizedTest
  @ValueSource(strings = {"sphere", "box", "chair"})
  void pointViewsAreThePublishedOnes(String name) throws IOException {
    assertSame(render(name, "pointclip-zs"), name + "_zs_128.npy");
    assertSame(render(name, "pointclip-fs"), name + "_fs_224.npy");
  }

  @ParameterizedTest
  @ValueSource(strings = {"sphere", "box", "chair"})
  void surfaceViewsAreThePublishedOnesButForPointsOnABorderOfLayers(String name)
      throws IOException {
    List<DepthView> views = render(name, "pointclip-v2");
    float[] expected = read(name + "_v2_110.npy");
    int different = 0;
    for (int i = 0; i < expected.length; i++) {
      different += Math.abs(value(views, i) - expected[i]) > 1e-4f ? 1 : 0;
    }
    assertThat(views).hasSize(10);
    assertThat(different).isLessThanOrEqualTo(expected.length / 200);
  }

  @Test
  void viewsGrowToTheEncodersSizeWithTheirCornersInPlace() throws IOException {
    List<DepthView> views =
        render("chair", "pointclip-zs").stream().map(view -> view.resized(224)).toList();

    float[] expected = read("chair_zs_224.npy");

    for (int i = 0; i < expected.length; i++) {
      assertThat(value(views, i))
          .isCloseTo(expected[i], org.assertj.core.data.Offset.offset(TOLERANCE));
    }
  }

  private static List<DepthView> render(String name, String preset) throws IOException {
    Path file = Shared.path("fixtures/methods/3d/" + name + "_points.npy");
    PointCloud cloud = CloudReader.read(file).points();
    return ViewPreset.of(preset).render(cloud);
  }

  private static void assertSame(List<DepthView> views, String file) throws IOException {
    float[] expected = read(file);
    for (int i = 0; i < expected.length; i++) {
      float value = value(views, i);
      if (Math.abs(value - expected[i]) > TOLERANCE || (value == 0) != (expected[i] == 0)) {
        assertThat(value).as("pixel %d of %s", i, file).isEqualTo(expected[i]);
      }
    }
  }

  private static float value(List<DepthView> views, int pixel) {
    int size = views.get(0).values().length;
    return views.get(pixel / size).values()[pixel % size];
  }

  private static float[] read(String name) throws IOException {
    try (NpyFile file = NpyFile.open(Shared.path("fixtures/methods/3d/" + name))) {
      return file.readAll();
    }
  }
}
