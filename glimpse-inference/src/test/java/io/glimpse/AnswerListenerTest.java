package io.glimpse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.glimpse.file.Input;
import io.glimpse.fixture.Shared;
import io.glimpse.image.ImageException;
import io.glimpse.inference.Result;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class AnswerListenerTest {

  private static final Path DEMO =
      Shared.projectRoot().resolve("glimpse-cli/src/main/resources/io/glimpse/demo");

  private final Path okapi = DEMO.resolve("test/okapi/image_0037.jpg");
  private final Path text = DEMO.resolve("CREDITS.txt");
  private final List<Boolean> heard = new ArrayList<>();
  private final List<Long> waits = new ArrayList<>();

  private Glimpse open() throws IOException {
    return Glimpse.builder()
        .answers(
            (good, nanos) -> {
              heard.add(good);
              waits.add(nanos);
            })
        .open();
  }

  @Test
  void oneInputIsHeardOnceWhetherGoodOrNot() throws IOException {
    try (Glimpse glimpse = open()) {
      ImageClassifier classifier = glimpse.zeroShot("okapi", "bonsai");
      classifier.classify(okapi);
      assertThatThrownBy(() -> classifier.classify(text)).isInstanceOf(ImageException.class);
    }
    assertThat(heard).containsExactly(true, false);
    assertThat(waits).allMatch(nanos -> nanos > 0);
  }

  @Test
  void manyInputsAreHeardOneByOneInTheirOrder() throws IOException {
    try (Glimpse glimpse = open()) {
      glimpse.zeroShot("okapi", "bonsai").classifyFiles(List.of(okapi, text, okapi));
    }
    assertThat(heard).containsExactly(true, false, true);
  }

  @Test
  void aStreamIsHeardAsItIsRead() throws IOException {
    try (Glimpse glimpse = open();
        Stream<Result> results =
            glimpse
                .zeroShot("okapi", "bonsai")
                .classifyAll(Stream.of(Input.of(okapi), Input.of(okapi), Input.of(text)))) {
      assertThat(results.limit(1)).hasSize(1);
    }
    assertThat(heard).containsExactly(true);
  }
}
