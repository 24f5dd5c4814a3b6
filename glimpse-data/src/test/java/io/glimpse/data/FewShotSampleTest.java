package io.glimpse.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FewShotSampleTest {

  @TempDir Path folder;

  @Test
  void classesComeInTheOrderOfTheirFirstPicture() {
    Dataset dataset = dataset(List.of(at(1, 0), at(0, 0), at(1, 1), at(0, 1)), List.of());

    FewShotSample sample = FewShotSample.draw(dataset, 1, 1, FewShotProtocol.TIP_ADAPTER);

    assertThat(sample.train()).extracting(LabelledImage::label).containsExactly(1, 0);
    assertThat(sample.warnings()).isEmpty();
  }

  /** {@code random.seed(1); random.choices(range(10), k=16)}. */
  @Test
  void classWithFewerPicturesThanShotsIsDrawnWithReplacementAndNamed() {
    List<LabelledImage> ten = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      ten.add(at(0, i));
    }

    FewShotSample sample =
        FewShotSample.draw(dataset(ten, List.of()), 16, 1, FewShotProtocol.TIP_ADAPTER);

    assertThat(sample.train())
        .extracting(LabelledImage::path)
        .startsWith("0/1.jpg", "0/8.jpg", "0/7.jpg", "0/2.jpg", "0/4.jpg", "0/4.jpg")
        .hasSize(16);
    assertThat(sample.warnings())
        .containsExactly(
            "class 'first' has 10 pictures, fewer than 16, so some were drawn more than once");
  }

  @Test
  void coopValidatesOnAtMostFourPicturesAClass() {
    List<LabelledImage> many = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      many.add(at(0, i));
    }
    Dataset dataset = dataset(many, many);

    assertThat(FewShotSample.draw(dataset, 2, 3, FewShotProtocol.COOP).validation()).hasSize(2);
    assertThat(FewShotSample.draw(dataset, 16, 3, FewShotProtocol.COOP).validation()).hasSize(4);
    assertThat(FewShotSample.draw(dataset, 16, 3, FewShotProtocol.TIP_ADAPTER).validation())
        .hasSize(20);
  }

  @Test
  void nothingCanBeDrawnFromNothing() {
    assertThatThrownBy(
            () ->
                FewShotSample.draw(
                    dataset(List.of(), List.of()), 1, 1, FewShotProtocol.TIP_ADAPTER))
        .hasMessageContaining("has no training pictures");
    assertThatThrownBy(
            () ->
                FewShotSample.draw(
                    dataset(List.of(at(0, 0)), List.of()), 0, 1, FewShotProtocol.COOP))
        .hasMessageContaining("at least 1 shot");
  }

  @Test
  void listInAFileTakesThePlaceOfADraw() throws IOException {
    Dataset dataset = dataset(List.of(at(0, 0), at(1, 1), at(0, 2)), List.of(at(0, 5)));
    Path list =
        list(
            "{\"dataset\": \"mini\", \"shots\": 1, \"seed\": 9, \"items\": ["
                + "{\"path\": \"0/2.jpg\", \"label\": 0, \"class\": \"first\"},"
                + "{\"path\": \"1/1.jpg\", \"label\": 1, \"class\": \"second\"}]}");

    FewShotSample sample = ShotListFile.read(list, dataset);

    assertThat(sample.train()).containsExactly(at(0, 2), at(1, 1));
    assertThat(sample.validation()).containsExactly(at(0, 5));
    assertThat(sample.seed()).isEqualTo(9);
  }

  @Test
  void listsThatDoNotFitAreRefused() throws IOException {
    refused("is a list of data set 'dtd', not of 'mini'", "{\"dataset\": \"dtd\"}");
    refused("has no list 'items'", "{\"dataset\": \"mini\"}");
    refused("lists no pictures", "{\"dataset\": \"mini\", \"items\": []}");
    refused(
        "items[0] names '0/7.jpg', which is not in that split of mini",
        "{\"dataset\": \"mini\", \"items\": [{\"path\": \"0/7.jpg\", \"label\": 0}]}");
    refused(
        "items[0] gives '0/0.jpg' the label 1; it is 0",
        "{\"dataset\": \"mini\", \"items\": [{\"path\": \"0/0.jpg\", \"label\": 1}]}");
  }

  private void refused(String message, String json) throws IOException {
    Dataset dataset = dataset(List.of(at(0, 0)), List.of());
    Path list = list(json);
    assertThatThrownBy(() -> ShotListFile.read(list, dataset))
        .isInstanceOf(DatasetException.class)
        .hasMessage(list + ": " + message);
  }

  private Path list(String json) throws IOException {
    return Files.writeString(folder.resolve("shots.json"), json);
  }

  private static LabelledImage at(int label, int number) {
    return new LabelledImage(label + "/" + number + ".jpg", label);
  }

  private Dataset dataset(List<LabelledImage> train, List<LabelledImage> validation) {
    return new Dataset(
        "mini",
        null,
        folder,
        new Contents(
            ClassNames.of(List.of("first", "second")),
            new Parts(train, validation, List.of()),
            List.of()),
        new SplitOrigin(SplitOrigin.Kind.OFFICIAL, null, null));
  }
}
