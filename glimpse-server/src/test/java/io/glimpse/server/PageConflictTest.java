package io.glimpse.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.Keys;

/** Two at one bank: nobody overwrites what he did not see. */
class PageConflictTest {

  private static final String NOW = "#notices .wrong button";

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
          "[data-class=%s] input[type=file]".formatted(name),
          DemoPictures.of("shots", name).subList(0, 2));
      user.counts("[data-class=%s] .shots img".formatted(name), 2);
      user.reads("#notices", "added to " + name);
    }
    user.closesNotices();
  }

  @AfterEach
  void closeAll() {
    user.close();
    service.close();
  }

  @Test
  void changeOfSomethingThatSomebodyElseChangedIsNotMade() throws Exception {
    user.click("[data-class=okapi] .pic");
    elsewhere("{\"name\": \"ostrich\"}");
    user.click("dialog .wrap button");

    user.reads("#notices", "Nothing was changed, for somebody else changed the bank");
    assertThat(user.texts(".class h3")).as("what was seen stays").contains("emu 2 examples");
    user.inspects("stale");
    user.click(NOW);
    user.reads(".class h3", "ostrich 2 examples");
    user.reads(".class h3", "okapi 2 examples");

    user.click("[data-class=okapi] .pic");
    user.click("dialog .wrap button");
    user.reads(".class h3", "ostrich 3 examples");
    assertThat(user.complaints()).isEmpty();
  }

  @Test
  void nameThatWasTypedIsThereStillWhenTheNewerBankIsShown() throws Exception {
    user.click("[aria-label='Rename okapi']");
    elsewhere("{\"name\": \"ostrich\"}");
    user.types("dialog input", "forest giraffe" + Keys.ENTER);
    user.click(NOW);

    user.reads(".class h3", "ostrich");
    assertThat(user.sees("dialog input").getDomProperty("value")).isEqualTo("forest giraffe");
    user.presses(Keys.ENTER);
    user.reads(".class h3", "forest giraffe 2 examples");
  }

  @Test
  void bankThatWasChangedSinceItWasListedIsNotDeleted() throws Exception {
    user.click(".top nav a");
    user.click("[aria-label='Delete animals']");
    elsewhere("{\"name\": \"ostrich\"}");
    user.click("dialog .main");

    user.reads("#notices", "animals was not deleted");
    user.click(NOW);
    user.reads(".class h3", "ostrich");
  }

  @Test
  void ownUploadInBetweenIsNoConflict() throws Exception {
    user.click("[data-class=okapi] .pic");
    // While the dialog is open, the page itself adds an example.
    user.hands("drop", "[data-class=emu]", DemoPictures.of("shots", "emu").subList(2, 3));
    user.reads("[data-class=emu] .count", "3 examples");
    user.click("dialog .wrap button");
    user.reads("[data-class=emu] .count", "4 examples");
  }

  @Test
  void pictureThatIsOfAnotherClassAlreadyIsMovedOnDemand() throws Exception {
    user.chooses(
        "[data-class=emu] input[type=file]", DemoPictures.of("shots", "okapi").subList(0, 1));
    user.reads("#notices", "is an example of okapi already");
    assertThat(user.texts(".class .count")).containsExactly("2 examples", "2 examples");
    user.inspects("same-picture");
    user.click(NOW);
    user.reads("[data-class=emu] .count", "3 examples");
    user.reads("[data-class=okapi] .count", "1 example");

    user.chooses(
        "[data-class=okapi] input[type=file]", DemoPictures.of("shots", "emu").subList(0, 3));
    user.reads("#notices", "1 example added to okapi");
    user.reads("#notices", "2 pictures are examples of other classes already");
    user.click(NOW);
    user.reads("[data-class=okapi] .count", "4 examples");
    user.reads("[data-class=emu] .count", "1 example");
  }

  /** Somebody else renames emu. */
  private void elsewhere(String name) throws Exception {
    assertThat(service.json("PATCH", "/v1/banks/animals/classes/emu", name).status())
        .isEqualTo(200);
  }
}
