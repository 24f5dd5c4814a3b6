package io.glimpse.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.Keys;

/** What keeps a bank in order: names, versions, what to label next. */
class PageUpkeepTest {

  private RunningServer service;
  private PageUser user;

  @BeforeEach
  void teach(@TempDir Path folder) throws Exception {
    service = new RunningServer(folder);
    user = new PageUser(service.server(), folder);
    service.bank("animals", "okapi", "emu");
    user.opens("#/bank/animals/examples");
    for (String name : List.of("okapi", "emu")) {
      user.chooses(
          "[data-class=%s] input[type=file]".formatted(name), DemoPictures.of("shots", name));
      user.reads("#notices", "4 examples added to " + name);
    }
  }

  @AfterEach
  void closeAll() {
    user.close();
    service.close();
  }

  @Test
  void classesAreAddedRenamedDeletedAndBroughtBack() {
    user.types(".addition input:not([type=file])", "quagga" + Keys.ENTER);
    user.reads(".class h3", "quagga");
    user.click("[aria-label='Rename emu']");
    user.types("dialog input", Keys.chord(Keys.CONTROL, "a") + "big bird" + Keys.ENTER);
    user.reads(".class h3", "big bird 4 examples");
    user.click("[aria-label='Delete big bird']");
    user.reads("dialog", "4 examples");
    user.click("dialog .main");
    user.counts(".class", 2);
    user.click(".head button");
    user.counts(".class", 3);
    user.click(".head button");
    user.reads(".class h3", "emu 4 examples");
    assertThat(user.complaints()).isEmpty();
  }

  @Test
  void exampleThatWasRemovedComesBackByOneClickAndTheFocusIsNotLost() {
    user.click("[data-class=emu] .pic");
    user.click("dialog .danger");
    user.reads("[data-class=emu] .count", "3 examples");
    user.counts("[data-class=emu] .shots img", 3);
    assertThat(user.focused().getDomAttribute("class")).isEqualTo("pic");
    user.click("#notices button:first-of-type");
    user.reads("[data-class=emu] .count", "4 examples");
  }

  @Test
  void banksAreDeletedAfterAQuestion() {
    user.opens("#/");
    user.click("[aria-label='Delete animals']");
    user.reads("dialog", "8 examples");
    user.click("dialog button:last-of-type");
    user.counts(".cards .card", 1);
    user.click("[aria-label='Delete animals']");
    user.click("dialog .main");
    user.counts(".cards .card", 0);
    user.reloads();
    user.reads("main", "There is no bank yet");
  }

  @Test
  void versionsGetNamesAndAreComeBackTo() {
    user.goesTo("history");
    user.types("form input", "with all" + Keys.ENTER);
    user.reads(".entries strong", "with all");
    user.goesTo("examples");
    user.click("[aria-label='Delete emu']");
    user.click("dialog .main");
    user.counts(".class", 1);
    user.goesTo("history");
    user.reads(".entries strong", "with all");
    user.click("[aria-label='Back to version 3']");
    user.reads("#notices", "as it was at version 3");
    user.click("[aria-label='Forget the name with all']");
    user.counts(".entries strong", 0);
    user.goesTo("examples");
    user.reads("[data-class=emu] .count", "4 examples");
    assertThat(user.complaints()).isEmpty();
  }

  @Test
  void picturesThatTeachMostAreNamedAndLabelledInPlace(@TempDir Path heap) throws Exception {
    DemoPictures.copy("test", 0, heap);
    user.goesTo("health");
    user.reads(".report", "One more example would help most");
    user.chooses(".zone input[type=file]", DemoPictures.list(heap));
    user.counts(".zone .finding", 10);
    user.inspects("suggestions");
    user.click(".zone .finding button");
    user.counts(".zone .finding", 9);
    user.reads("#notices", "1 example added to okapi");
    assertThat(user.complaints()).isEmpty();
  }

  @Test
  void picturesThatFallBesideTheClassesAreAskedFor(@TempDir Path broken) throws Exception {
    user.hands("drop", ".below", DemoPictures.of("test", "emu").subList(0, 2));
    user.reads("dialog", "What do 2 pictures show?");
    user.inspects("whose");
    user.click("dialog .wrap button:last-of-type");
    user.reads("[data-class=emu] .count", "6 examples");

    List<Path> mixed = new ArrayList<>(DemoPictures.of("test", "emu").subList(2, 3));
    mixed.add(Files.writeString(broken.resolve("broken.jpg"), "no picture"));
    user.chooses("[data-class=emu] input[type=file]", mixed);
    user.reads("[data-class=emu] .count", "7 examples");
    user.reads("#notices .wrong", "broken.jpg");
  }
}
