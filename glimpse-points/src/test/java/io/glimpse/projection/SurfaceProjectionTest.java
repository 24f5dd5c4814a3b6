package io.glimpse.projection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.glimpse.cloud.CloudFile;
import io.glimpse.cloud.CloudReader;
import io.glimpse.cloud.PointCloud;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SurfaceProjectionTest {

  /** Values are up to 1; the fast code adds up floats of up to ten times as much. */
  private static final double FLOATS = 1e-6;

  private static final double[][] ANGLES = {{0, 0, 0}, {90, 0, 90}, {45, 0, 90, 0, 20, 0}};

  @ParameterizedTest
  @CsvSource({
    "112, 8, 1024",
    "112, 8, 1",
    "112, 8, 2",
    "112, 8, 5000",
    "64, 3, 500",
    "31, 12, 300",
    "13, 5, 40",
    "8, 3, 3"
  })
  void viewsAreThoseOfTheDefinition(int grid, int layers, int points) {
    Random random = new Random(points);
    double[] box = random.doubles(3L * points, -1, 1).toArray();
    double[] plane = box.clone();
    for (int i = 2; i < plane.length; i += 3) {
      plane[i] = 0.25 * plane[i - 2];
    }
    for (double[] angles : ANGLES) {
      for (double fill : new double[] {0.8, 3}) {
        assertSame(
            new PlainSurface(grid, layers, fill, 0.2, 3), PointCloud.of(box.clone()), angles);
        assertSame(
            new PlainSurface(grid, layers, fill, 0, 0.5), PointCloud.of(plane.clone()), angles);
      }
    }
  }

  /** Triangles of any size and form, among them some without an area. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6})
  void meshesWithFlatTrianglesAreDrawnByTheDefinition(int seed, @TempDir Path folder)
      throws IOException {
    Random random = new Random(seed);
    int triangles = 1 + random.nextInt(12);
    StringBuilder off = new StringBuilder("OFF\n" + 3 * triangles + " " + triangles + " 0\n");
    for (int t = 0; t < triangles; t++) {
      double[] a = random.doubles(3, -1, 1).toArray();
      double[] b = random.doubles(3, -1, 1).toArray();
      double[] c = random.doubles(3, -1, 1).toArray();
      int form = random.nextInt(4);
      for (int axis = 0; axis < 3; axis++) {
        if (form == 0) {
          b[axis] = a[axis];
          c[axis] = a[axis];
        } else if (form == 1) {
          c[axis] = (a[axis] + b[axis]) / 2;
        }
      }
      for (double[] corner : new double[][] {a, b, c}) {
        off.append(corner[0] + " " + corner[1] + " " + corner[2] + "\n");
      }
    }
    for (int t = 0; t < triangles; t++) {
      off.append("3 " + 3 * t + " " + (3 * t + 1) + " " + (3 * t + 2) + "\n");
    }
    Path file = Files.writeString(folder.resolve("mesh.off"), off);
    CloudFile mesh = CloudReader.read(file);

    for (double[] angles : ANGLES) {
      assertSame(new PlainSurface(48, 8, 0.8, 0.2, 3), mesh.sample(700, seed), angles);
    }
  }

  /**
   * All coordinates are multiples of an eighth of a cell, so that many points are between two cells
   * or two layers, and nothing is rounded before that is decided.
   */
  @ParameterizedTest
  @ValueSource(ints = {1, 8, 64, 512})
  void pointsOnTheBordersOfCellsAndLayersAreInTheFirst(int points) {
    Random random = new Random(points);
    // The corners fix the scale: the longest side is 2.
    double[] coordinates = new double[3 * points + 6];
    for (int i = 0; i < 3 * points; i++) {
      coordinates[i] = (random.nextInt(257) - 128) / 128.0;
    }
    for (int axis = 0; axis < 3; axis++) {
      coordinates[3 * points + axis] = -1;
      coordinates[3 * points + 3 + axis] = 1;
    }

    assertSame(
        new PlainSurface(32, 10, 1, 0, 3), PointCloud.of(coordinates), new double[] {0, 0, 0});
    assertSame(
        new PlainSurface(32, 10, 0.5, 1, 3), PointCloud.of(coordinates), new double[] {0, 0, 0});
  }

  @Test
  void onePointIsASquareOfSevenWithSoftEdges() {
    // In the middle, between cells 8 and 9, hence in 8: pixels 4 to 10 of 14.
    SurfaceProjection projection = new SurfaceProjection(16, 8, 0.8, 0.2, 0.1);

    float[] seen = projection.canvas().draw(PointCloud.of(3, 4, 5), View.of(0, 0, 0)).values();

    for (int row = 0; row < 14; row++) {
      for (int column = 0; column < 14; column++) {
        boolean inside = row >= 4 && row <= 10 && column >= 4 && column <= 10;
        assertThat(seen[14 * row + column]).isCloseTo(inside ? 0 : 1, within(1e-6f));
      }
    }
  }

  private static void assertSame(PlainSurface plain, PointCloud cloud, double... angles) {
    SurfaceProjection fast =
        new SurfaceProjection(
            plain.grid(), plain.layers(), plain.fill(), plain.depthBias(), plain.sigma());
    Projection.Canvas canvas = fast.canvas();
    // Nothing of another view may be left.
    canvas.draw(cloud, View.of(10, 80, 30));

    float[] seen = canvas.draw(cloud, View.of(angles)).values();

    double[][] expected = plain.draw(cloud, angles);
    assertThat(fast.size()).isEqualTo(expected.length);
    for (int row = 0; row < expected.length; row++) {
      for (int column = 0; column < expected.length; column++) {
        assertThat((double) seen[row * expected.length + column])
            .as("row %d, column %d", row, column)
            .isCloseTo(expected[row][column], within(FLOATS));
      }
    }
  }
}
