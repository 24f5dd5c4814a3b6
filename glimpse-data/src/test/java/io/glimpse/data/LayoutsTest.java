package io.glimpse.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.glimpse.image.DecodeOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A miniature of the exact layout of every data set but ImageNet and its shift sets. */
class LayoutsTest {

  @TempDir Path folder;
  private Miniature disk = new Miniature(Path.of(""));

  @BeforeEach
  void begin() {
    disk = new Miniature(folder);
  }

  @Test
  void caltech101LeavesOutItsBackgroundAndRenamesFour() throws IOException {
    String pictures = "caltech-101/101_ObjectCategories/";
    for (String name : List.of("BACKGROUND_Google", "Faces", "Faces_easy", "airplanes", "ant")) {
      tenPictures(pictures + name);
    }

    Dataset dataset = open("caltech101");

    assertThat(dataset.classes().names()).containsExactly("face", "airplane", "ant");
    assertThat(dataset.counts()).isEqualTo(new Counts(3, 15, 6, 9));
  }

  @Test
  void splitFileDecidesWhereThereIsOne() throws IOException {
    disk.pictures("caltech101/101_ObjectCategories/Faces", "1.jpg", "2.jpg", "3.jpg")
        .text(
            "caltech101/split_zhou_Caltech101.json",
            "{\"train\": [[\"Faces/2.jpg\", 0, \"face\"]],",
            " \"val\": [[\"Faces/1.jpg\", 0, \"face\"]],",
            " \"test\": [[\"Faces/3.jpg\", 0, \"face\"]]}");

    Dataset dataset = open("Caltech-101");

    assertThat(paths(dataset.train())).containsExactly("Faces/2.jpg=0");
    assertThat(dataset.origin().kind()).isEqualTo(SplitOrigin.Kind.FILE);
    assertThat(dataset.file(dataset.test().get(0))).exists();
    assertThat(check(dataset).wrong())
        .anyMatch(sentence -> sentence.contains("SHA-256"))
        .contains("there are 1 classes; 100 were published");
  }

  @Test
  void food101AndDtdTakeTheNamesOfTheirFolders() throws IOException {
    tenPictures("food-101/images/apple_pie");
    tenPictures("dtd/images/banded");

    assertThat(open("food101").classes().names()).containsExactly("apple_pie");
    assertThat(open("dtd").counts()).isEqualTo(new Counts(1, 5, 2, 3));
  }

  @Test
  void euroSatRenamesItsClasses() throws IOException {
    for (String name :
        List.of("AnnualCrop", "Forest", "HerbaceousVegetation", "Highway", "Industrial")) {
      tenPictures("eurosat/2750/" + name);
    }
    for (String name : List.of("Pasture", "PermanentCrop", "Residential", "River", "SeaLake")) {
      tenPictures("eurosat/2750/" + name);
    }

    assertThat(open("eurosat").classes().names())
        .isEqualTo(DatasetCatalogue.classLines("eurosat.txt"))
        .contains("Annual Crop Land", "Highway or Road", "Sea or Lake");
  }

  @Test
  void oxfordPetsFollowsItsListsInLowerCase() throws IOException {
    disk.pictures("oxford_pets/images", "Abyssinian_1.jpg", "american_bulldog_1.jpg")
        .text(
            "oxford_pets/annotations/trainval.txt",
            "american_bulldog_1 2 2 1",
            "Abyssinian_1 1 1 1",
            "Abyssinian_2 1 1 1",
            "Abyssinian_3 1 1 1",
            "Abyssinian_4 1 1 1",
            "Abyssinian_5 1 1 1")
        .text("oxford_pets/annotations/test.txt", "#Image CLASS-ID", "Abyssinian_6 1 1 1");

    Dataset dataset = open("oxford_pets");

    assertThat(dataset.classes().names()).containsExactly("abyssinian", "american_bulldog");
    assertThat(dataset.counts()).isEqualTo(new Counts(2, 5, 1, 1));
    assertThat(paths(dataset.test())).containsExactly("Abyssinian_6.jpg=0");
    assertThat(check(dataset).missing()).hasSize(5).contains("Abyssinian_6.jpg");
  }

  @Test
  void stanfordCarsMirrorsPutTheYearFirst() throws IOException {
    disk.pictures("stanford_cars/train/AM General Hummer SUV 2000", "1.jpg", "2.jpg")
        .pictures("stanford_cars/train/Ram C-V Cargo Van Minivan 2012", "3.jpg")
        .pictures("stanford_cars/test/Audi TTS Coupe 2012", "4.jpg");

    Dataset dataset = open("stanford_cars");

    assertThat(name(dataset, dataset.test().get(0))).isEqualTo("2012 Audi TTS Coupe");
    assertThat(paths(dataset.test())).containsExactly("test/Audi TTS Coupe 2012/4.jpg=13");
    assertThat(dataset.train()).extracting(LabelledImage::label).containsExactly(0, 0, 173);
  }

  @Test
  void stanfordCarsSplitFileIsBelowItsOwnFolder() throws IOException {
    disk.pictures("stanford_cars/cars_train", "00001.jpg")
        .pictures("stanford_cars/cars_test", "00001.jpg")
        .text(
            "stanford_cars/split_zhou_StanfordCars.json",
            "{\"train\": [[\"cars_train/00001.jpg\", 0, \"2000 AM General Hummer SUV\"]],",
            " \"val\": [], \"test\": [[\"cars_test/00001.jpg\", 0, \"2000 AM General Hummer SUV\"]]}");

    Dataset dataset = open("StanfordCars");

    assertThat(dataset.files(dataset.test())).allSatisfy(file -> assertThat(file).exists());
  }

  @Test
  void oxfordFlowersNeedsItsSplitFile() {
    disk.pictures("oxford_flowers/jpg", "image_00001.jpg");

    assertThatThrownBy(() -> open("flowers102"))
        .isInstanceOf(DatasetException.class)
        .hasMessageContaining("split_zhou_OxfordFlowers.json: the split file is missing")
        .hasMessageContaining("fetch ");
  }

  @Test
  void aircraftFollowsItsVariants() throws IOException {
    disk.pictures("fgvc_aircraft/images", "0034309.jpg", "1025794.jpg", "0034958.jpg")
        .text("fgvc_aircraft/variants.txt", "707-320", "Boeing 717", "A300B4")
        .text("fgvc_aircraft/images_variant_train.txt", "1025794 707-320")
        .text("fgvc_aircraft/images_variant_val.txt", "0034309 Boeing 717")
        .text("fgvc_aircraft/images_variant_test.txt", "0034958 A300B4");

    Dataset dataset = open("fgvc");

    assertThat(paths(dataset.validation())).containsExactly("0034309.jpg=1");
    assertThat(dataset.classes().names()).containsExactly("707-320", "Boeing 717", "A300B4");
    assertThat(check(dataset).missing()).isEmpty();
    assertThat(dataset.origin().kind()).isEqualTo(SplitOrigin.Kind.OFFICIAL);
    disk.text("fgvc_aircraft/images_variant_test.txt", "0034958 A300B4", "1 Concorde");
    assertThatThrownBy(() -> open("fgvc"))
        .hasMessageContaining("images_variant_test.txt: line 2 does not name");
  }

  @Test
  void sun397ReversesItsPaths() throws IOException {
    disk.pictures("sun397/SUN397/a/abbey", "sun_a.jpg", "sun_b.jpg")
        .pictures("sun397/SUN397/a/apartment_building/outdoor", "sun_c.jpg", "sun_d.jpg")
        .text("sun397/SUN397/ClassName.txt", "/a/abbey", "/a/apartment_building/outdoor")
        .text(
            "sun397/SUN397/Training_01.txt",
            "/a/abbey/sun_a.jpg",
            "/a/apartment_building/outdoor/sun_c.jpg")
        .text(
            "sun397/SUN397/Testing_01.txt",
            "/a/abbey/sun_b.jpg",
            "/a/apartment_building/outdoor/sun_d.jpg");

    Dataset dataset = open("SUN397");

    assertThat(dataset.classes().names()).containsExactly("abbey", "outdoor apartment_building");
    assertThat(paths(dataset.test()))
        .containsExactly("a/abbey/sun_b.jpg=0", "a/apartment_building/outdoor/sun_d.jpg=1");
    assertThat(check(dataset).missing()).isEmpty();
  }

  @Test
  void ucf101SplitsItsNamesAndTakesTheMiddleFrames() throws IOException {
    String pictures = "ucf101/UCF-101-midframes/Apply_Eye_Makeup";
    disk.pictures(pictures, "v_ApplyEyeMakeup_g08_c01.jpg", "v_ApplyEyeMakeup_g01_c01.jpg")
        .text("ucf101/ucfTrainTestlist/classInd.txt", "1 ApplyEyeMakeup", "2 YoYo")
        .text(
            "ucf101/ucfTrainTestlist/trainlist01.txt",
            "ApplyEyeMakeup/v_ApplyEyeMakeup_g08_c01.avi 1")
        .text(
            "ucf101/ucfTrainTestlist/testlist01.txt",
            "ApplyEyeMakeup/v_ApplyEyeMakeup_g01_c01.avi");

    Dataset dataset = open("ucf101");

    assertThat(dataset.classes().names()).containsExactly("Apply_Eye_Makeup", "Yo_Yo");
    assertThat(paths(dataset.test()))
        .containsExactly("Apply_Eye_Makeup/v_ApplyEyeMakeup_g01_c01.jpg=0");
    assertThat(check(dataset).missing()).isEmpty();
  }

  @Test
  void missingRootAndFolderSayWhatToFetch() {
    assertThatThrownBy(() -> Datasets.open("dtd", folder.resolve("nowhere")))
        .hasMessageContaining("nowhere: there is no such folder; fetch ")
        .hasMessageContaining("dtd/images/banded");
    assertThatThrownBy(() -> open("dtd"))
        .hasMessageContaining("holds no folder dtd or DescribableTextures")
        .hasMessageContaining("docs/DATASETS.md");
    assertThatThrownBy(() -> open("dtdd"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("did you mean 'dtd'?");
  }

  private void tenPictures(String path) {
    for (int i = 0; i < 10; i++) {
      disk.pictures(path, "image_" + i + ".jpg");
    }
  }

  private Dataset open(String name) throws IOException {
    return Datasets.open(name, folder);
  }

  private static CheckReport check(Dataset dataset) {
    return new DatasetCheck(DecodeOptions.defaults(), true, 1).run(dataset, () -> {});
  }

  private static String name(Dataset dataset, LabelledImage picture) {
    return dataset.classes().names().get(picture.label());
  }

  private static List<String> paths(List<LabelledImage> pictures) {
    return pictures.stream().map(picture -> picture.path() + "=" + picture.label()).toList();
  }
}
