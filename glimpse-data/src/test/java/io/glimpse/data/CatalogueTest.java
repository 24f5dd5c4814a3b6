package io.glimpse.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.glimpse.fixture.Shared;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class CatalogueTest {

  private final DatasetCatalogue catalogue = DatasetCatalogue.standard();

  @Test
  void holdsThePapersDataSetsInTheirOrder() {
    assertThat(catalogue.entries())
        .extracting(DatasetInfo::title)
        .startsWith("ImageNet", "Caltech101", "OxfordPets", "StanfordCars", "OxfordFlowers")
        .contains("ImageNetV2", "ImageNet-Sketch", "ImageNet-A", "ImageNet-R")
        .contains("ModelNet40", "ModelNet10", "ScanObjectNN PB_T50_RS")
        .hasSize(20)
        .doesNotHaveDuplicates();
  }

  @Test
  void namesAreFoundHoweverTheyAreSpelled() {
    assertThat(catalogue.get("caltech-101").name()).isEqualTo("caltech101");
    assertThat(catalogue.get("Flowers102").name()).isEqualTo("oxford_flowers");
    assertThat(catalogue.get("DescribableTextures").name()).isEqualTo("dtd");
    assertThat(catalogue.get("ImageNet-V2").name()).isEqualTo("imagenetv2");
    assertThatThrownBy(() -> catalogue.get("caltec101"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("there is no data set 'caltec101'; did you mean 'caltech101'?");
  }

  @Test
  void noTwoDataSetsShareAName() {
    for (DatasetInfo entry : catalogue.entries()) {
      assertThat(catalogue.get(entry.name())).isEqualTo(entry);
      assertThat(catalogue.get(entry.title())).isEqualTo(entry);
      entry.aliases().forEach(alias -> assertThat(catalogue.get(alias)).isEqualTo(entry));
    }
  }

  @Test
  void promptsAreThePublishedOnes() {
    assertThat(catalogue.get("dtd").templates(PromptSet.SINGLE)).containsExactly("{} texture.");
    assertThat(catalogue.get("food101").templates(PromptSet.TIP_ADAPTER))
        .containsExactly("a photo of {}, a type of food.");
    assertThat(catalogue.get("imagenet").templates(PromptSet.TIP_ADAPTER))
        .startsWith("itap of a {}.", "a bad photo of the {}.", "a origami {}.")
        .hasSize(7);
    assertThat(sizes(PromptSet.CLIP, "imagenet", "caltech101", "ucf101", "dtd", "eurosat"))
        .containsExactly(80, 34, 48, 8, 3);
    for (DatasetInfo entry : catalogue.entries()) {
      for (PromptSet set : PromptSet.values()) {
        assertThat(entry.templates(set)).allMatch(t -> t.contains("{}")).doesNotHaveDuplicates();
      }
    }
  }

  private List<Integer> sizes(PromptSet set, String... names) {
    return List.of(names).stream().map(name -> catalogue.get(name).templates(set).size()).toList();
  }

  @Test
  void imageNetsNamesAreThePublishedOnesAndTwoOccurTwice() throws IOException {
    ClassNames names = ClassNames.ofImageNet();

    assertThat(DatasetCatalogue.classLines("imagenet.txt"))
        .isEqualTo(Files.readAllLines(Shared.path("data/splits/classnames.txt")));
    assertThat(names.ids()).isSorted().hasSize(1000);
    assertThat(names.names()).contains("missile", "sunglasses");
    assertThat(names.names().stream().distinct()).hasSize(998);
    assertThat(names.distinct().names())
        .contains("missile (n03773504)", "missile (n04008634)", "tench")
        .hasSize(1000);
  }

  @Test
  void nameRulesAreThePapers() {
    DatasetInfo cars = catalogue.get("stanford_cars");
    assertThat(cars.className("AM General Hummer SUV 2000"))
        .isEqualTo("2000 AM General Hummer SUV");
    assertThat(cars.className("Ram C-V Cargo Van Minivan 2012"))
        .isEqualTo("2012 Ram C/V Cargo Van Minivan");
    DatasetInfo scenes = catalogue.get("sun397");
    assertThat(scenes.className("/a/apartment_building/outdoor"))
        .isEqualTo("outdoor apartment_building");
    assertThat(scenes.className("/a/abbey")).isEqualTo("abbey");
    assertThat(catalogue.get("ucf101").className("YoYo")).isEqualTo("Yo_Yo");
    assertThat(catalogue.get("oxford_pets").className("American_Bulldog"))
        .isEqualTo("american_bulldog");
    assertThat(catalogue.get("eurosat").className("SeaLake")).isEqualTo("Sea or Lake");
    assertThat(catalogue.get("caltech101").className("Motorbikes")).isEqualTo("motorbike");
  }

  @Test
  void everyDataSetIsInTheDocumentation() throws IOException {
    String text = Files.readString(Path.of("../docs/DATASETS.md"));

    for (DatasetInfo entry : catalogue.entries()) {
      assertThat(text).contains("`" + entry.name() + "`", entry.title(), entry.home());
      entry.fetch().forEach(step -> assertThat(text).contains("`" + step.put() + "`"));
    }
  }
}
