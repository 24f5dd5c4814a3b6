package io.glimpse.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Miniatures of the exact layouts of ImageNet and its shift sets. */
class ImageNetLayoutsTest {

  @TempDir Path folder;
  private Miniature disk = new Miniature(Path.of(""));

  @BeforeEach
  void begin() {
    disk = new Miniature(folder);
  }

  @Test
  void imageNetTakesItsValidationPicturesAsTestSetAndItsLabelsFromTheWnids() throws IOException {
    disk.pictures("imagenet/images/train/n01443537", "n01443537_2.JPEG", "n01443537_10.JPEG")
        .pictures("imagenet/images/train/n01440764", "n01440764_1.JPEG")
        .pictures("imagenet/images/val/n01440764", "ILSVRC2012_val_00000293.JPEG")
        .pictures("imagenet/images/val/n02123045", "ILSVRC2012_val_00000011.JPEG");

    Dataset dataset = open("imagenet");

    assertThat(dataset.counts()).isEqualTo(new Counts(1000, 3, 0, 2));
    assertThat(paths(dataset.train()))
        .containsExactly(
            "train/n01440764/n01440764_1.JPEG=0",
            "train/n01443537/n01443537_10.JPEG=1",
            "train/n01443537/n01443537_2.JPEG=1");
    assertThat(paths(dataset.test()))
        .containsExactly(
            "val/n01440764/ILSVRC2012_val_00000293.JPEG=0",
            "val/n02123045/ILSVRC2012_val_00000011.JPEG=281");
    assertThat(dataset.classes().names().get(281)).isEqualTo("tabby cat");
  }

  @Test
  void imageNetMayLieDirectlyInItsFolderAndWithoutTrainingPictures() throws IOException {
    disk.pictures("imagenet/val/n01440764", "ILSVRC2012_val_00000293.JPEG");

    Dataset dataset = open("imagenet");

    assertThat(dataset.counts()).isEqualTo(new Counts(1000, 0, 0, 1));
    assertThat(dataset.notes()).singleElement().asString().contains("no shots can be drawn");
  }

  @Test
  void imageNetsFoldersMustBeWnids() {
    disk.pictures("imagenet/images/val/tench", "1.JPEG");

    assertThatThrownBy(() -> open("imagenet"))
        .isInstanceOf(DatasetException.class)
        .hasMessageEndingWith("this is not the wnid of one of ImageNet's 1000 classes");
  }

  @Test
  void imageNetV2sFoldersAreInNumericOrder() throws IOException {
    String pictures = "imagenetv2/imagenetv2-matched-frequency-format-val/";
    disk.pictures(pictures + "10", "a.jpeg")
        .pictures(pictures + "2", "b.jpeg")
        .pictures(pictures + "999", "c.jpeg")
        .pictures(pictures + "0", "d.jpeg");

    Dataset dataset = open("imagenetv2");

    assertThat(paths(dataset.test()))
        .containsExactly("0/d.jpeg=0", "2/b.jpeg=2", "10/a.jpeg=10", "999/c.jpeg=999");
    assertThat(dataset.train()).isEmpty();
    disk.pictures(pictures + "1000", "e.jpeg");
    assertThatThrownBy(() -> open("imagenetv2")).hasMessageContaining("from 0 to 999");
  }

  @Test
  void imageNetV2sFoldersMustNotMeanTheSameNumberTwice() {
    String pictures = "imagenetv2/imagenetv2-matched-frequency-format-val/";
    disk.pictures(pictures + "7", "a.jpeg").pictures(pictures + "007", "b.jpeg");

    assertThatThrownBy(() -> open("imagenetv2")).hasMessageContaining("is the same number as");
  }

  @Test
  void shiftSetsHaveTheClassesOfTheirFolders() throws IOException {
    disk.pictures("imagenet-sketch/images/n02123045", "sketch_0.JPEG")
        .pictures("imagenet-adversarial/imagenet-a/n01498041", "0.0001.jpg")
        .pictures("imagenet-adversarial/imagenet-a/n02123045", "0.0002.jpg")
        .text("imagenet-adversarial/imagenet-a/README.txt", "n01498041 stingray")
        .pictures("imagenet-rendition/imagenet-r/n01443537", "art_0.jpg");

    Dataset adversarial = open("imagenet_a");

    assertThat(paths(adversarial.test()))
        .containsExactly("n01498041/0.0001.jpg=0", "n02123045/0.0002.jpg=1");
    assertThat(adversarial.classes().names()).containsExactly("stingray", "tabby cat");
    assertThat(adversarial.classes().labelsIn(ClassNames.ofImageNet())).containsExactly(6, 281);
    assertThat(open("imagenet_r").classes().names()).containsExactly("goldfish");
    assertThat(open("imagenet_sketch").classes().ids()).containsExactly("n02123045");
  }

  private Dataset open(String name) throws IOException {
    return Datasets.open(name, folder);
  }

  private static List<String> paths(List<LabelledImage> pictures) {
    return pictures.stream().map(picture -> picture.path() + "=" + picture.label()).toList();
  }
}
