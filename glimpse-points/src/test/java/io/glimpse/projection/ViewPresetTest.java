package io.glimpse.projection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.glimpse.cloud.PointCloud;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ViewPresetTest {

  @TempDir Path folder;

  /** The worked pixels of the published projection: row, column, depth. */
  @Test
  void threePointsFallWhereTheWorkedExampleSays() {
    PointCloud cloud = PointCloud.of(0.5, 0.25, -0.1, 0, 0, 0, -0.3, 0.8, 0.4);
    List<DepthView> zs = ViewPreset.of("pointclip-zs").render(cloud);
    assertPixels(zs.get(0), 53, 85, 1.5, 64, 64, 1.6, 38, 54, 2.0);
    assertPixels(zs.get(1), 56, 67, 2.1, 64, 64, 1.6, 25, 44, 1.3);
    assertPixels(zs.get(2), 55, 45, 1.7, 64, 64, 1.6, 21, 80, 1.2);
    assertPixels(zs.get(3), 49, 58, 1.1, 64, 64, 1.6, 37, 77, 1.9);
    assertPixels(zs.get(4), 69, 88, 1.35, 64, 64, 1.6, 32, 40, 0.8);
    assertPixels(zs.get(5), 61, 81, 1.85, 64, 64, 1.6, 75, 56, 2.4);
    List<DepthView> fs = ViewPreset.of("pointclip-fs").render(cloud);
    assertPixels(fs.get(0), 90, 155, 1.3, 112, 112, 1.4, 62, 93, 1.8);
    assertPixels(fs.get(1), 97, 118, 1.9, 112, 112, 1.4, 31, 71, 1.1);
    assertPixels(fs.get(4), 60, 113, 1.81213, 102, 64, 1.22145, 112, 112, 1.4);
    assertPixels(fs.get(9), 105, 146, 1.65, 112, 112, 1.4, 132, 97, 2.2);
  }

  @Test
  void aPixelIsTheHarmonicMeanOfItsPoints() {
    DepthView view = draw("distance = 2\nsize = 1", 0, 0, -1, 0, 0, 1);

    assertThat(view.values()).containsExactly(1.5f);
  }

  @Test
  void pointsBehindTheCameraOrOutsideThePictureAreLeftOut() {
    DepthView view = draw("distance = 1\nsize = 4", 0, 0, -3, 9, 0, 0, 0, 1e30, 0, 1e30, 0, 1e30);

    assertThat(view.most()).isZero();
  }

  @Test
  void equalPointsAreOnePointInTheMiddle() {
    List<DepthView> views = ViewPreset.of("pointclip-v2").render(PointCloud.of(7, 7, 7, 7, 7, 7));

    for (DepthView view : views) {
      assertThat(view.values()).doesNotContain(Float.NaN);
      assertThat(view.values()[55 * 110 + 55]).isLessThan(0.1f);
      assertThat(view.values()[0]).isEqualTo(1);
    }
  }

  @Test
  void manyPointsOnSeveralThreadsGiveTheSameViews() {
    java.util.Random random = new java.util.Random(1);
    PointCloud cloud = PointCloud.of(random.doubles(3 * 30_000L, -0.5, 0.5).toArray());
    ViewPreset preset = ViewPreset.of("pointclip-fs");

    List<DepthView> again = preset.render(cloud);

    List<DepthView> views = preset.render(cloud);
    for (int v = 0; v < preset.views(); v++) {
      assertThat(views.get(v).values()).isEqualTo(again.get(v).values());
    }
  }

  @Test
  void aUsersPresetSaysWhatIsWrongWithIt() throws IOException {
    assertRefused("projection = points", "'size' is missing");
    assertRefused("projection = cubes", "points or surface");
    assertRefused("size = 8\ndistance = 1\nviews = 0 0", "three or six angles");
    assertRefused("size = 8\ndistance = much\nviews = 0 0 0", "'much'");
    assertRefused("size = 90000\ndistance = 1\nviews = 0 0 0", "size is a whole number");
    assertRefused("size = 8\ndistance = 1\nviews = 0 0 0\nsizes = 9", "'sizes'");
    assertRefused("size = 8\ndistance = 1\nviews = 0 0 0\ntemplate = a", "lacks {}");
    assertRefused("size = 8\ndistance = 1\nviews = 0 0 0\npixels = red", "depth or picture");
    assertRefused("size = 8\ndistance = \\u12", "a backslash and u");
    assertRefused(
        "size = 4096\ndistance = 1\nviews = 0 0 0" + "; 0 0 0".repeat(20),
        "21 views of 4096 x 4096");
  }

  private void assertRefused(String text, String why) throws IOException {
    Path file = Files.writeString(folder.resolve("my.properties"), text);
    assertThatThrownBy(() -> ViewPreset.read(file))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith(file + ": ")
        .hasMessageContaining(why);
  }

  private DepthView draw(String settings, double... points) {
    try {
      Path file = folder.resolve("own.properties");
      Files.writeString(file, "projection = points\nviews = 0 0 0\n" + settings);
      return ViewPreset.read(file).render(PointCloud.of(points)).get(0);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static void assertPixels(DepthView view, double... expected) {
    float[] values = view.values();
    int filled = 0;
    for (float value : values) {
      filled += value > 0 ? 1 : 0;
    }
    assertThat(filled).isEqualTo(expected.length / 3);
    for (int i = 0; i < expected.length; i += 3) {
      int at = ((int) expected[i]) * view.size() + (int) expected[i + 1];
      assertThat((double) values[at]).isCloseTo(expected[i + 2], within(1e-5));
    }
  }
}
