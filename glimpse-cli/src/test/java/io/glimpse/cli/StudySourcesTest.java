package io.glimpse.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.glimpse.study.StudyFolder;
import io.glimpse.tensor.Npy;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What studies are made of: folders of ready features, good and bad, pictures and lists of them.
 */
class StudySourcesTest {

  @TempDir Path folder;

  @BeforeEach
  void writeFeatures() throws IOException {
    ReadyFeaturesStudy.write(features());
  }

  private Path features() {
    return folder.resolve("features");
  }

  private Path out() {
    return folder.resolve("out");
  }

  @Test
  void dataSetThatCannotBeOpenedIsMissingAndTheOthersGoOn() throws IOException {
    Run run =
        Run.of(
            "study",
            "run",
            "dtd",
            "eurosat",
            "--root",
            folder,
            "--methods",
            "zero-shot",
            "--out",
            out(),
            "--json");

    assertThat(run.exitCode()).isNotZero();
    assertThat(run.err()).contains("dtd").contains("eurosat");
    assertThat(StudyFolder.stamp(out()).planned())
        .containsExactly("dtd|lite|zero-shot|0|0|honest", "eurosat|lite|zero-shot|0|0|honest");
    assertThat(StudyFolder.stamp(out()).unopened()).containsKeys("dtd", "eurosat");
  }

  @Test
  void whateverIsWrongWithOneDataSetTheOthersGoOn() throws IOException {
    Path many = folder.resolve("many");
    for (String name : List.of("good", "cut", "unlabelled", "broken", "latin", "wrong")) {
      ReadyFeaturesStudy.copy(features(), many.resolve(name));
    }
    Path cut = many.resolve("cut/test_features.npy");
    Files.write(cut, Arrays.copyOf(Files.readAllBytes(cut), 200));
    Files.delete(many.resolve("unlabelled/test_labels.npy"));
    float[] broken = new float[30 * ReadyFeaturesStudy.WIDTH];
    Arrays.fill(broken, Float.NaN);
    Npy.write(many.resolve("broken/test_features.npy"), broken, 30, ReadyFeaturesStudy.WIDTH);
    Files.write(many.resolve("latin/classes.txt"), new byte[] {'c', (byte) 0xe9, '\n'});
    int[] labels = new int[30];
    labels[4] = 7;
    Npy.write(many.resolve("wrong/test_labels.npy"), labels);

    Run run =
        studyOf(many, "cut", "unlabelled", "broken", "latin", "wrong", "none", "good", "--json")
            .exits(1);

    assertThat(run.json().get("computed").asInt()).isEqualTo(1);
    assertThat(run.json().get("failed").asInt()).isEqualTo(6);
    assertThat(run.err())
        .contains("test_features.npy", "test_labels.npy: is missing", "row 0 holds NaN")
        .contains(
            "classes.txt: this list is not UTF-8 text", "holds no folder none of ready features")
        .contains("test_labels.npy: row 4 has label 7, but there are 3 classes")
        .doesNotContain("this should not happen");
    assertThat(Run.of("study", "run", "none", "--root", folder, "--out", out()).exits(1).err())
        .contains("none");
  }

  /** Zero-shot on several data sets, whose names and further options are given. */
  private Run studyOf(Path features, String... more) {
    List<Object> arguments = new ArrayList<>(List.of("study", "run", "--features", features));
    arguments.addAll(List.of("--methods=zero-shot", "--out", out()));
    arguments.addAll(List.of(more));
    return Run.of(arguments.toArray());
  }

  @Test
  void oneFolderOfFeaturesIsNotSeveralDataSetsOrEncoders() throws IOException {
    Path features = features();
    assertThat(studyOf(features, "alpha", "beta").exits(1).err())
        .contains("holds no folder alpha of ready features", "holds no folder beta");
    assertThat(studyOf(features, "alpha", "--encoders=RN50,ViT-B/16").exits(1).err())
        .contains("holds no folder RN50", "holds no folder ViT-B/16");

    ReadyFeaturesStudy.copy(features, folder.resolve("many/vit-b-16/alpha"));
    ReadyFeaturesStudy.copy(features, folder.resolve("many/RN50/alpha"));
    ReadyFeaturesStudy.copy(features, folder.resolve("many/RN50/beta"));
    JsonNode both =
        studyOf(
                folder.resolve("many"),
                "alpha",
                "beta",
                "--encoders=RN50,ViT-B/16",
                "--shots=1",
                "--json")
            .exits(1)
            .json();

    assertThat(both.get("computed").asInt()).isEqualTo(3);
    assertThat(both.get("failed").asInt()).isEqualTo(1);
  }

  @Test
  void dataSetsThatResultsCouldNotTellApartAreRefused() {
    assertThat(
            Run.of("study", "run", "a/birds", "b/birds", "--root", folder, "--out", out())
                .exits(2)
                .err())
        .contains("'a/birds' and 'b/birds' are both called 'birds' in results; rename one");
    assertThat(studyOf(folder, "caltech101", "caltech-101").exits(2).err())
        .contains("both called 'caltech101'");
    assertThat(studyOf(folder, "a|b").exits(2).err())
        .contains("the name of a data set cannot have '|' in it: 'a|b'");
    assertThat(studyOf(features(), "a", "--encoders=x|y").exits(2).err())
        .contains("the name of an encoder");
    assertThat(studyOf(features(), "a", "--encoders=ViT-B/32,vit_b_32").exits(2).err())
        .contains("'ViT-B/32' and 'vit_b_32' have the same folder");
  }

  @Test
  void picturesTakeViewsAndFewShotValidation() throws IOException {
    for (String part : List.of("train", "val", "test")) {
      pictures(folder.resolve("mine").resolve(part));
    }

    JsonNode json =
        Run.of(
                "study",
                "run",
                "mine",
                "--root",
                folder,
                "--methods",
                "zero-shot,tip",
                "--shots",
                "1",
                "--seeds",
                "1,2",
                "--views",
                "2",
                "--validation",
                "few-shot",
                "--out",
                out(),
                "--json")
            .exits(0)
            .json();

    assertThat(json.get("computed").asInt()).isEqualTo(3);
    List<String> lines = Files.readAllLines(out().resolve("results.jsonl"));
    assertThat(lines)
        .filteredOn(line -> line.contains("\"method\":\"tip\""))
        .hasSize(2)
        .allMatch(line -> line.contains("\"views\":2"))
        // One of each of two classes.
        .allMatch(line -> line.contains("\"selected_on\":\"2 validation pictures\""));
    assertThat(
            ReadyFeaturesStudy.run(features(), folder.resolve("ready"), "--validation", "few-shot")
                .json()
                .get("errors"))
        .anyMatch(error -> error.toString().contains("use the whole validation data"));
  }

  @Test
  void shotsCanBeGivenAsAList() throws IOException {
    for (String part : List.of("train", "test")) {
      pictures(folder.resolve("mine").resolve(part));
    }
    Path list = folder.resolve("list.json");
    Files.writeString(
        list,
        "{\"dataset\":\"mine\",\"shots\":1,\"seed\":4,\"items\":["
            + "{\"path\":\"train/red/2.png\",\"label\":1},"
            + "{\"path\":\"train/blue/0.png\",\"label\":0}]}");

    listed(list, "1", "4").exits(0);

    assertThat(Files.readAllLines(out().resolve("results.jsonl")))
        .singleElement()
        .asString()
        .contains("\"shots\":1", "\"seed\":4", "the shots are those of the list list.json");
    assertThat(listed(list, "2", "4").exits(1).err())
        .contains("list.json: is a list of 1 shots and seed 4; ask for 1 shots and seed 4");
    assertThat(ReadyFeaturesStudy.run(features(), out(), "--list", list).exits(2).err())
        .contains("give them with --root");
  }

  private Run listed(Path list, String shots, String seeds) {
    List<Object> arguments = new ArrayList<>(List.of("study", "run", "mine", "--root", folder));
    arguments.addAll(List.of("--methods=tip:select=fixed", "--shots", shots, "--seeds", seeds));
    arguments.addAll(List.of("--list", list, "--out", out()));
    return Run.of(arguments.toArray());
  }

  /** Three pictures of each of two classes. */
  private static void pictures(Path part) throws IOException {
    Random random = new Random(part.getFileName().toString().hashCode());
    for (String name : List.of("red", "blue")) {
      Path to = Files.createDirectories(part.resolve(name));
      for (int i = 0; i < 3; i++) {
        BufferedImage image = new BufferedImage(24, 24, BufferedImage.TYPE_INT_RGB);
        for (int p = 0; p < 24 * 24; p++) {
          int shade = random.nextInt(64) << 8;
          image.setRGB(p % 24, p / 24, (name.equals("red") ? 0xff0000 : 0xff) | shade);
        }
        ImageIO.write(image, "png", to.resolve(i + ".png").toFile());
      }
    }
  }
}
