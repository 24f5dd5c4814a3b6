package io.glimpse.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.glimpse.tensor.Npy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Banks of point clouds, of rods and discs. */
class PointsBankTest {

  @TempDir Path folder;

  @Test
  void aShotThatIsACloudShowsAViewAsLongAsItsFileIsTheSame() throws IOException {
    Path shots = rodsAndDiscs();
    Path asked = shots.resolve("rod/0.npy");
    Path bank = folder.resolve("rods.bank");
    Path two = folder.resolve("two.npy");
    float[] rows = new float[2 * 900];
    System.arraycopy(cloud(true, new Random(3)), 0, rows, 0, 900);
    Npy.write(two, rows, 2, 300, 3);
    Run.of("bank", "build", shots, "-o", bank, "--select", "fixed").exits(0);
    Run.of("bank", "remove", bank, "--class", "disc").exits(0);
    Run.of("bank", "add", bank, "--class", "rod", two + "#0").exits(0);

    String whole = explained(asked, bank);
    Npy.write(shots.resolve("rod/1.npy"), cloud(false, new Random(5)), 300, 3);
    Files.delete(shots.resolve("rod/2.npy"));
    String changed = explained(asked, bank);

    assertThat(whole).contains("two.npy#0").doesNotContain("no picture kept");
    assertThat(whole.split("class=\"shot ", -1)).hasSize(1 + 5);
    // Neither the views of the cloud that was asked about nor those of its shots are attention.
    assertThat(whole).contains("0.npy, view 10").doesNotContain("Attention");
    assertThat(changed.split("no picture kept", -1)).hasSize(1 + 2);
  }

  /** The page of evidence for one cloud. */
  private String explained(Path cloud, Path bank) throws IOException {
    Path page = folder.resolve("why");
    Run run = Run.of("classify", cloud, "--bank", bank, "--explain", page).exits(0);
    assertThat(run.err()).containsOnlyOnce("point clouds are centred");
    return Files.readString(page.resolve("report.html"));
  }

  @Test
  void aBankOfCloudsAnswersWithTheShotItKnows() throws IOException {
    Random random = new Random(1);
    for (String name : new String[] {"rod", "disc"}) {
      for (int i = 0; i < 2; i++) {
        Path file = folder.resolve("shots/" + name + "/" + i + ".npy");
        Files.createDirectories(file.getParent());
        float[] points = new float[3 * 300];
        for (int p = 0; p < points.length; p++) {
          boolean thin = name.equals("rod") ? p % 3 != 1 : p % 3 == 1;
          points[p] = (float) random.nextGaussian() * (thin ? 0.05f : 1);
        }
        Npy.write(file, points, 300, 3);
      }
    }
    Path bank = folder.resolve("clouds.bank");

    Run.of("bank", "build", folder.resolve("shots"), "-o", bank, "--select", "fixed").exits(0);
    Run run = Run.of("evaluate", folder.resolve("shots"), "--bank", bank, "--json").exits(0);

    assertThat(run.json().get("accuracy").asDouble()).isEqualTo(1);
    Run.of("bank", "build", folder.resolve("shots"), "-o", bank, "--views", "3").exits(2);
  }

  private Path rodsAndDiscs() throws IOException {
    Random random = new Random(2);
    Path root = folder.resolve("rods");
    for (String name : new String[] {"rod", "disc"}) {
      for (int i = 0; i < 4; i++) {
        Path file = root.resolve(name + "/" + i + ".npy");
        Files.createDirectories(file.getParent());
        Npy.write(file, cloud(name.equals("rod"), random), 300, 3);
      }
    }
    return root;
  }

  private static float[] cloud(boolean rod, Random random) {
    float[] points = new float[3 * 300];
    for (int p = 0; p < points.length; p++) {
      boolean thin = rod == (p % 3 != 1);
      points[p] = (float) random.nextGaussian() * (thin ? 0.05f : 1);
    }
    return points;
  }

  @Test
  void aBankRemembersHowItsCloudsWereDrawn() throws IOException {
    Path shots = rodsAndDiscs();
    Path bank = folder.resolve("rods.bank");
    Run.of(
            "bank",
            "build",
            shots,
            "-o",
            bank,
            "--select",
            "fixed",
            "--preset",
            "pointclip-v2",
            "--up",
            "z",
            "--points",
            "200",
            "--seed",
            "7")
        .exits(0);

    Run shown = Run.of("bank", "show", bank, "--json").exits(0);
    Run judged = Run.of("evaluate", shots, "--bank", bank, "--json").exits(0);

    assertThat(shown.json().at("/clouds/preset").asText()).isEqualTo("pointclip-v2");
    assertThat(shown.json().at("/clouds/up").asText()).isEqualTo("z");
    assertThat(shown.json().at("/clouds/seed").asLong()).isEqualTo(7);
    assertThat(judged.err()).contains("views of pointclip-v2, at most 200 points");
    assertThat(judged.json().get("accuracy").asDouble()).isEqualTo(1);
    assertThat(Run.of("evaluate", shots, "--bank", bank, "--preset", "pointclip-zs").exits(2).err())
        .contains("whose clouds were drawn with --preset pointclip-v2");
    Run.of("classify", shots, "--bank", bank, "--up", "y").exits(2);
    Run.of("classify", shots, "--bank", bank, "--up", "z", "--points", "200").exits(0);
  }

  @Test
  void cloudsAndPicturesAreNotCompared() throws IOException {
    Path clouds = rodsAndDiscs();
    Path cloud = clouds.resolve("rod/0.npy");
    Path picture = Pictures.okapi(Files.createDirectories(folder.resolve("p/okapi")));
    Path ofClouds = folder.resolve("clouds.bank");
    Path ofPictures = folder.resolve("pictures.bank");
    Run.of("bank", "build", clouds, "-o", ofClouds, "--select", "fixed").exits(0);
    Run.of("bank", "build", folder.resolve("p"), "-o", ofPictures, "--select", "fixed").exits(0);

    assertThat(Run.of("classify", picture, "--bank", ofClouds).exits(1).err())
        .contains("okapi.jpg: this is a picture, but the bank holds point clouds");
    assertThat(Run.of("classify", cloud, "--bank", ofPictures).exits(1).err())
        .contains("0.npy: this is a point cloud, but the bank holds pictures");
    Run.of("bank", "add", ofPictures, "--class", "rod", cloud).exits(1);
    Run.of("bank", "merge", ofPictures, ofClouds, "-o", folder.resolve("m.bank")).exits(1);
    Run.of("bank", "build", folder.resolve("p"), "-o", ofPictures, "--fusion", "averaged").exits(2);
  }

  @Test
  void aRowOfAFileIsAShot() throws IOException {
    Path bank = folder.resolve("rows.bank");
    Run.of("bank", "build", rodsAndDiscs(), "-o", bank, "--select", "fixed").exits(0);
    Random random = new Random(3);
    float[] two = new float[2 * 900];
    System.arraycopy(cloud(true, random), 0, two, 0, 900);
    System.arraycopy(cloud(false, random), 0, two, 900, 900);
    Path file = folder.resolve("two.npy");
    Npy.write(file, two, 2, 300, 3);

    Run.of("bank", "add", bank, "--class", "rod", file + "#0").exits(0);
    Run again = Run.of("bank", "add", bank, "--class", "rod", file + "#0").exits(0);
    Run other = Run.of("bank", "add", bank, "--class", "ball", file + "#0", file + "#1").exits(1);
    Run judged = Run.of("classify", file + "#1", "--bank", bank, "--top", "1", "--json").exits(0);

    assertThat(again.err()).contains("two.npy#0 is in the bank already");
    assertThat(other.err()).contains("two.npy#0: this is a shot of 'rod' in the bank already");
    assertThat(judged.json().at("/results/0/top/0/class").asText()).isIn("ball", "disc");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--method inter-view",
        "--method tip --fusion concatenated",
        "--method calip --view-weights held-out"
      })
  void everyHeadMakesABankThatAnswers(String options) throws IOException {
    Path shots = rodsAndDiscs();
    Path bank = folder.resolve("head.bank");
    List<Object> build = new ArrayList<>(List.of("bank", "build", shots, "-o", bank));
    build.addAll(List.of("--preset", "pointclip-zs"));
    build.addAll(List.of(options.split(" ")));

    Run.of(build.toArray()).exits(0);
    Run judged = Run.of("evaluate", shots, "--bank", bank, "--json").exits(0);

    assertThat(judged.json().get("total").asInt()).isEqualTo(8);
    if (!options.contains("calip")) {
      assertThat(judged.json().get("accuracy").asDouble()).isEqualTo(1);
    }
  }

  @Test
  void aBankOfConcatenatedViewsAnswersViewByViewToo() throws IOException {
    Path shots = rodsAndDiscs();
    Path cloud = shots.resolve("rod/0.npy");
    Path bank = folder.resolve("wide.bank");
    Run.of(
            "bank",
            "build",
            shots,
            "-o",
            bank,
            "--fusion",
            "concatenated",
            "--select",
            "fixed",
            "--preset",
            "pointclip-zs")
        .exits(0);

    Run.of("classify", cloud, "--bank", bank, "--method", "calip").exits(0);
    Run judged =
        Run.of("classify", cloud, "--bank", bank, "--explain", folder.resolve("why"), "--json")
            .exits(0);
    assertThat(judged.json().at("/results/0/top/0/class").asText()).isEqualTo("rod");
    Path another = folder.resolve("another.npy");
    Npy.write(another, cloud(true, new Random(8)), 300, 3);
    Run.of("bank", "add", bank, "--class", "ball", another).exits(0);
    Run.of("bank", "build", shots, "-o", bank, "--method", "zero-shot", "--fusion", "concatenated")
        .exits(2);
  }

  @Test
  void aBankKeepsAnOwnPresetThatMovedOrChanged() throws IOException {
    Path shots = rodsAndDiscs();
    Path preset = write("own.properties", "size = 64|distance = 2|views = 0 0 90; 90 0 90|");
    Path bank = folder.resolve("own.bank");
    Run.of("bank", "build", shots, "-o", bank, "--select", "fixed", "--preset", preset).exits(0);
    Path moved = Files.move(preset, folder.resolve("moved.properties"));

    Run.of("classify", shots, "--bank", bank).exits(0);
    Run.of("classify", shots, "--bank", bank, "--preset", moved).exits(0);
    write("moved.properties", "size = 32|distance = 2|views = 0 0 90; 90 0 90|");
    Run changed = Run.of("classify", shots, "--bank", bank, "--preset", moved).exits(2);

    assertThat(changed.err()).contains("own.properties held when the bank was built");
    assertThat(Run.of("classify", shots, "--bank", bank).exits(0).err()).contains("2 views of");
  }

  @Test
  void theReferenceProtocolSaysThatItLeaks() throws IOException {
    Path shots = rodsAndDiscs();
    List<Object> honest =
        new ArrayList<>(List.of("evaluate", shots, "--classes", "rod,disc", "--json"));
    honest.addAll(List.of("--preset", "pointclip-zs"));
    List<Object> leaking = new ArrayList<>(honest);
    leaking.addAll(List.of("--protocol", "reference"));

    Run fair = Run.of(honest.toArray()).exits(0);
    Run unfair = Run.of(leaking.toArray()).exits(0);

    assertThat(unfair.json().get("leak").asText()).contains("these test clouds themselves");
    assertThat(unfair.err()).contains("so the accuracy is too high");
    assertThat(unfair.json().get("correct").asInt())
        .isGreaterThanOrEqualTo(fair.json().get("correct").asInt());
    assertThat(fair.json().has("leak")).isFalse();
  }

  @Test
  void aMethodThatWantsThePlacesOfOnePictureIsRefusedForClouds() throws IOException {
    Path bank = folder.resolve("no.bank");

    Run run = Run.of("bank", "build", rodsAndDiscs(), "-o", bank, "--method", "calip-fs").exits(2);

    assertThat(run.err()).contains("a cloud is several views; use calip");
  }

  /** Writes a text in which | stands for the end of a line. */
  private Path write(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text.replace('|', '\n'));
  }
}
