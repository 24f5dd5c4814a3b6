package io.glimpse.cli.answers;

import io.glimpse.bank.Bank;
import io.glimpse.cli.console.Console;
import io.glimpse.document.LeakedDocument;
import io.glimpse.encoder.EncodedImage;
import io.glimpse.image.ImageException;
import io.glimpse.inference.Predictor;
import io.glimpse.matrix.Matrix;
import io.glimpse.method.Need;
import io.glimpse.review.LeakedPicture;
import io.glimpse.shots.LeakSearch;
import io.glimpse.shots.Leaks;
import io.glimpse.shots.ReadyExamples;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Pictures to test with that are shots of the bank which answers. */
final class TestLeaks {

  private final Predictor predictor;
  private final Console console;
  private final @Nullable Bank bank;
  private final @Nullable LeakSearch search;
  private final Map<String, Boolean> right = new HashMap<>();
  private Leaks leaks = Leaks.none();

  private TestLeaks(Predictor predictor, @Nullable Bank bank, Console console) {
    this.predictor = predictor;
    this.console = console;
    this.bank = bank;
    this.search =
        bank == null ? null : new LeakSearch(bank, predictor.pipeline(false).reader(), console);
  }

  /** Of a classifier; where it learns from no shots, none can leak. */
  static TestLeaks of(Predictor predictor, Console console) {
    boolean learns = predictor.classifier().method().needs(Need.SHOTS);
    return new TestLeaks(predictor, learns ? predictor.bank() : null, console);
  }

  /** Takes in a picture that was answered. */
  void add(EncodedImage image, boolean isRight) throws ImageException {
    if (search == null) {
      return;
    }
    String name = image.input().name();
    right.put(name, isRight);
    Matrix row = predictor.asked(image.features()).globals();
    try {
      search.add(image.input(), row.rows() == 1 ? row : null);
    } catch (IOException e) {
      console.failed(name, name + ": the file cannot be read again");
    }
  }

  /** Ends the search. */
  void find() {
    if (search != null) {
      leaks = search.find();
      int unseen = leaks.notCompared().size();
      int rows =
          (int)
              leaks.notCompared().stream()
                  .filter(shot -> bank != null && ReadyExamples.isOfRow(bank.shots().get(shot)))
                  .count();
      tellUnseen(unseen - rows, "of which the file is not where it was");
      tellUnseen(rows, "made of features, which have no picture to compare");
    }
  }

  private void tellUnseen(int shots, String why) {
    if (shots > 0) {
      console.note(
          "test pictures are near to "
              + (shots == 1 ? "a shot " : shots + " shots ")
              + why
              + ": a copy of it in another size or quality would not be noticed");
    }
  }

  /** What a reader must know before he believes the figure; empty where nothing leaked. */
  String warning() {
    if (leaks.isEmpty()) {
      return "";
    }
    @Nullable LeakedDocument facts = listed();
    String others =
        facts == null || facts.totalOfOthers() == 0
            ? "so that the figures say nothing of new pictures"
            : "so that the figures are too high, and of the others %d of %d are right"
                .formatted(facts.correctOfOthers(), facts.totalOfOthers());
    return leaks.sentence("test", others);
  }

  /** As the document lists them; null where nothing was compared. */
  @Nullable LeakedDocument listed() {
    if (bank == null) {
      return null;
    }
    Set<String> leaked =
        leaks.pictures().stream().map(LeakedPicture::path).collect(Collectors.toSet());
    int correct = 0;
    int total = 0;
    for (Map.Entry<String, Boolean> one : right.entrySet()) {
      if (!leaked.contains(one.getKey())) {
        total++;
        correct += one.getValue() ? 1 : 0;
      }
    }
    return LeakedDocument.of(bank, leaks.pictures(), correct, total, leaks.notCompared());
  }
}
