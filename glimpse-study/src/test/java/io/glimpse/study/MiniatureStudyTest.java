package io.glimpse.study;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Whole studies over miniatures of the exact layouts of the image data sets. Every picture is
 * painted for the name that its class must have in a prompt, so zero-shot answers all of them
 * rightly if and only if layout, order of labels, names and templates are the published ones.
 */
class MiniatureStudyTest {

  private static final String[] TIP_IMAGENET = {
    "itap of a {}.",
    "a bad photo of the {}.",
    "a origami {}.",
    "a photo of the large {}.",
    "a {} in a video game.",
    "art of the {}.",
    "a photo of the small {}."
  };

  @TempDir Path folder;

  private final List<String> failures = new ArrayList<>();

  private void pictures(String className, String place, String... files) {
    for (String file : files) {
      PaintedEncoder.paint(folder.resolve(place).resolve(file), className);
    }
  }

  private void tenPictures(String className, String place) {
    for (int i = 1; i <= 10; i++) {
      pictures(className, place, "image_" + i + ".jpg");
    }
  }

  private void text(String file, String... lines) throws IOException {
    Path path = folder.resolve(file);
    Files.createDirectories(path.getParent());
    Files.write(path, List.of(lines));
  }

  private Study.Outcome run(String dataset, List<String> methods, String... templates)
      throws IOException {
    StudyListener listener =
        new StudyListener() {
          @Override
          public void failed(String what, String reason) {
            failures.add(what + ": " + reason);
          }
        };
    StudyPlan plan =
        new StudyPlan(
            methods.stream().map(MethodVariant::parse).toList(),
            List.of(1),
            List.of(1L),
            Protocol.HONEST,
            ValidationImages.WHOLE);
    try (PaintedEncoder encoder = new PaintedEncoder(templates)) {
      return ImageStudies.run(
          dataset, folder, folder, encoder, StudySource.Clouds.USUAL, plan, listener);
    }
  }

  /** Runs a study, again, and expects every answer of every method to be right. */
  private void allRight(String dataset, int total, List<String> methods, String... templates)
      throws IOException {
    int n = methods.size();

    assertThat(run(dataset, methods, templates)).isEqualTo(new Study.Outcome(n, 0, 0));
    assertThat(run(dataset, methods, templates)).isEqualTo(new Study.Outcome(0, n, 0));

    assertThat(failures).isEmpty();
    assertThat(ResultLog.read(folder.resolve("out")))
        .filteredOn(result -> result.dataset().equals(dataset))
        .hasSize(n)
        .allSatisfy(
            result -> {
              CellResult.Score score = Objects.requireNonNull(result.score());
              assertThat(score.total()).isEqualTo(total);
              assertThat(score.correct()).as(result.method()).isEqualTo(total);
              assertThat(result.text()).containsExactly(templates);
            });
  }

  private static final List<String> FEW_SHOT =
      List.of("zero-shot", "calip", "tip", "tip-f:epochs=2");

  @Test
  void caltech101() throws IOException {
    String place = "caltech-101/101_ObjectCategories/";
    for (String folder : List.of("BACKGROUND_Google", "Faces_easy")) {
      tenPictures("nothing", place + folder);
    }
    Map.of("Faces", "face", "airplanes", "airplane", "crab", "crab", "car_side", "car side")
        .forEach((folder, name) -> tenPictures(name, place + folder));

    allRight("caltech101", 12, FEW_SHOT, "a photo of a {}.");
  }

  @Test
  void oxfordPets() throws IOException {
    List<String> trainval = new ArrayList<>();
    for (int i = 1; i <= 5; i++) {
      pictures("abyssinian", "oxford_pets/images", "Abyssinian_" + i + ".jpg");
      pictures("american bulldog", "oxford_pets/images", "american_bulldog_" + i + ".jpg");
      trainval.add("american_bulldog_" + i + " 2 2 1");
      trainval.add("Abyssinian_" + i + " 1 1 1");
    }
    pictures("abyssinian", "oxford_pets/images", "Abyssinian_100.jpg");
    pictures("american bulldog", "oxford_pets/images", "american_bulldog_7.jpg");
    text("oxford_pets/annotations/trainval.txt", trainval.toArray(String[]::new));
    text(
        "oxford_pets/annotations/test.txt",
        "#Image CLASS-ID",
        "Abyssinian_100 1 1 1",
        "american_bulldog_7 2 2 1");

    allRight("oxford_pets", 2, FEW_SHOT, "a photo of a {}, a type of pet.");
  }

  @Test
  void stanfordCarsPutsTheYearFirst() throws IOException {
    String train = "stanford_cars/train/";
    pictures("2000 AM General Hummer SUV", train + "AM General Hummer SUV 2000", "1.jpg", "2.jpg");
    pictures("2012 Audi TTS Coupe", "stanford_cars/test/Audi TTS Coupe 2012", "4.jpg");
    pictures(
        "2012 Ram C/V Cargo Van Minivan",
        "stanford_cars/test/Ram C-V Cargo Van Minivan 2012",
        "5.jpg");

    allRight("stanford_cars", 2, List.of("zero-shot", "calip:select=fixed"), "a photo of a {}.");
  }

  @Test
  void stanfordCarsBySplitFile() throws IOException {
    String[] names = {"2000 AM General Hummer SUV", "2012 Acura RL Sedan"};
    for (int c = 0; c < 2; c++) {
      pictures(names[c], "stanford_cars/cars_train", "0000" + c + ".jpg", "0001" + c + ".jpg");
      pictures(names[c], "stanford_cars/cars_test", "0000" + c + ".jpg");
    }
    text(
        "stanford_cars/split_zhou_StanfordCars.json",
        "{\"train\": [[\"cars_train/00000.jpg\", 0, \"2000 AM General Hummer SUV\"],",
        "[\"cars_train/00001.jpg\", 1, \"2012 Acura RL Sedan\"]],",
        "\"val\": [[\"cars_train/00010.jpg\", 0, \"2000 AM General Hummer SUV\"],",
        "[\"cars_train/00011.jpg\", 1, \"2012 Acura RL Sedan\"]],",
        "\"test\": [[\"cars_test/00000.jpg\", 0, \"2000 AM General Hummer SUV\"],",
        "[\"cars_test/00001.jpg\", 1, \"2012 Acura RL Sedan\"]]}");

    allRight("stanford_cars", 2, FEW_SHOT, "a photo of a {}.");
  }

  @Test
  void oxfordFlowers() throws IOException {
    String[] names = {"pink primrose", "hard-leaved pocket orchid"};
    List<String> parts = new ArrayList<>();
    int number = 1;
    for (String part : List.of("train", "val", "test")) {
      List<String> entries = new ArrayList<>();
      for (int c = 0; c < 2; c++) {
        String file = String.format("image_%05d.jpg", number++);
        pictures(names[c], "oxford_flowers/jpg", file);
        entries.add(String.format("[\"%s\", %d, \"%s\"]", file, c, names[c]));
      }
      parts.add("\"" + part + "\": [" + String.join(",", entries) + "]");
    }
    text("oxford_flowers/split_zhou_OxfordFlowers.json", "{" + String.join(",", parts) + "}");

    allRight("oxford_flowers", 2, FEW_SHOT, "a photo of a {}, a type of flower.");
  }

  @Test
  void food101() throws IOException {
    tenPictures("apple pie", "food-101/images/apple_pie");
    tenPictures("tiramisu", "food-101/images/tiramisu");

    allRight("food101", 6, FEW_SHOT, "a photo of {}, a type of food.");
  }

  @Test
  void fgvcAircraftFollowsItsVariants() throws IOException {
    String place = "fgvc_aircraft/images";
    String[] names = {"707-320", "Boeing 717", "A300B4"};
    text("fgvc_aircraft/variants.txt", names);
    for (String part : List.of("train", "val", "test")) {
      List<String> lines = new ArrayList<>();
      // The lists are in no order of classes.
      for (int c = 2; c >= 0; c--) {
        String id = c + "0" + part.length() + part.charAt(0) % 10;
        pictures(names[c], place, id + ".jpg");
        lines.add(id + " " + names[c]);
      }
      text("fgvc_aircraft/images_variant_" + part + ".txt", lines.toArray(String[]::new));
    }

    allRight("fgvc_aircraft", 3, FEW_SHOT, "a photo of a {}, a type of aircraft.");
  }

  @Test
  void sun397ReversesItsPaths() throws IOException {
    Map<String, String> names =
        Map.of("/a/abbey", "abbey", "/a/apartment_building/outdoor", "outdoor apartment building");
    List<String> training = new ArrayList<>();
    List<String> testing = new ArrayList<>();
    for (Map.Entry<String, String> one : names.entrySet()) {
      String place = "sun397/SUN397" + one.getKey();
      for (int i = 0; i < 5; i++) {
        pictures(one.getValue(), place, "sun_" + i + ".jpg");
        training.add(one.getKey() + "/sun_" + i + ".jpg");
      }
      pictures(one.getValue(), place, "sun_9.jpg");
      testing.add(one.getKey() + "/sun_9.jpg");
    }
    text("sun397/SUN397/ClassName.txt", "/a/abbey", "/a/apartment_building/outdoor");
    text("sun397/SUN397/Training_01.txt", training.toArray(String[]::new));
    text("sun397/SUN397/Testing_01.txt", testing.toArray(String[]::new));

    allRight("sun397", 2, FEW_SHOT, "a photo of a {}.");
  }

  @Test
  void describableTextures() throws IOException {
    tenPictures("banded", "dtd/images/banded");
    tenPictures("polka-dotted", "dtd/images/polka-dotted");

    allRight("dtd", 6, FEW_SHOT, "{} texture.");
  }

  @Test
  void euroSatRenamesItsClasses() throws IOException {
    Map.of(
            "AnnualCrop", "Annual Crop Land",
            "Forest", "Forest",
            "HerbaceousVegetation", "Herbaceous Vegetation Land",
            "Highway", "Highway or Road",
            "Industrial", "Industrial Buildings",
            "Pasture", "Pasture Land",
            "PermanentCrop", "Permanent Crop Land",
            "Residential", "Residential Buildings",
            "River", "River",
            "SeaLake", "Sea or Lake")
        .forEach((folder, name) -> tenPictures(name, "eurosat/2750/" + folder));

    allRight("eurosat", 30, FEW_SHOT, "a centered satellite photo of {}.");
  }

  @Test
  void ucf101SplitsItsNames() throws IOException {
    List<String> train = new ArrayList<>();
    List<String> test = new ArrayList<>();
    Map<String, String> names = Map.of("ApplyEyeMakeup", "Apply Eye Makeup", "YoYo", "Yo Yo");
    names.forEach(
        (action, name) -> {
          String place = "ucf101/UCF-101-midframes/" + name.replace(' ', '_');
          for (int group = 1; group <= 6; group++) {
            String video = "v_" + action + "_g0" + group + "_c01";
            pictures(name, place, video + ".jpg");
            String line = action + "/" + video + ".avi";
            if (group == 1) {
              test.add(line);
            } else {
              train.add(line + " " + (action.startsWith("A") ? 1 : 2));
            }
          }
        });
    text("ucf101/ucfTrainTestlist/classInd.txt", "1 ApplyEyeMakeup", "2 YoYo");
    text("ucf101/ucfTrainTestlist/trainlist01.txt", train.toArray(String[]::new));
    text("ucf101/ucfTrainTestlist/testlist01.txt", test.toArray(String[]::new));

    allRight("ucf101", 2, FEW_SHOT, "a photo of a person doing {}.");
  }

  /** ImageNet's own files name classes by wnid; the study's classifiers have all 1,000. */
  @Test
  void imageNetAndItsShiftedVersions() throws IOException {
    try (Stream<String> lines = classNames()) {
      lines.forEach(
          line ->
              pictures(
                  line.substring(10),
                  "imagenet/images/train/" + line.substring(0, 9),
                  line.substring(0, 9) + "_1.JPEG"));
    }
    pictures("tench", "imagenet/images/val/n01440764", "ILSVRC2012_val_00000293.JPEG");
    pictures("tabby cat", "imagenet/images/val/n02123045", "ILSVRC2012_val_00000011.JPEG");
    String numbered = "imagenetv2/imagenetv2-matched-frequency-format-val/";
    pictures("brambling", numbered + "10", "a.jpeg");
    pictures("great white shark", numbered + "2", "b.jpeg");
    pictures("toilet paper", numbered + "999", "c.jpeg");
    pictures("tench", numbered + "0", "d.jpeg");
    pictures("tabby cat", "imagenet-sketch/images/n02123045", "sketch_0.JPEG");
    pictures("stingray", "imagenet-adversarial/imagenet-a/n01498041", "0.0001.jpg");
    pictures("tabby cat", "imagenet-adversarial/imagenet-a/n02123045", "0.0002.jpg");
    pictures("goldfish", "imagenet-rendition/imagenet-r/n01443537", "art_0.jpg");

    List<String> methods = List.of("zero-shot", "tip:select=fixed");
    allRight("imagenet", 2, methods, TIP_IMAGENET);
    allRight("imagenetv2", 4, methods, TIP_IMAGENET);
    allRight("imagenet_sketch", 1, methods, TIP_IMAGENET);
    allRight("imagenet_a", 2, methods, TIP_IMAGENET);
    allRight("imagenet_r", 1, methods, TIP_IMAGENET);

    StudyStamp.Facts shifted =
        StudyFolder.stamp(folder.resolve("out")).datasets().entrySet().stream()
            .filter(entry -> entry.getKey().startsWith("imagenet_a|"))
            .map(Map.Entry::getValue)
            .findFirst()
            .orElseThrow();
    assertThat(shifted.trainedOn()).isEqualTo("imagenet");
    assertThat(shifted.classes()).containsExactly("stingray", "tabby cat");
  }

  private static Stream<String> classNames() {
    return new BufferedReader(
            new InputStreamReader(
                Objects.requireNonNull(
                    StudySource.class.getResourceAsStream("/io/glimpse/data/classes/imagenet.txt")),
                StandardCharsets.UTF_8))
        .lines();
  }
}
