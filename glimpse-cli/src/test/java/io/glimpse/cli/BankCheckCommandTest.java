package io.glimpse.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BankCheckCommandTest {

  private static final List<String> CLASSES = List.of("bonsai", "emu", "okapi");

  @TempDir Path folder;

  private Path shots;

  @BeforeEach
  void pictures() throws IOException {
    shots = Pictures.folder(folder.resolve("shots"), "shots", 4, CLASSES);
  }

  private Path bank() {
    Path bank = folder.resolve("a.bank");
    Run.of("bank", "build", shots, "-o", bank).exits(0);
    return bank;
  }

  private static List<Path> filesOf(Path some) throws IOException {
    try (Stream<Path> files = Files.list(some)) {
      return files.sorted().toList();
    }
  }

  /** Half as large, mirrored, and as a file of another kind. */
  private static void writeMirrored(Path from, Path to) throws IOException {
    BufferedImage picture = ImageIO.read(from.toFile());
    int width = picture.getWidth() / 2;
    int height = picture.getHeight() / 2;
    BufferedImage mirrored = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = mirrored.createGraphics();
    graphics.drawImage(
        picture.getScaledInstance(width, height, java.awt.Image.SCALE_AREA_AVERAGING),
        width,
        0,
        -width,
        height,
        null);
    graphics.dispose();
    ImageIO.write(mirrored, "png", to.toFile());
  }

  @Test
  void aCleanBankAlarmsNobody() {
    Run run = Run.of("bank", "check", bank()).exits(0);

    assertThat(run.out())
        .contains("3 classes, 12 shots, 12 of them each left out", "no label looks wrong")
        .doesNotContain("double", "look at again", "little like", "few shots");
  }

  @Test
  void aWrongLabelAndAMirroredDoubleAreFoundAndShown() throws IOException {
    Path emu = filesOf(shots.resolve("emu")).get(0);
    Files.move(emu, shots.resolve("bonsai").resolve("moved.jpg"));
    Path okapi = filesOf(shots.resolve("okapi")).get(0);
    writeMirrored(okapi, shots.resolve("emu").resolve("mirrored.png"));
    Path page = folder.resolve("page");

    Run run = Run.of("bank", "check", bank(), "--json", "--explain", page).exits(0);

    JsonNode json = run.json();
    List<String> first = new ArrayList<>();
    json.at("/labels").forEach(label -> first.add(label.at("/shot/source").asText()));
    assertThat(first.subList(0, 2))
        .anyMatch(source -> source.endsWith("moved.jpg"))
        .anyMatch(source -> source.endsWith("mirrored.png"));
    assertThat(json.at("/labels/0/suspicion").asDouble()).isPositive();
    assertThat(json.at("/judged").asInt()).isEqualTo(13);
    assertThat(json.at("/doubles")).hasSize(1);
    assertThat(json.at("/doubles/0/mirrored").asBoolean()).isTrue();
    assertThat(json.at("/doubles/0/across").asBoolean()).isTrue();
    assertThat(json.at("/doubles/0/agreement").asDouble()).isGreaterThan(0.97);
    assertThat(json.at("/not_compared")).isEmpty();
    assertThat(json.has("leaks")).isFalse();
    String html = Files.readString(page.resolve("check.html"));
    assertThat(html).contains("mirrored.png", "Duplicates").doesNotContain("picture not found");
    assertThat(run.err()).contains("the pictures are in");
  }

  @Test
  void picturesToTestWithThatAreShotsAreNamed() throws IOException {
    Path bank = bank();
    Path test = Pictures.folder(folder.resolve("test"), "test", 1, CLASSES);
    Path emu = filesOf(shots.resolve("emu")).get(0);
    Files.copy(emu, test.resolve("emu").resolve("same.jpg"));
    writeMirrored(emu, test.resolve("emu").resolve("mirrored.png"));

    JsonNode json = Run.of("bank", "check", bank, "--test", test, "--json").exits(0).json();

    assertThat(json.at("/tested").asInt()).isEqualTo(5);
    assertThat(json.at("/leaks")).hasSize(2);
    assertThat(json.at("/leaks/0/path").asText()).endsWith("mirrored.png");
    assertThat(json.at("/leaks/0/same_file").asBoolean()).isFalse();
    assertThat(json.at("/leaks/1/same_file").asBoolean()).isTrue();
    assertThat(json.at("/leaks/1/shot/source").asText()).isEqualTo(emu.toString());
    assertThat(Run.of("bank", "check", bank, "--test", test).exits(0).out())
        .contains("2 shared test pictures", "is the very file", "is the mirror image of");
  }

  @Test
  void aBankWithoutItsPicturesIsCheckedByFeaturesAndSaysSo() throws IOException {
    Path okapi = filesOf(shots.resolve("okapi")).get(0);
    writeMirrored(okapi, shots.resolve("okapi").resolve("mirrored.png"));
    BufferedImage same = ImageIO.read(okapi.toFile());
    ImageIO.write(same, "png", shots.resolve("emu").resolve("same.png").toFile());
    Path bank = bank();
    for (String name : CLASSES) {
      for (Path file : filesOf(shots.resolve(name))) {
        Files.delete(file);
      }
    }
    Path page = folder.resolve("page");

    Run run = Run.of("bank", "check", bank, "--explain", page).exits(0);

    assertThat(run.out())
        .contains("1 double of two classes", "same.png")
        .contains("are not where they were")
        .doesNotContain("within a class");
    assertThat(Files.readString(page.resolve("check.html"))).contains("picture not found");
  }

  @Test
  void whatIsMissingIsNamed() {
    Path none = folder.resolve("none.bank");
    assertThat(Run.of("bank", "check", none).exits(1).err()).contains("none.bank");
    assertThat(Run.of("bank", "check", bank(), "--test", folder.resolve("none")).exits(1).err())
        .contains("there is no such folder");
    Run.of("bank", "check").exits(2);
  }

  @Test
  void picturesAreSuggestedThatTheBankHasNot() throws IOException {
    Path bank = bank();
    Path more = Pictures.folder(folder.resolve("more"), "test", 2, List.of("emu", "menorah"));
    Path known = filesOf(shots.resolve("emu")).get(0);
    Files.copy(known, more.resolve("known.jpg"));
    Path menorah = filesOf(more.resolve("menorah")).get(0);
    Files.copy(menorah, more.resolve("again.jpg"));
    Files.writeString(more.resolve("broken.jpg"), "no picture");

    Run run = Run.of("bank", "suggest", bank, more, "--top", 3, "--json").exits(1);

    JsonNode json = run.json();
    assertThat(json.at("/looked").asInt()).isEqualTo(6);
    assertThat(json.at("/known").asInt()).isEqualTo(1);
    assertThat(json.at("/suggestions")).hasSize(3);
    List<String> paths = new ArrayList<>();
    json.at("/suggestions").forEach(one -> paths.add(one.at("/path").asText()));
    assertThat(paths).doesNotHaveDuplicates().noneMatch(path -> path.endsWith("known.jpg"));
    assertThat(json.at("/suggestions/0/novelty").asDouble()).isEqualTo(1);
    assertThat(json.at("/errors")).hasSize(1);
    assertThat(Run.of("bank", "suggest", bank, more, "--top", 3, "--json").exits(1).json())
        .isEqualTo(json);
    assertThat(Run.of("bank", "suggest", bank, more).exits(1).out())
        .contains("6 pictures looked at, 1 of them in the bank already")
        .contains("glimpse bank add " + bank + " --class C PATH");
    Run.of("bank", "suggest", bank, more, "--top", 0).exits(2);
    Run.of("bank", "suggest", bank, folder.resolve("none")).exits(1);
  }
}
