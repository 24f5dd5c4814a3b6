package io.glimpse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.glimpse.bank.Bank;
import io.glimpse.cloud.CloudReader;
import io.glimpse.file.Input;
import io.glimpse.fixture.Shared;
import io.glimpse.image.ImageException;
import io.glimpse.inference.Result;
import io.glimpse.input.CloudRendering;
import io.glimpse.input.LabelledInputs;
import io.glimpse.method.Selection;
import io.glimpse.projection.ViewPreset;
import io.glimpse.shots.BankRecipe;
import io.glimpse.tensor.Npy;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A point cloud is the same wherever it comes from. */
class CloudSourcesTest {

  private static Glimpse glimpse;
  private static ImageClassifier classifier;

  @TempDir Path folder;

  @BeforeAll
  static void open() throws IOException {
    glimpse =
        Glimpse.builder()
            .clouds(CloudRendering.usual().withPreset(ViewPreset.of("pointclip-zs")))
            .open();
    classifier = glimpse.zeroShot("rod", "disc", "chair");
  }

  @AfterAll
  static void close() {
    glimpse.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"cloud.ply", "cloud.off", "cloud.npy", "cloud.xyz", "clouds.h5#3"})
  void bytesAreAnsweredLikeTheirFile(String name) throws IOException {
    Path file = write(name);
    byte[] bytes = Files.readAllBytes(CloudReader.file(file));
    Input inMemory = Input.of("upload/" + name, bytes);

    assertThat(classifier.classify(inMemory)).isEqualTo(classifier.classify(file));
    List<Result> together = classifier.classifyAll(List.of(inMemory, Input.of(file)));
    assertThat(together.get(0).get()).isEqualTo(classifier.classify(file));
    assertThat(together.get(1).get()).isEqualTo(classifier.classify(file));
    assertThat(glimpse.encode(inMemory).size()).isEqualTo(6);
  }

  @ParameterizedTest
  @ValueSource(strings = {"cloud.ply", "cloud.off", "cloud.npy", "cloud.xyz", "clouds.h5#3"})
  void damagedBytesAreRefusedByTheirOwnName(String name) throws IOException {
    byte[] whole = Files.readAllBytes(CloudReader.file(write(name)));
    Input cut = Input.of("upload/" + name, Arrays.copyOf(whole, whole.length * 3 / 5 - 1));

    if (name.endsWith(".xyz")) {
      // Fewer lines are a smaller cloud, unless the last one is cut between its numbers.
      cut = Input.of("upload/" + name, "0 0 0\n1 2".getBytes(StandardCharsets.US_ASCII));
    }
    Input damaged = cut;
    assertThatThrownBy(() -> classifier.classify(damaged))
        .isInstanceOf(ImageException.class)
        .hasMessageStartingWith("upload/" + name.replaceAll("#.*", ""))
        .hasMessageNotContaining("glimpse-")
        .hasMessageNotContaining(System.getProperty("java.io.tmpdir"));
  }

  @Test
  void aBankOfBytesIsTheBankOfTheirFiles() throws IOException {
    Map<String, List<Input>> files = new LinkedHashMap<>();
    Map<String, List<Input>> bytes = new LinkedHashMap<>();
    Random random = new Random(3);
    for (String name : List.of("rod", "disc")) {
      List<Input> ofFiles = new ArrayList<>();
      List<Input> ofBytes = new ArrayList<>();
      for (int i = 0; i < 2; i++) {
        Path file = folder.resolve(name + i + ".npy");
        Npy.write(file, cloud(name.equals("rod"), random), 100, 3);
        ofFiles.add(Input.of(file));
        ofBytes.add(Input.of(name + i + ".npy", Files.readAllBytes(file)));
      }
      files.put(name, ofFiles);
      bytes.put(name, ofBytes);
    }
    BankRecipe recipe =
        BankRecipe.usual()
            .withSelection(Selection.FIXED)
            .withClouds(CloudRendering.usual().withPreset(ViewPreset.of("pointclip-zs")));

    ImageClassifier byFiles = glimpse.fewShot(recipe, LabelledInputs.of(files));
    ImageClassifier byBytes = glimpse.fewShot(recipe, LabelledInputs.of(bytes));

    Bank one = byFiles.bank().orElseThrow();
    Bank other = byBytes.bank().orElseThrow();
    assertThat(other.cache().keys().toMatrix().data())
        .isEqualTo(one.cache().keys().toMatrix().data());
    assertThat(other.shots().list()).extracting(shot -> shot.id()).doesNotHaveDuplicates();
    assertThat(other.shots().get(0).id()).isEqualTo(one.shots().get(0).id());
    assertThat(other.clouds()).isEqualTo(one.clouds());
    assertThatThrownBy(() -> byBytes.classify(Demo.OKAPI))
        .isInstanceOf(ImageException.class)
        .hasMessageContaining("this is a picture, but the bank holds point clouds");
  }

  private Path write(String name) throws IOException {
    Path file = folder.resolve(name);
    Random random = new Random(7);
    float[] points = cloud(true, random);
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < points.length; i += 3) {
      text.append(points[i]).append(' ').append(points[i + 1]).append(' ').append(points[i + 2]);
      text.append('\n');
    }
    switch (name) {
      case "cloud.npy" -> Npy.write(file, points, 100, 3);
      case "cloud.xyz" -> Files.writeString(file, text);
      case "cloud.off" -> Files.writeString(file, "OFF\n100 1 0\n" + text + "3 0 1 2\n");
      case "cloud.ply" ->
          Files.writeString(
              file,
              "ply\nformat ascii 1.0\nelement vertex 100\nproperty float x\nproperty float y\n"
                  + "property float z\nend_header\n"
                  + text);
      default ->
          Files.copy(
              Shared.projectRoot()
                  .resolve("glimpse-points/src/test/resources/io/glimpse/cloud/chunks-gzip.h5"),
              CloudReader.file(file));
    }
    return file;
  }

  private static float[] cloud(boolean rod, Random random) {
    float[] points = new float[3 * 100];
    for (int p = 0; p < points.length; p++) {
      boolean thin = rod == (p % 3 != 1);
      points[p] = (float) random.nextGaussian() * (thin ? 0.05f : 1);
    }
    return points;
  }
}
