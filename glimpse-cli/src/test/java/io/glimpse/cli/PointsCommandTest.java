package io.glimpse.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.glimpse.fixture.Shared;
import io.glimpse.tensor.NpyFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PointsCommandTest {

  private static final String SQUARE = "OFF 4 1 0|-1 0 0|1 0 0|1 2 0|-1 2 0.5|4 0 1 2 3|";

  @TempDir Path folder;

  @Test
  void infoAnswersForTheGoodFilesAndNamesTheBad() throws IOException {
    Path good = write("square.off", SQUARE);
    Path bad = write("bad.ply", "ply|format ascii 1.0|element vertex 5|");

    Run run = Run.of("points", "info", good, bad, folder.resolve("none.stl"), "--json").exits(1);

    JsonNode cloud = run.json().at("/clouds/0");
    assertThat(cloud.get("path").asText()).isEqualTo(good.toString());
    assertThat(cloud.get("format").asText()).isEqualTo("off");
    assertThat(cloud.get("points").asInt()).isEqualTo(4);
    assertThat(cloud.get("faces").asInt()).isEqualTo(2);
    assertThat(cloud.get("bounds").toString()).isEqualTo("[[-1.0,0.0,0.0],[1.0,2.0,0.5]]");
    assertThat(run.json().get("errors")).hasSize(2);
    assertThat(run.json().at("/errors/0/path").asText()).isEqualTo(bad.toString());
  }

  @Test
  void renderWritesTheViewsAsTheFixtureHasThem() throws IOException {
    Path cloud = Shared.path("fixtures/methods/3d/chair_points.npy");
    Path out = folder.resolve("chair.npy");

    Run.of("points", "render", cloud, "-o", out, "--png", folder.resolve("views")).exits(0);

    try (NpyFile file = NpyFile.open(out);
        NpyFile expected = NpyFile.open(Shared.path("fixtures/methods/3d/chair_zs_128.npy"))) {
      assertThat(file.shape()).containsExactly(6, 128, 128);
      float[] values = file.readAll();
      float[] wanted = expected.readAll();
      for (int i = 0; i < values.length; i++) {
        assertThat(Math.abs(values[i] - wanted[i])).isLessThanOrEqualTo(1e-5f);
      }
    }
    assertThat(folder.resolve("views/view-05.png")).isRegularFile();
  }

  @Test
  void whatADepthCameraDidNotMeasureIsLeftOutOnRequest() throws IOException {
    Path organised = Shared.path("field/inputs/organised/organised.pcd");

    assertThat(Run.of("classify", organised, "--classes", "chair,plane").exits(1).err())
        .contains("which is not finite; --drop-invalid leaves out points that were not measured");
    Run asked =
        Run.of("classify", organised, "--classes", "chair,plane", "--drop-invalid", "--json");
    assertThat(asked.exits(0).json().at("/results")).hasSize(1);
    assertThat(asked.err())
        .contains("organised.pcd: 2 of 6 points were not measured and are left out");
    Run info = Run.of("points", "info", organised, "--drop-invalid", "--json").exits(0);
    assertThat(info.json().at("/clouds/0/points").asInt()).isEqualTo(4);
    assertThat(info.json().at("/clouds/0/dropped").asInt()).isEqualTo(2);
    Path out = folder.resolve("organised.npy");
    assertThat(Run.of("points", "render", organised, "--drop-invalid", "-o", out).exits(0).err())
        .contains("2 points were not measured");
  }

  @Test
  void aBankOfSuchCloudsReadsOthersAlike() throws IOException {
    for (String name : new String[] {"flat", "tall"}) {
      Files.createDirectories(folder.resolve("shots").resolve(name));
      String up = name.equals("flat") ? "0.1" : "9";
      for (int i = 0; i < 2; i++) {
        write(
            "shots/" + name + "/" + i + ".xyz",
            "0 0 0|1 0 " + i + "|nan nan nan|0 " + up + " 1|1 " + up + " 0|");
      }
    }
    Path bank = folder.resolve("a.bank");
    Path shots = folder.resolve("shots");
    Run.of("bank", "build", shots, "-o", bank).exits(1);
    Run.of("bank", "build", shots, "-o", bank, "--drop-invalid").exits(0);

    Path asked = write("asked.xyz", "0 0 0|1 0 0|nan 0 0|0 8 1|");
    Run.of("classify", asked, "--bank", bank).exits(0);
    Run.of("bank", "add", bank, "--class", "tall", asked).exits(0);
  }

  @Test
  void renderMovesNothingUnlessAsked() throws IOException {
    Path far = write("far.xyz", "100 0 5|101 0 5|");
    Path out = folder.resolve("far.npy");

    Run.of("points", "render", far, "-o", out).exits(0);
    float farthest = largest(out);
    Run.of("points", "render", far, "--normalize", "--up", "z", "-o", out).exits(0);

    // One of the views looks along x, where the points are.
    assertThat(farthest).isGreaterThan(100);
    assertThat(largest(out)).isBetween(1.6f, 2.6f);
  }

  private static float largest(Path file) throws IOException {
    try (NpyFile npy = NpyFile.open(file)) {
      float largest = 0;
      for (float value : npy.readAll()) {
        largest = Math.max(largest, value);
      }
      return largest;
    }
  }

  @Test
  void aWrongCommandIsToldFromAWrongFile() throws IOException {
    Path good = write("square.off", SQUARE);
    Path out = folder.resolve("a.npy");

    Run.of("points").exits(2);
    Run.of("points", "render", good).exits(2);
    Run.of("points", "render", good, "--preset", "pointclip", "-o", out).exits(2);
    Run.of("points", "render", good, "--up", "x", "-o", out).exits(2);
    Run.of("points", "render", good, "--points", "0", "-o", out).exits(2);
    Run.of("points", "render", good, "--points", "1431655800", "-o", out).exits(2);
    Run.of("points", "render", good, "-o", good).exits(2);
    assertThat(good).hasContent(SQUARE.replace('|', '\n'));
    Run.of("points", "render", folder.resolve("none"), "-o", out).exits(1);
    Run.of("points", "render", write("nan.xyz", "0 0 nan|"), "-o", out).exits(1);
    assertThat(out).doesNotExist();
  }

  @Test
  void cloudsAreClassifiedLikePictures() throws IOException {
    Path mesh = write("square.off", SQUARE);
    Path bad = write("bad.stl", "solid");

    Run run = Run.of("classify", mesh, bad, "--classes", "chair,table", "--json").exits(1);

    assertThat(run.err()).contains("point clouds are centred");
    assertThat(run.json().get("results")).hasSize(1);
    assertThat(run.json().at("/results/0/top")).hasSize(2);
    assertThat(run.json().at("/errors/0/path").asText()).isEqualTo(bad.toString());
    Run.of("classify", mesh, "--classes", "a,b", "--preset", "none").exits(2);
  }

  @Test
  void theEvidenceForACloudIsOneAnswerWithAllViews() throws IOException {
    Path mesh = write("square.off", SQUARE);
    List<Object> classify = new ArrayList<>(List.of("classify", mesh, "--classes", "a,b"));
    classify.addAll(List.of("--method", "calip", "--preset", "pointclip-zs"));
    classify.addAll(List.of("--explain", folder.resolve("why")));

    Run.of(classify.toArray()).exits(0);

    String page = Files.readString(folder.resolve("why/report.html"));
    assertThat(page).contains("1 point cloud", "square.off, view 6").doesNotContain("view 7");
    assertThat(page).containsOnlyOnce("<details").containsOnlyOnce("<ol class=\"bars\"");
    // One map a view, of the likeliest class.
    assertThat(page.split("Attention for ", -1)).hasSize(1 + 6);
  }

  /** Writes a text in which | stands for the end of a line. */
  private Path write(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text.replace('|', '\n'));
  }
}
