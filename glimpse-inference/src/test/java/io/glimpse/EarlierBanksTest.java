package io.glimpse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.glimpse.bank.Bank;
import io.glimpse.file.Input;
import io.glimpse.method.Prediction;
import io.glimpse.multiview.Fusion;
import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Banks that the command line of revision 5a37833 wrote, each beside what its {@code classify
 * --json} answered: two examples a class, {@code bank build} as it is, with {@code --method tip-f
 * --set epochs=2}, and of clouds with {@code --points 120}.
 */
class EarlierBanksTest {

  /** What another processor's arithmetic may change. */
  private static final double NEAR = 1e-3;

  private static Glimpse glimpse;

  @TempDir Path folder;

  @BeforeAll
  static void open() throws IOException {
    glimpse = Glimpse.open();
  }

  @AfterAll
  static void close() {
    glimpse.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"tip", "tip-f", "clouds"})
  void theyAnswerAsTheyDid(String name) throws IOException {
    assertAnswers(glimpse.bank(resource(name + ".bank")), name);
  }

  @ParameterizedTest
  @ValueSource(strings = {"tip", "tip-f", "clouds"})
  void theyAnswerAsTheyDidWhenTheyAreWrittenAnew(String name) throws IOException {
    Path again = folder.resolve("again.bank");
    glimpse.bank(resource(name + ".bank")).save(again);

    assertAnswers(glimpse.bank(again), name);
  }

  @Test
  void theyGrow() throws IOException {
    ImageClassifier grown =
        glimpse
            .bank(resource("tip.bank"))
            .with("okapi", Demo.inputs(Demo.shots("okapi", 2, 4)))
            .with("bonsai", Demo.inputs(Demo.shots("bonsai", 0, 2)));

    assertThat(grown.classes()).containsExactly("emu", "okapi", "bonsai");
    assertThat(grown.bank().orElseThrow().shots().list()).hasSize(8);
    for (Path file : Demo.pictures("test", "bonsai")) {
      assertThat(grown.classify(file).best().name()).isEqualTo("bonsai");
    }
  }

  /** Clouds are fused otherwise for this method today: a bank says how its own were. */
  @Test
  void whatWasAveragedStaysAveraged() throws IOException {
    Bank bank = glimpse.bank(resource("clouds.bank")).bank().orElseThrow();
    ImageClassifier grown =
        glimpse
            .bank(resource("clouds.bank"))
            .with("rod", Demo.inputs(List.of(resource("rod.npy"))));

    assertThat(Objects.requireNonNull(bank.clouds()).fusion()).isEqualTo(Fusion.AVERAGED);
    assertThat(grown.bank().orElseThrow().clouds()).isEqualTo(bank.clouds());
    assertThat(grown.bank().orElseThrow().cache().keys().toMatrix().columns())
        .isEqualTo(glimpse.encoder().dimension());
    assertThat(grown.classify(resource("rod.npy")).best().name()).isEqualTo("rod");
  }

  private static void assertAnswers(ImageClassifier classifier, String name) throws IOException {
    Map<String, Path> asked =
        Map.of(
            "okapi.jpg",
            Demo.OKAPI,
            "emu.jpg",
            Demo.EMU,
            "rod.npy",
            resource("rod.npy"),
            "disc.npy",
            resource("disc.npy"));
    JsonNode said;
    try (InputStream in = EarlierBanksTest.class.getResourceAsStream("earlier/" + name + ".json")) {
      said = new ObjectMapper().readTree(in);
    }
    assertThat(classifier.classifier().method().name()).isEqualTo(said.at("/method").asText());
    assertThat(classifier.classes()).hasSize(said.at("/classes").size());
    assertThat(said.at("/results")).hasSize(2);
    for (JsonNode result : said.at("/results")) {
      Path file = Objects.requireNonNull(asked.get(result.at("/path").asText()));
      Prediction prediction = classifier.classify(Input.of(file));
      for (int rank = 0; rank < 2; rank++) {
        JsonNode expected = result.at("/top/" + rank);
        Prediction.Ranked one = prediction.ranked().get(rank);
        assertThat(one.name()).isEqualTo(expected.at("/class").asText());
        assertThat(one.probability())
            .isEqualTo(expected.at("/probability").asDouble(), within(NEAR));
      }
    }
  }

  private static Path resource(String name) {
    try {
      return Path.of(
          Objects.requireNonNull(EarlierBanksTest.class.getResource("earlier/" + name), name)
              .toURI());
    } catch (URISyntaxException e) {
      throw new AssertionError(e);
    }
  }
}
