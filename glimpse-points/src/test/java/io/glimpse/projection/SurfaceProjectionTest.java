package io.glimpse.projection;

import static org.assertj.core.api.Assertions.assertThat;

import io.glimpse.cloud.PointCloud;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SurfaceProjectionTest {

  @ParameterizedTest
  @CsvSource({
    "112, 8, 1024",
    "112, 8, 1",
    "112, 8, 2",
    "112, 8, 30000",
    "64, 3, 500",
    "31, 12, 300",
    "13, 5, 40",
    "8, 3, 3"
  })
  void viewsAreThoseOfThePlainStepsToTheLastBit(int grid, int layers, int points) {
    Random random = new Random(points);
    double[] box = random.doubles(3L * points, -1, 1).toArray();
    double[] plane = box.clone();
    for (int i = 2; i < plane.length; i += 3) {
      plane[i] = 0.25 * plane[i - 2];
    }
    for (View view : new View[] {View.of(0, 0, 0), View.of(45, 0, 90, 0, 20, 0)}) {
      for (double fill : new double[] {0.8, 3}) {
        assertSame(new PlainSurface(grid, layers, fill, 0.2, 3), view, box);
        assertSame(new PlainSurface(grid, layers, fill, 0, 0.5), view, plane);
      }
    }
  }

  private static void assertSame(PlainSurface plain, View view, double[] coordinates) {
    PointCloud cloud = PointCloud.of(coordinates);
    SurfaceProjection fast =
        new SurfaceProjection(
            plain.grid(), plain.layers(), plain.fill(), plain.depthBias(), plain.sigma());

    Projection.Canvas canvas = fast.canvas();
    // Nothing of another view may be left.
    canvas.draw(cloud, View.of(10, 80, 30));

    assertThat(fast.size()).isEqualTo(plain.size());
    assertThat(canvas.draw(cloud, view).values()).isEqualTo(plain.draw(cloud, view).values());
  }
}
