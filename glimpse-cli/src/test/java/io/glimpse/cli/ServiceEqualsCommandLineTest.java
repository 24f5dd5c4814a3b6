package io.glimpse.cli;

import static io.glimpse.cli.SameAnswers.assertSame;
import static io.glimpse.cli.SameAnswers.said;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.glimpse.encoder.Encoders;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The same picture gets the same answer of the service and of the command line: the same fields of
 * JSON with the same values, to the last digit.
 */
class ServiceEqualsCommandLineTest {

  private static final List<String> CLASSES = List.of("bonsai", "dalmatian", "emu", "okapi");

  @TempDir static Path folder;

  private static Path shots;
  private static List<Path> pictures;
  private static StartedService service;

  @BeforeAll
  static void start() throws Exception {
    shots = Pictures.folder(folder.resolve("shots"), "shots", 4, CLASSES);
    Path test = Pictures.folder(folder.resolve("test"), "test", 1, CLASSES);
    // A picture of none of the classes is answered by the same rules, too.
    Path strange = Pictures.folder(folder.resolve("other"), "test", 1, List.of("grand piano"));
    pictures = new ArrayList<>();
    for (String name : CLASSES) {
      pictures.add(Pictures.first(test.resolve(name)));
    }
    pictures.add(Pictures.first(strange.resolve("grand piano")));
    service = new StartedService(Encoders.DEFAULT, folder.resolve("data"));
  }

  @AfterAll
  static void stop() {
    service.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"zero-shot", "calip"})
  void namesAloneAreAnsweredAlike(String method) throws Exception {
    String names = String.join(",", CLASSES);
    for (Path picture : pictures) {
      JsonNode said = said(picture, "--classes", names, "--method", method, "--top", 3);
      JsonNode answered =
          service.post("/v1/classify?top=3&method=" + method + "&classes=" + names, picture).json();

      assertThat(answered).isEqualTo(said);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"auto", "tip"})
  void aBankIsAnsweredAlike(String method) throws Exception {
    Path bank = folder.resolve(method + ".bank");
    Run.of("bank", "build", shots, "-o", bank, "--method", method).exits(0);
    service.put(method, bank).is(201);
    for (Path picture : pictures) {
      assertSame(said(picture, "--bank", bank), service.post(of(method), picture).json());
    }
  }

  @Test
  void setsAndWhatIsUnknownAreAnsweredAlike() throws Exception {
    Path bank = folder.resolve("rules.bank");
    Run.of("bank", "build", shots, "-o", bank).exits(0);
    service.put("rules", bank).is(201);
    for (Path picture : pictures) {
      assertSame(
          said(picture, "--bank", bank, "--coverage", 0.8, "--unknown-rate", 0.2),
          service.post(of("rules") + "?coverage=0.8&unknown_rate=0.2", picture).json());
    }
  }

  @Test
  void aPictureThatCannotBeUsedIsToldOfInTheSameWords() throws Exception {
    Path broken = folder.resolve("broken.jpg");
    Files.write(broken, new byte[] {(byte) 0xff, (byte) 0xd8, (byte) 0xff, 0, 0});

    String said =
        Run.of("classify", broken, "--classes", "a,b", "--json")
            .json()
            .at("/errors/0/error")
            .asText();
    JsonNode problem = service.post("/v1/classify?classes=a,b", broken).json();

    assertThat(said).startsWith(broken.toString());
    assertThat(problem.path("detail").asText())
        .startsWith(said.replace(broken.toString(), broken.getFileName().toString()));
  }

  private static String of(String bank) {
    return "/v1/banks/" + bank + "/classify";
  }
}
