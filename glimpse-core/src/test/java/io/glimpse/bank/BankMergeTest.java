package io.glimpse.bank;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.glimpse.multiview.Fusion;
import java.util.List;
import org.junit.jupiter.api.Test;

class BankMergeTest {

  private final Bank pets = Banks.of(List.of("cat", "dog"), List.of("1", "2"));

  @Test
  void newClassesAndNewShotsAreAdded() {
    Bank merged = pets.merge(Banks.of(List.of("dog", "cow"), List.of("3", "4")));

    assertThat(merged.classes().names()).containsExactly("cat", "dog", "cow");
    assertThat(merged.shots().list()).extracting(Shot::id).containsExactly("1", "2", "3", "4");
    assertThat(merged.cache().labels()).containsExactly(0, 1, 1, 2);
  }

  @Test
  void aShotThatBothHoldIsKeptOnce() {
    Bank merged = pets.merge(Banks.of(List.of("dog", "cow"), List.of("2", "4")));

    assertThat(merged.shots().list()).extracting(Shot::id).containsExactly("1", "2", "4");
    assertThat(pets.merge(pets).shots().list()).isEqualTo(pets.shots().list());
  }

  @Test
  void aShotOfTwoClassesIsRefused() {
    Bank other = Banks.of(List.of("cow", "dog"), List.of("1", "2"));

    assertThatThrownBy(() -> pets.merge(other))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "shot '1' (1.jpg) is of class 'cat' in this bank, but of class 'cow' in the other;"
                + " remove it from one of them");
  }

  @Test
  void picturesThatWereReadInTwoWaysAreNotMerged() {
    Bank onWhite = Banks.read(pets, new PictureReading("white", "full"));

    assertThat(onWhite.merge(onWhite).provenance().reading().background()).isEqualTo("white");
    assertThatThrownBy(() -> pets.merge(onWhite))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "the pictures of the other bank were read with background white and 16 bits scaled to"
                + " full, those of this one with no background and 16 bits scaled to full; build"
                + " one of them anew");
  }

  @Test
  void cloudsWhosePointsWereLeftOutAreMergedWithWholeOnes() {
    CloudDrawing whole = new CloudDrawing("p", "", "y", 1024, 1, Fusion.AVERAGED, null);
    CloudDrawing sparse = new CloudDrawing("p", "", "y", 1024, 1, Fusion.AVERAGED, null, true);
    Bank merged = Banks.ofClouds(pets, sparse).merge(Banks.ofClouds(pets, whole));
    assertThat(merged.clouds()).isEqualTo(sparse);
  }

  @Test
  void cloudsAndPicturesAreNotMerged() {
    Bank clouds =
        Banks.ofClouds(
            pets, new CloudDrawing("pointclip-zs", "", "y", 1024, 1, Fusion.AVERAGED, null));

    assertThat(clouds.merge(clouds).clouds()).isEqualTo(clouds.clouds());
    assertThatThrownBy(() -> pets.merge(clouds))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("drawn with preset pointclip-zs")
        .hasMessageContaining("this one pictures");
  }
}
