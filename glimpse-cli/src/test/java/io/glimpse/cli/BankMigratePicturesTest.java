package io.glimpse.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.glimpse.bank.Bank;
import io.glimpse.bank.BankFile;
import io.glimpse.bank.Shot;
import io.glimpse.fixture.Shared;
import java.awt.Image;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The pictures of a bank that goes to another encoder: gone, changed, moved or kept small. */
class BankMigratePicturesTest {

  private static final List<String> CLASSES = List.of("bonsai", "emu", "okapi");

  @TempDir Path folder;

  private Path shots;
  private Path asked;
  private Path bank;
  private Path vit;

  @BeforeEach
  void pictures() throws IOException {
    shots = Pictures.folder(folder.resolve("shots"), "shots", 3, CLASSES);
    asked = Pictures.folder(folder.resolve("asked"), "test", 2, CLASSES);
    bank = folder.resolve("my.bank");
    vit = Shared.path("fixtures/encoders/checkpoints/hf-vit-tiny");
  }

  @Test
  void aFileThatIsGoneOrChangedIsNamedAndTheBankStaysAsItIs() throws IOException {
    build();
    byte[] before = Files.readAllBytes(bank);
    Path gone = Pictures.first(shots.resolve("emu"));
    Path changed = Pictures.first(shots.resolve("okapi"));
    Files.delete(gone);
    Files.copy(
        Pictures.first(asked.resolve("okapi")), changed, StandardCopyOption.REPLACE_EXISTING);

    Run run = migrate().exits(1);

    assertThat(run.err())
        .contains(
            gone + ": the file is gone (shot ",
            changed + ": the file has changed since it was encoded (shot ",
            "2 of 9 shots cannot be encoded anew ("
                + gone
                + " and 1 more), and nothing was changed;"
                + " say where their pictures are with --pictures DIR, or leave them out with"
                + " --skip-missing");
    assertThat(run.out()).isEmpty();
    assertThat(Files.readAllBytes(bank)).isEqualTo(before);
    Run skipped = migrate("--skip-missing").exits(0);
    assertThat(skipped.err()).contains("2 of 9 shots are left out: ", gone + ": the file is gone");
    assertThat(BankFile.read(bank).shots().size()).isEqualTo(7);
  }

  @Test
  void aFileThatLooksNewIsTheSameWhereItHoldsTheSame() throws IOException {
    build();
    Path touched = Pictures.first(shots.resolve("emu"));
    byte[] bytes = Files.readAllBytes(touched);
    Files.delete(touched);
    Files.write(touched, bytes);

    migrate().exits(0);
  }

  @Test
  void picturesThatWereMovedAreKnownByWhatTheyHold() throws IOException {
    build();
    List<Shot> before = BankFile.read(bank).shots().list();
    Path archive = Files.createDirectories(folder.resolve("archive/2026"));
    Path emu = Pictures.first(shots.resolve("emu"));
    Path moved = Files.move(emu, archive.resolve("other name.jpeg"));

    Run run = migrate("--pictures", folder.resolve("archive").toString()).exits(0);

    assertThat(run.err()).contains("1 shot was found elsewhere, by what its file holds");
    List<Shot> after = BankFile.read(bank).shots().list();
    assertThat(after).hasSize(9);
    for (int i = 0; i < 9; i++) {
      boolean is = before.get(i).source().equals(emu.toString());
      assertThat(after.get(i).id()).isEqualTo(before.get(i).id());
      assertThat(after.get(i).source()).isEqualTo(is ? moved.toString() : before.get(i).source());
    }
    assertThat(
            Run.of("bank", "migrate", bank, "--encoder", "lite", "--pictures", "no/such")
                .exits(0)
                .err())
        .doesNotContain("no/such");
  }

  @Test
  void aClassIsNotLostWithItsPictures() throws IOException {
    build();
    byte[] before = Files.readAllBytes(bank);
    try (Stream<Path> files = Files.list(shots.resolve("emu"))) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }

    assertThat(migrate("--skip-missing").exits(1).err())
        .contains("class 'emu' would be left without a shot");
    assertThat(Files.readAllBytes(bank)).isEqualTo(before);
  }

  @Test
  void thumbnailsStandForPicturesWhereTheyAreLargeEnoughAndAskedFor() throws IOException {
    build();
    List<Shot> before = BankFile.read(bank).shots().list();
    Path small = Files.createDirectories(folder.resolve("small"));
    for (int i = 0; i < 3; i++) {
      Shot shot = before.get(i);
      int size = i == 0 ? 20 : 224;
      Path picture = Path.of(shot.source());
      Image scaled =
          ImageIO.read(picture.toFile()).getScaledInstance(size, size, Image.SCALE_AREA_AVERAGING);
      BufferedImage image = new BufferedImage(size, size, BufferedImage.TYPE_INT_RGB);
      image.createGraphics().drawImage(scaled, 0, 0, null);
      ImageIO.write(image, "jpeg", small.resolve(shot.id() + ".jpg").toFile());
      Files.delete(picture);
    }

    Run run = migrate("--from-thumbnails", small.toString()).exits(1);
    Run left = migrate("--from-thumbnails", small.toString(), "--skip-missing").exits(0);

    assertThat(run.err())
        .contains(
            before.get(0).source()
                + ": the file is not there as it was, and its thumbnail is smaller than the"
                + " encoder's input")
        .doesNotContain(before.get(1).source());
    assertThat(left.err())
        .contains("warning: 2 of 9 shots are encoded from thumbnails, which show");
    Bank after = BankFile.read(bank);
    assertThat(after.shots().list()).isEqualTo(before.subList(1, 9));
    assertThat(after.shots().local()).isNull();
    assertThat(migrate("--from-thumbnails", "no/such").exits(0).err()).contains("nothing to do");
  }

  @Test
  void aPictureIsNeverWrittenOver() throws IOException {
    build();
    Path picture = Pictures.first(shots.resolve("emu"));
    byte[] before = Files.readAllBytes(picture);

    assertThat(migrate("-o", picture.toString()).exits(2).err()).contains("is read");
    assertThat(Files.readAllBytes(picture)).isEqualTo(before);
  }

  private void build(String... options) {
    List<Object> command = new ArrayList<>(List.of("bank", "build", shots, "-o", bank));
    command.addAll(List.of(options));
    Run.of(command.toArray()).exits(0);
  }

  private Run migrate(String... options) {
    List<Object> command = new ArrayList<>(List.of("bank", "migrate", bank, "--encoder", vit));
    command.addAll(List.of(options));
    return Run.of(command.toArray());
  }
}
