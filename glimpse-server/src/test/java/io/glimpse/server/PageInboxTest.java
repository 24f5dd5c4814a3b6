package io.glimpse.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.Keys;

/** A heap of 60 pictures, sorted with the keyboard alone. */
class PageInboxTest {

  @Test
  void sixtyPicturesBecomeExamplesByOneKeyEach(@TempDir Path folder) throws Exception {
    List<String> classes = DemoPictures.classes();
    Path heap = Files.createDirectory(folder.resolve("heap"));
    DemoPictures.copy("shots", 1, heap);
    DemoPictures.copy("test", 0, heap);
    DemoPictures.copy("strange", 0, heap);
    try (RunningServer service = new RunningServer(folder.resolve("data"));
        PageUser user = new PageUser(service.server(), folder)) {
      service.bank("things", classes.toArray(String[]::new));
      user.opens("#/bank/things/examples");
      for (String name : classes) {
        user.chooses(
            "[data-class=%s] input[type=file]".formatted(name),
            DemoPictures.of("shots", name).subList(0, 1));
        user.reads("[data-class=%s] .count".formatted(name), "1 example");
      }

      user.goesTo("inbox");
      user.chooses(".inbox input[type=file]", DemoPictures.list(heap));
      user.counts(".group .pic", 60);
      user.counts(".progress button", 0);
      assertThat(user.texts(".group h3")).first().asString().contains("None of these");
      assertThat(user.sees(".group .pic"))
          .as("the most doubtful one has the focus")
          .isEqualTo(user.focused());
      user.closesNotices();
      user.inspects("inbox");

      String taken = label(user);
      user.presses("x");
      user.counts(".group .pic", 59);
      user.presses("u");
      user.counts(".group .pic", 60);
      assertThat(label(user)).isEqualTo(taken);

      int confirmed = 0;
      for (int left = 60; left > 0; left--) {
        boolean wasRight = sort(user, classes);
        confirmed += wasRight ? 1 : 0;
        user.counts(".group .pic", left - 1);
      }
      assertThat(confirmed).as("confirmed, of 56 that show one of the classes").isGreaterThan(28);
      user.reads(".count", "The inbox is empty");
      user.counts(".progress button", 0);

      user.goesTo("examples");
      for (String name : classes) {
        user.reads("[data-class=%s] .count".formatted(name), "8 examples");
      }
      assertThat(user.complaints()).isEmpty();
    }
  }

  @Test
  void groupIsConfirmedAtOnceAndTakenBackAtOnce(@TempDir Path folder) throws Exception {
    try (RunningServer service = new RunningServer(folder);
        PageUser user = new PageUser(service.server(), folder)) {
      service.bank("animals", "emu", "okapi");
      user.opens("#/bank/animals/examples");
      for (String name : List.of("emu", "okapi")) {
        user.chooses(
            "[data-class=%s] input[type=file]".formatted(name), DemoPictures.of("shots", name));
        user.reads("#notices", "4 examples added to " + name);
      }
      user.goesTo("inbox");
      user.chooses(".inbox input[type=file]", DemoPictures.of("test", "okapi"));
      user.counts("[aria-label^='okapi, '] .pic", 4);
      user.closesNotices();
      user.click("[aria-label='Confirm all 4 as okapi']");
      user.counts(".group", 0);
      user.reads("#notices", "4 examples added to okapi");
      user.click("#notices button:first-of-type");
      user.reads("#notices", "4 examples taken away again");
      user.goesTo("examples");
      user.reads("[data-class=okapi] .count", "4 examples");
      assertThat(user.complaints()).isEmpty();
    }
  }

  /** Gives the picture in hand its class with one key, by what its file is called. */
  private static boolean sort(PageUser user, List<String> classes) {
    String label = label(user);
    String actual = label.substring(0, label.indexOf('-'));
    if (!classes.contains(actual)) {
      user.presses("x");
      return false;
    }
    if (label.contains(": " + actual + ",")) {
      user.presses(Keys.ENTER);
      return true;
    }
    user.presses(Integer.toString(classes.indexOf(actual) + 1));
    return false;
  }

  /** File and answer of the picture in hand, as a screen reader says them. */
  private static String label(PageUser user) {
    return Objects.requireNonNull(user.focused().getDomAttribute("aria-label"));
  }
}
