package io.glimpse.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.Keys;

/** From an empty service to a taught bank, and what can be done with that, in a browser. */
class PageStoryTest {

  private RunningServer service;
  private PageUser user;

  @BeforeEach
  void openPage(@TempDir Path data, @TempDir Path downloads) throws Exception {
    service = new RunningServer(data);
    user = new PageUser(service.server(), downloads).opens("");
  }

  @AfterEach
  void closeAll() {
    user.close();
    service.close();
  }

  @Test
  void bankIsTaughtByDroppedPicturesAndAnswersWithItsReasons() throws Exception {
    makeBank();

    user.hands("drop", "[data-class=okapi]", DemoPictures.of("shots", "okapi").subList(0, 3));
    user.counts("[data-class=okapi] .shots img", 3);
    user.click("[data-class=emu]");
    user.hands("paste", "[data-class=emu]", DemoPictures.of("shots", "emu").subList(0, 3));
    user.counts("[data-class=emu] .shots img", 3);

    user.goesTo("try");
    user.chooses(".zone input[type=file]", DemoPictures.of("test", "emu").subList(0, 1));
    user.reads(".answer h3", "emu");
    assertThat(user.texts(".answer .ranking .name")).containsExactly("emu", "okapi");
    assertThat(user.texts(".answer .nearest .caption")).first().asString().startsWith("emu");
    user.click(".toggle");
    assertThat(
            user.run(
                "const c = document.querySelector('.overlay'); return c.getContext('2d')"
                    + ".getImageData(0, 0, c.width, c.height).data.some((value) => value > 0)"))
        .as("attention is drawn")
        .isEqualTo(true);

    user.click(".teach summary");
    user.click(".teach button:last-of-type");
    user.reads(".teach", "It is an example of emu");
    assertThat(user.loaded())
        .allMatch(
            address ->
                address.startsWith(service.server().uri().toString())
                    || address.startsWith("blob:"));
    assertThat(user.complaints()).isEmpty();
  }

  @Test
  void labelIsMendedWithOneClickAndUndoneAndStaysAfterReload() throws Exception {
    makeBank();
    teach("okapi", 4);
    user.chooses(
        "[data-class=emu] input[type=file]", DemoPictures.of("test", "okapi").subList(0, 1));
    user.counts("[data-class=emu] .shots img", 1);
    teach("emu", 4);
    user.counts("[data-class=emu] .shots img", 5);

    user.goesTo("health");
    user.reads(".findings", "looks like okapi");
    user.click(".findings .main");
    user.reads(".figure", "9 of 9");
    user.goesTo("examples");
    user.counts("[data-class=okapi] .shots img", 5);
    user.click(".head button");
    user.counts("[data-class=okapi] .shots img", 4);

    user.click("[data-class=emu] [title='image_0014.jpg']");
    user.click("dialog .wrap button");
    user.counts("[data-class=okapi] .shots img", 5);
    user.reloads();
    user.counts("[data-class=okapi] .shots img", 5);
    user.counts("[data-class=emu] .shots img", 4);

    user.goesTo("history");
    user.reads(".entries li", "now");
    user.click("[aria-label='Back to version 1']");
    user.goesTo("examples");
    user.counts(".shots img", 0);
    user.click(".head button");
    user.counts(".shots img", 9);
    assertThat(user.complaints()).isEmpty();
  }

  @Test
  void bankLeavesAsFileAndComesBackUnderAnotherName(@TempDir Path downloads) throws Exception {
    user.close();
    user = new PageUser(service.server(), downloads).opens("");
    makeBank();
    teach("okapi", 2);
    teach("emu", 2);

    user.goesTo("history");
    user.click(".below .main");
    Path file = downloads.resolve("animals.bank");
    user.reads("#notices", "animals.bank is exported");
    user.keeps(file);

    user.opens("#/");
    user.types(".creation input:not([type=file])", "copy");
    user.chooses("[aria-label='From a bank file for a new bank']", List.of(file));
    user.reads("h1", "copy");
    user.reads("[data-class=emu] .count", "2 examples");
    user.goesTo("try");
    user.chooses(".zone input[type=file]", DemoPictures.of("test", "okapi").subList(0, 1));
    user.reads(".answer h3", "okapi");

    user.goesTo("history");
    user.chooses("[aria-label='Import over this bank for copy']", List.of(file));
    user.click("dialog .main");
    user.reads("#notices", "imported");
    assertThat(user.complaints()).isEmpty();
  }

  @Test
  void photographsAndFoldersOfFoldersAreTaken() throws Exception {
    user.chooses(".creation input[webkitdirectory]", List.of(DemoPictures.folder("shots")));
    user.reads("h1", "shots");
    user.counts(".class .shots img", 32);
    user.click("[aria-label='Camera… for okapi']");
    user.click("dialog .main");
    user.reads("dialog", "1 photograph taken");
    user.presses(Keys.TAB, Keys.ENTER);
    user.counts("[data-class=okapi] .shots img", 5);
    assertThat(user.complaints()).isEmpty();
  }

  private void makeBank() {
    user.types(".creation input:not([type=file])", "animals");
    user.types(".creation textarea", "okapi\nemu");
    user.click(".creation .main");
    user.reads("h1", "animals");
  }

  private void teach(String className, int count) throws Exception {
    user.chooses(
        "[data-class=%s] input[type=file]".formatted(className),
        DemoPictures.of("shots", className).subList(0, count));
    user.reads("[data-class=%s] .count".formatted(className), "example");
    user.reads("#notices", "added to " + className);
  }
}
