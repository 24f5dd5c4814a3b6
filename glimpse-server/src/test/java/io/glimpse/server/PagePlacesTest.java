package io.glimpse.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.glimpse.Glimpse;
import io.glimpse.file.Input;
import io.glimpse.fixture.Shared;
import io.glimpse.input.LabelledInputs;
import io.glimpse.shots.BankRecipe;
import io.glimpse.shots.LocalMode;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A bank of good boards that looks at small places, brought into the page as a file. */
class PagePlacesTest {

  private final Path boards = Shared.path("data/deeppcb");

  @Test
  void oddPlacesAreShownOverThePictureAndExplained(@TempDir Path folder) throws Exception {
    List<Path> good = DemoPictures.list(boards.resolve("good"));
    Path file = folder.resolve("boards.bank");
    try (Glimpse glimpse = Glimpse.open()) {
      LabelledInputs shots = LabelledInputs.of(Map.of("good", Input.ofFiles(good.subList(0, 24))));
      glimpse.fewShot(BankRecipe.usual().withLocal(LocalMode.AUTO), shots).save(file);
    }
    try (RunningServer service = new RunningServer(folder);
        PageUser user = new PageUser(service.server(), folder)) {
      user.opens("");
      user.chooses("[aria-label='From a bank file for a new bank']", List.of(file));
      user.reads("h1", "boards");
      user.goesTo("try");
      user.chooses(".zone input[type=file]", List.of(boards.resolve("open/00041047_341_108.png")));
      user.reads(".answer h3", "Not like good");
      user.click(".toggle");
      user.reads(".legend", "the less a place is like those of the examples");
      Object shades =
          user.run(
              """
              const canvas = document.querySelector('.overlay');
              const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
              return new Set(data.filter((value, i) => i % 4 === 3)).size;
              """);
      assertThat(((Number) Objects.requireNonNull(shades)).intValue())
          .as("shades of a map, not frames alone")
          .isGreaterThan(50);
      user.inspects("odd-places");
      user.click(".toggle");
      assertThat(user.texts(".legend")).containsExactly("");
      assertThat(user.complaints()).isEmpty();
    }
  }
}
