package io.glimpse.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Long work that is stopped, or whose service or page ends in the middle: nothing is lost. */
class PageInterruptionTest {

  private static final int MANY = 200;
  private static final String FIELD = "[data-class=okapi] input[type=file]";

  @TempDir Path data;
  @TempDir Path folder;
  private RunningServer service;
  private PageUser user;
  private List<Path> pictures;

  @BeforeEach
  void openBank() throws Exception {
    service = new RunningServer(data);
    user = new PageUser(service.server(), folder);
    pictures = DemoPictures.many(MANY, folder);
    service.bank("animals", "okapi", "emu");
    user.opens("#/bank/animals/examples");
  }

  @AfterEach
  void closeAll() {
    user.close();
    service.close();
  }

  @Test
  void uploadThatIsStoppedKeepsWhatIsSavedAndGoesOn() throws Exception {
    user.chooses(FIELD, pictures);
    user.reads(".work .count", "16 of 200");
    user.click("[aria-label='Stop: Adding to okapi']");
    user.reads("#notices", "Stopped; ");
    user.counts(".work", 0);
    assertThat(shots()).isBetween(16, MANY - 1);
    user.reads("[data-class=okapi] .count", shots() + " examples");
    user.click("#notices button:first-of-type");
    user.reads("[data-class=okapi] .count", MANY + " examples");
  }

  @Test
  void serviceThatEndsWhilePicturesAreSentIsWaitedFor() throws Exception {
    user.chooses(FIELD, pictures);
    user.reads(".work .count", "16 of 200");
    int port = service.port();
    service.close();
    user.reads(".work", "The service cannot be reached");
    user.reads(".work", "of 200 saved");
    user.inspects("unreached");

    service = new RunningServer(data, port);
    user.reads("[data-class=okapi] .count", MANY + " examples");
    user.reads("#notices", "200 examples added to okapi");
    user.counts(".thumb.none", 0);
    user.counts(".work", 0);
    assertThat(shots()).isEqualTo(MANY);
  }

  @Test
  void pageThatIsReloadedWhilePicturesAreSentKeepsWhatIsSaved() throws Exception {
    user.chooses(FIELD, pictures);
    user.reads(".work .count", "16 of 200");
    assertThat(user.isAskedBeforeLeaving()).isTrue();
    user.reloads();
    user.sees("[data-class=okapi] .shots img");
    assertThat(shots()).isBetween(16, MANY);

    user.chooses(FIELD, pictures);
    user.reads("[data-class=okapi] .count", MANY + " examples");
    user.counts(".work", 0);
    user.reads("#notices", "already and kept once");
    assertThat(shots()).as("none twice").isEqualTo(MANY);
    assertThat(user.isAskedBeforeLeaving()).isFalse();
  }

  @Test
  void inboxIsStoppedAndAnswersTheRestLater() throws Exception {
    user.goesTo("inbox");
    user.chooses(".inbox input[type=file]", pictures);
    user.click("[aria-label='Stop answering anew']");
    user.reads(".group h3", "Not answered yet");
    user.reads(".progress button", "Answer the other");
    user.inspects("inbox-stopped");
    user.click(".progress button");
    user.counts(".progress button", 0);
    assertThat(user.texts(".group h3")).noneMatch(title -> title.startsWith("Not answered"));
    user.counts(".group .pic", MANY);
    assertThat(user.complaints()).isEmpty();
  }

  private int shots() throws Exception {
    int count = 0;
    for (JsonNode one : service.get("/v1/banks/animals").json().get("classes")) {
      count += one.get("shots").asInt();
    }
    return count;
  }
}
