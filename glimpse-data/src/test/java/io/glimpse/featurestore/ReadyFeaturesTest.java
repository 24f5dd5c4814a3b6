package io.glimpse.featurestore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.glimpse.feature.ClassSet;
import io.glimpse.feature.LabelledFeatures;
import io.glimpse.fixture.Shared;
import io.glimpse.tensor.Npy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReadyFeaturesTest {

  @TempDir Path folder;

  @Test
  void caltech101sFeaturesAreFoundByTheNameOfTheDataSet() throws IOException {
    Path shared = Shared.path("data/features/vit-b-32");
    try (ReadyFeatures ready = ReadyFeatures.open(shared, "caltech-101")) {
      assertThat(ready.shotCounts()).containsExactly(1, 2, 4, 8, 16);
      assertThat(ready.test().orElseThrow().size()).isEqualTo(2465);
      assertThat(ready.validation().orElseThrow().size()).isEqualTo(1649);
      assertThat(ready.shots(16, 1).orElseThrow().size()).isEqualTo(1600);
      assertThat(ready.hasOneSample(16)).isTrue();
      assertThat(ready.hasOneSample(3)).isFalse();
      assertThat(ready.shots(3, 1)).isEmpty();
      assertThat(ready.classes()).isEmpty();
    }
  }

  @Test
  void imageNetsFoldersMayHoldShotsAlone() throws IOException {
    Path shared = Shared.path("data/features/vit-b-32");
    try (ReadyFeatures ready = ReadyFeatures.open(shared, "imagenet")) {
      assertThat(ready.test()).isEmpty();
      assertThat(ready.shots(1, 1).orElseThrow().labels().classCount()).isEqualTo(1000);
    }
  }

  @Test
  void tokensWinViewsLeadAndSeedsAreToldApart() throws IOException {
    Npy.write(folder.resolve("test_features.npy"), new float[] {1, 0, 0, 1}, 2, 2);
    Npy.write(folder.resolve("test_tokens.npy"), counting(2 * 3 * 2), 2, 3, 2);
    Npy.write(folder.resolve("test_labels.npy"), new int[] {0, 1});
    Npy.write(folder.resolve("shots_1_seed_2_features.npy"), counting(3 * 2 * 2), 3, 2, 2);
    Npy.write(folder.resolve("shots_1_seed_2_labels.npy"), new int[] {0, 1});
    Npy.write(folder.resolve("text_features.npy"), counting(2 * 3 * 2), 2, 3, 2);
    Files.writeString(folder.resolve("classes.txt"), "cat\ndog\n");
    try (ReadyFeatures ready = ReadyFeatures.open(folder, "anything")) {
      LabelledFeatures test = ready.test().orElseThrow();

      assertThat(test.features().tokensPerImage()).isEqualTo(3);
      assertThat(test.features().read(1, 2).globals().row(0)).containsExactly(7, 8);
      assertThat(ready.shots(1, 2).orElseThrow().views()).hasSize(3);
      assertThat(ready.shots(1, 2).orElseThrow().views().get(2).globals().row(1))
          .containsExactly(11, 12);
      assertThat(ready.shots(1, 1)).isEmpty();
      assertThat(ready.hasOneSample(1)).isFalse();
      ClassSet classes = ready.classes().orElseThrow();
      assertThat(ready.text(classes).orElseThrow().prompts().get(1).rows()).isEqualTo(3);
      assertThatThrownBy(() -> ready.text(ClassSet.of("cat")))
          .hasMessageContaining("text_features.npy: is [2, 3, 2]; [1, d] or [1, prompts, d]");
    }
  }

  @Test
  void filesThatDoNotFitAreRefusedByName() throws IOException {
    Npy.write(folder.resolve("test_features.npy"), counting(6), 3, 2);
    Npy.write(folder.resolve("test_labels.npy"), new int[] {0, 1});
    Npy.write(folder.resolve("val_features.npy"), new float[] {1, 0, 0, 0}, 2, 2);
    Npy.write(folder.resolve("val_labels.npy"), new int[] {0, -1});
    Npy.write(folder.resolve("shots_1_features.npy"), counting(4), 4);
    try (ReadyFeatures ready = ReadyFeatures.open(folder, "x")) {
      assertThatThrownBy(ready::test)
          .hasMessageContaining("test_labels.npy: has 2 labels for 3 rows");
      assertThatThrownBy(ready::validation).hasMessageContaining("row 1 has the negative label");
      assertThatThrownBy(() -> ready.shots(1, 1)).hasMessageContaining("features are [n, d]");
      Npy.write(folder.resolve("val_labels.npy"), new int[] {0, 1});
      assertThatThrownBy(() -> ready.validation().orElseThrow().features().globals())
          .hasMessageContaining("val_features.npy: row 1 is zero");
    }
    assertThatThrownBy(() -> ReadyFeatures.open(folder.resolve("none"), "x"))
        .hasMessageContaining("there is no such folder");
    Path empty = Files.createDirectory(folder.resolve("empty"));
    assertThatThrownBy(() -> ReadyFeatures.open(empty, "dtd"))
        .hasMessageContaining("holds neither test_features.npy nor a folder dtd");
  }

  @Test
  void classesMayShareANameAndMustBeText() throws IOException {
    Path classes = folder.resolve("classes.txt");
    Npy.write(folder.resolve("test_features.npy"), counting(6), 3, 2);
    try (ReadyFeatures ready = ReadyFeatures.open(folder, "x")) {
      Files.writeString(classes, "missile\ntank\nmissile\n");
      assertThat(ready.classes().orElseThrow().names())
          .containsExactly("missile (0)", "tank", "missile (2)");
      Files.writeString(classes, "missile\n\ntank\n");
      assertThatThrownBy(ready::classes).hasMessageContaining("classes.txt: class 2 has an empty");
      Files.write(classes, new byte[] {'p', 'r', (byte) 0xe9, '\n'});
      assertThatThrownBy(ready::classes)
          .hasMessageContaining("classes.txt: this list is not UTF-8");
      assertThatThrownBy(ready::test)
          .hasMessageContaining("test_labels.npy: is missing; it has the label of every row of")
          .hasMessageContaining("test_features.npy");
    }
  }

  private static float[] counting(int count) {
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = i + 1;
    }
    return values;
  }
}
