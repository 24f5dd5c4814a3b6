package io.glimpse.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.glimpse.server.token.Scope;
import io.glimpse.server.token.TokenFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.Keys;

/** Every view of the page by day, by night and on a phone, held to the rules of accessibility. */
class PageViewsTest {

  @TempDir Path folder;

  @Test
  void everyViewIsAccessibleByDayByNightAndOnAPhone() throws Exception {
    try (RunningServer service = new RunningServer(folder);
        PageUser user = new PageUser(service.server(), folder)) {
      user.opens("");
      user.inspects("light-no-banks");
      user.types(".creation input:not([type=file])", "things");
      user.chooses(".creation input[webkitdirectory]", List.of(DemoPictures.folder("shots")));
      user.counts(".class .shots img", 32);
      user.hands("drop", "[data-class=emu]", DemoPictures.of("test", "okapi").subList(0, 1));
      user.counts(".class .shots img", 33);
      user.reads("#notices", "added to emu");
      inspectAll(user, "light");
      user.looks(true);
      inspectAll(user, "dark");
      user.looks(false);
      user.holdsPhone();
      inspectAll(user, "phone");
      assertThat(user.complaints()).isEmpty();
    }
  }

  private static void inspectAll(PageUser user, String look) throws IOException {
    user.closesNotices();
    user.opens("#/");
    user.reads(".cards", "things");
    user.inspects(look + "-banks");
    user.opens("#/bank/things/examples");
    // On a phone the others are asked for only when they are scrolled to.
    user.counts("[data-class=bonsai] .shots img", 4);
    user.inspects(look + "-examples");
    user.click("[data-class=bonsai] .pic");
    user.inspects(look + "-example");
    user.presses(Keys.ESCAPE);
    user.counts("dialog", 0);
    user.goesTo("try");
    user.chooses(
        ".zone input[type=file]",
        List.of(DemoPictures.of("strange", "pizza").get(0), DemoPictures.of("test", "emu").get(0)));
    user.counts(".answer", 2);
    user.click(".toggle");
    user.inspects(look + "-try");
    user.goesTo("inbox");
    user.chooses(".inbox input[type=file]", DemoPictures.of("test", "mandolin"));
    user.reads(".group h3", "mandolin");
    user.counts(".progress button", 0);
    user.inspects(look + "-inbox");
    // What is left in the inbox would have the browser ask before it leaves.
    for (int left = DemoPictures.of("test", "mandolin").size(); left > 0; left--) {
      user.presses("x");
      user.counts(".group .pic", left - 1);
    }
    user.goesTo("health");
    user.reads(".findings", "looks like");
    user.inspects(look + "-health");
    user.goesTo("history");
    user.reads(".entries", "now");
    user.inspects(look + "-history");
  }

  @Test
  void tokenIsAskedForWhereTheServiceWantsOne() throws Exception {
    String reader = new TokenFile(folder).create("reader", Scope.READ).secret();
    String writer = new TokenFile(folder).create("writer", Scope.WRITE).secret();
    try (RunningServer service = new RunningServer(folder);
        PageUser user = new PageUser(service.server(), folder)) {
      user.comesTo("");
      user.sees("dialog");
      user.inspects("token");
      user.types("dialog input", "wrong" + Keys.ENTER);
      user.reads("dialog", "not taken");
      user.types("dialog input", reader + Keys.ENTER);
      user.reads("main", "There is no bank yet");
      user.types(".creation input:not([type=file])", "animals");
      user.types(".creation textarea", "okapi\nemu");
      user.click(".creation .main");
      user.reads("dialog", "does not allow this");
      user.types("dialog input", writer + Keys.ENTER);
      user.reads("h1", "animals");
      user.chooses(
          "[data-class=okapi] input[type=file]", DemoPictures.of("shots", "okapi").subList(0, 1));
      user.sees("[data-class=okapi] img[src^='blob:']");
      user.reloads();
      user.reads("h1", "animals");
    }
  }
}
