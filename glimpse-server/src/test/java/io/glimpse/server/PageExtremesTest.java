package io.glimpse.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Banks with one class, with hundreds, and with names that are long or run from right to left. */
class PageExtremesTest {

  private RunningServer service;
  private PageUser user;

  @BeforeEach
  void open(@TempDir Path folder) throws Exception {
    service = new RunningServer(folder);
    user = new PageUser(service.server(), folder);
  }

  @AfterEach
  void closeAll() {
    user.close();
    service.close();
  }

  @Test
  void hundredsOfClassesAreSearched() throws Exception {
    service.bank("many", IntStream.range(0, 100).mapToObj(i -> "kind " + i).toArray(String[]::new));
    user.opens("#/bank/many/examples");
    user.counts(".class", 100);
    user.types(".finder", "kind 42");
    user.counts(".class:not([hidden])", 1);
    user.chooses("[data-class='kind 42'] input[type=file]", DemoPictures.of("shots", "emu"));
    user.reads("[data-class='kind 42'] .count", "4 examples");
    user.counts(".class:not([hidden])", 1);
    user.inspects("many-classes");

    user.goesTo("inbox");
    user.chooses(".inbox input[type=file]", DemoPictures.of("test", "emu").subList(0, 1));
    user.counts(".progress button", 0);
    user.counts(".keys [aria-keyshortcuts='9']", 1);
    user.presses("c");
    user.counts("dialog option", 100);
    user.click("dialog .row:last-of-type button");
    user.presses("x");
    user.counts(".group .pic", 0);
    assertThat(user.complaints()).isEmpty();
  }

  @Test
  void onlyClassIsLikeOrNotLike() throws Exception {
    service.bank("okapis", "okapi");
    user.opens("#/bank/okapis/examples");
    user.chooses(".class input[type=file]", DemoPictures.of("shots", "okapi"));
    user.reads(".class .count", "4 examples");
    user.goesTo("try");
    user.chooses(".zone input[type=file]", DemoPictures.of("test", "okapi").subList(0, 1));
    user.reads(".answer h3", "ike okapi");
    user.counts(".answer .ranking", 0);
    user.inspects("only-class");
    user.goesTo("health");
    user.reads(".report", "There is one class");
    user.goesTo("inbox");
    user.chooses(".inbox input[type=file]", DemoPictures.of("test", "okapi").subList(0, 1));
    user.reads(".panel h3", "ike okapi");
    assertThat(user.texts(".panel")).noneMatch(text -> text.contains("false"));
    user.presses("x");
    user.counts(".group .pic", 0);
    assertThat(user.complaints()).isEmpty();
  }

  @Test
  void namesOfAnyScriptAndLengthFit() throws Exception {
    List<String> names =
        List.of(
            "ציפור",
            "النسر (eagle)",
            "🐘",
            "Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichen",
            "somebody wrote here all that is in the picture, and a little more than that, "
                + "so ".repeat(30));
    service.bank("שמות", names.stream().map(String::strip).toArray(String[]::new));
    user.holdsPhone();
    user.opens("#/bank/" + RunningServer.segment("שמות") + "/examples");
    user.counts(".class", 5);
    user.inspects("phone-names");
    user.goesTo("try");
    user.chooses(".zone input[type=file]", DemoPictures.of("test", "emu").subList(0, 1));
    user.counts(".answer .ranking li", 5);
    user.inspects("phone-names-try");
    assertThat(user.complaints()).isEmpty();
  }
}
