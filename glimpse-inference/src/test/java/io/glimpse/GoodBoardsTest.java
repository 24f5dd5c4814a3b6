package io.glimpse;

import static org.assertj.core.api.Assertions.assertThat;

import io.glimpse.file.Input;
import io.glimpse.fixture.Shared;
import io.glimpse.input.LabelledInputs;
import io.glimpse.method.Prediction;
import io.glimpse.metric.Detection;
import io.glimpse.shots.BankRecipe;
import io.glimpse.shots.LocalMode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Printed circuit boards, of which good ones alone were seen. */
class GoodBoardsTest {

  private static final int SHOTS = 16;
  private static final int TESTED = 12;

  private final Path boards = Shared.path("data/deeppcb");

  private List<Path> crops(String kind) throws IOException {
    try (Stream<Path> files = Files.list(boards.resolve(kind))) {
      return files.sorted().toList();
    }
  }

  private Detection judged(Glimpse glimpse, LocalMode mode) throws IOException {
    List<Path> good = crops("good");
    LabelledInputs shots = LabelledInputs.of(Map.of("good", Input.ofFiles(spread(good, 0, SHOTS))));
    ImageClassifier bank = glimpse.fewShot(BankRecipe.usual().withLocal(mode), shots);
    Detection detection = new Detection();
    for (Path crop : spread(good, 1, SHOTS)) {
      detection.addKnown(bank.classify(crop));
    }
    for (String kind : List.of("open", "short", "mousebite", "spur", "copper", "pinhole")) {
      for (Path crop : spread(crops(kind), 0, TESTED)) {
        Prediction answer = bank.classify(crop);
        detection.addUnknown(answer, kind);
      }
    }
    return detection;
  }

  /** So many files that lie evenly among all, from one of the first on. */
  private static List<Path> spread(List<Path> files, int first, int count) {
    int step = files.size() / count;
    return Stream.iterate(first, i -> i + step).limit(count).map(files::get).toList();
  }

  @Test
  void defectsAreToldBetterByPlacesThanByTheNearestGoodBoard() throws IOException {
    try (Glimpse glimpse = Glimpse.open()) {
      Detection places = judged(glimpse, LocalMode.AUTO);
      Detection nearest = judged(glimpse, LocalMode.OFF);

      assertThat(places.kinds()).hasSize(6);
      assertThat(places.meanAurocOfKinds())
          .isGreaterThan(0.7)
          .isGreaterThan(nearest.meanAurocOfKinds() + 0.1);
    }
  }
}
