package io.glimpse.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The shortest way from an empty service to an answer that was taught, without a network. */
class PageFirstVisitTest {

  @Test
  void folderOfFoldersThatIsDroppedBecomesABank(@TempDir Path folder) throws Exception {
    try (RunningServer service = new RunningServer(folder);
        PageUser user = new PageUser(service.server(), folder)) {
      user.opens("");
      user.drags(DemoPictures.folder("shots"), ".creation");
      user.reads("h1", "shots");
      for (String name : DemoPictures.classes()) {
        user.reads("[data-class=%s] .count".formatted(name), "4 examples");
      }
      user.drags(DemoPictures.folder("strange"), ".addition");
      user.reads("[data-class=pizza] .count", "1 example");
      assertThat(user.complaints()).isEmpty();
    }
  }

  @Test
  void fiveStepsLeadToTheFirstTaughtAnswer(@TempDir Path folder) throws Exception {
    try (RunningServer service = new RunningServer(folder);
        PageUser user = new PageUser(service.server(), folder)) {
      user.opens("");
      user.types(".creation textarea", "okapi, emu");
      user.click(".creation .main");
      user.reads("h1", "okapi, emu");
      user.hands("drop", "[data-class=okapi]", DemoPictures.of("shots", "okapi").subList(0, 3));
      user.hands("drop", "[data-class=emu]", DemoPictures.of("shots", "emu").subList(0, 3));
      user.reads(".tryzone", "Every class has examples");
      user.hands("drop", ".tryzone", DemoPictures.of("test", "emu").subList(0, 1));
      user.reads(".answer h3", "emu");
      user.reads(".answer", "Probabilities are calibrated on the examples");

      assertThat(user.loaded())
          .as("all that was loaded comes from the service, or is a picture in the browser")
          .isNotEmpty()
          .allMatch(
              address ->
                  address.startsWith(service.server().uri().toString())
                      || address.startsWith("blob:" + service.server().uri()));
      Object outside =
          user.run("return fetch('http://example.org/').then(() => 'reached', (e) => e.name)");
      assertThat(outside).as("what the page's policy lets out").isEqualTo("TypeError");
      assertThat(user.complaints())
          .allMatch(message -> message.contains("Content Security Policy"));
    }
  }
}
