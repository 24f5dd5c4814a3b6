package io.glimpse.data;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.glimpse.fixture.Shared;
import io.glimpse.image.DecodeOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The split files as published, and the whole of Caltech101. */
class PublishedSplitsTest {

  @TempDir Path root;

  @ParameterizedTest
  @ValueSource(
      strings = {"oxford_pets", "stanford_cars", "oxford_flowers", "dtd", "eurosat", "ucf101"})
  void countsNamesAndDigestAreAsPublished(String name) throws IOException {
    Dataset dataset = withoutPictures(name);

    assertThat(dataset.origin().kind()).isEqualTo(SplitOrigin.Kind.PUBLISHED);
    assertThat(CheckReport.differences(dataset)).isEmpty();
    assertThat(dataset.notes()).isEmpty();
  }

  /** What Python's {@code random} draws: the first digits of SHA-256 of the paths, by lines. */
  @ParameterizedTest
  @CsvSource({
    "caltech101, 1, 1, 33173bedf9ad, d8cdaf6e3fcf",
    "caltech101, 4, 3, c50896aa0ab8, 735a2d26cd94",
    "caltech101, 16, 1, e60a836bd33c, 53555d3fce94",
    "caltech101, 16, 2, 62be9f804c23, 0ac3f0ace7d7",
    "oxford_pets, 1, 1, cd2df5bce89f, d7ffbf1be71a",
    "oxford_pets, 4, 3, 1463f427fade, be5323744b84",
    "oxford_pets, 16, 1, 711e62ca7ba4, b75fc02100f3",
    "oxford_pets, 16, 2, 3ecc09fd23ef, 6d954be12352",
    "stanford_cars, 1, 1, d35e1547dbda, 6d79c97cfabd",
    "stanford_cars, 4, 3, f61ec40e6eb3, a561078d869d",
    "stanford_cars, 16, 1, f7d56096c792, edeb0808f53c",
    "stanford_cars, 16, 2, c8392ec0f0d4, 831f6ef98ba7",
    "oxford_flowers, 1, 1, 2daab14963c6, 4d89ce5311ed",
    "oxford_flowers, 4, 3, 9760523831fe, 6de21dfc0257",
    "oxford_flowers, 16, 1, ea366f552e24, 3a88b427e7b1",
    "oxford_flowers, 16, 2, 3966d8c77019, c14f6cff29a8",
    "dtd, 1, 1, b6fe093e7582, 15a11c6b2c66",
    "dtd, 4, 3, 176784c6d840, 20f191f20109",
    "dtd, 16, 1, daf3b28e531f, 9ef81bd9b8f3",
    "dtd, 16, 2, a34259006a2a, 82e7c16834cb",
    "eurosat, 1, 1, 07843a86e827, 1973d460e843",
    "eurosat, 4, 3, bdbd4f1c3b1e, 7a19510b40f2",
    "eurosat, 16, 1, ad260707da91, f171ab42c4e4",
    "eurosat, 16, 2, 212e6c881322, 6741b81e637a",
    "ucf101, 1, 1, 8d32f53fb5ea, bf70c9c64e89",
    "ucf101, 4, 3, a307dca9f32b, 502ba4858c3e",
    "ucf101, 16, 1, b88bd6d2db74, 6499ec117e62",
    "ucf101, 16, 2, a510bb0001f0, 6e94bbb892da"
  })
  void samplesArePythons(String name, int shots, long seed, String train, String validation)
      throws IOException {
    Dataset dataset = name.equals("caltech101") ? caltech() : withoutPictures(name);

    FewShotSample coop = FewShotSample.draw(dataset, shots, seed, FewShotProtocol.COOP);
    FewShotSample tip = FewShotSample.draw(dataset, shots, seed, FewShotProtocol.TIP_ADAPTER);

    assertThat(digest(coop.train())).isEqualTo(train);
    assertThat(digest(coop.validation())).isEqualTo(validation);
    assertThat(tip.train()).isEqualTo(coop.train());
    assertThat(tip.validation()).isEqualTo(dataset.validation());
  }

  @Test
  void caltech101IsFoundUnderItsPlainNameAndIsWhole() throws IOException {
    Dataset dataset = caltech();

    CheckReport report =
        new DatasetCheck(DecodeOptions.defaults(), false, 2).run(dataset, () -> {});

    assertThat(dataset.counts()).isEqualTo(new Counts(100, 4128, 1649, 2465));
    assertThat(dataset.classes().names()).startsWith("face", "leopard", "motorbike", "accordion");
    assertThat(dataset.train().get(0)).isEqualTo(new LabelledImage("Faces/image_0274.jpg", 0));
    assertThat(report.isWhole()).as("%s", report.wrong()).isTrue();
  }

  @Test
  void ruleOfTheSplitGivesCaltechsPublishedCountsWithoutTheSplitFile() throws IOException {
    Files.createDirectories(root.resolve("caltech-101"));
    Path link = root.resolve("caltech-101/101_ObjectCategories");
    Files.createSymbolicLink(link, Shared.path("data/caltech101/101_ObjectCategories"));

    Dataset dataset = Datasets.open("caltech101", root);

    assertThat(dataset.origin().kind()).isEqualTo(SplitOrigin.Kind.DRAWN);
    assertThat(dataset.counts()).isEqualTo(new Counts(100, 4128, 1649, 2465));
    assertThat(dataset.classes()).isEqualTo(caltech().classes());
    assertThat(dataset.notes()).singleElement().asString().contains("split_zhou_Caltech101.json");
    Files.delete(link);
  }

  private static Dataset caltech() throws IOException {
    return Datasets.open("caltech101", Shared.path("data"));
  }

  /** The published split file, in a data set whose folder of pictures is empty. */
  private Dataset withoutPictures(String name) throws IOException {
    DatasetInfo info = DatasetCatalogue.standard().get(name);
    String file = Objects.requireNonNull(info.splitFile());
    Path folder = root.resolve(info.folders().get(0));
    Files.createDirectories(folder.resolve(info.pictures().get(0)));
    Files.copy(Shared.path("data/splits/" + file), folder.resolve(file));
    return Datasets.open(info, root);
  }

  private static String digest(List<LabelledImage> pictures) {
    String lines = pictures.stream().map(LabelledImage::path).collect(Collectors.joining("\n"));
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(lines.getBytes(UTF_8));
      return HexFormat.of().formatHex(digest).substring(0, 12);
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }
}
