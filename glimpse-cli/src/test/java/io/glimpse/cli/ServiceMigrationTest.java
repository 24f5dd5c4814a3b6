package io.glimpse.cli;

import static io.glimpse.cli.SameAnswers.assertSame;
import static io.glimpse.cli.SameAnswers.said;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.glimpse.bank.Bank;
import io.glimpse.bank.BankFile;
import io.glimpse.bank.Shot;
import io.glimpse.feature.EncoderId;
import io.glimpse.fixture.TinyModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What docs/MIGRATION.md says of a service that is started with another encoder. */
class ServiceMigrationTest {

  private static final List<String> CLASSES = List.of("emu", "okapi");
  private static final String PETS = "/v1/banks/pets";

  @TempDir Path folder;

  private Path shots;
  private Path asked;
  private Path data;

  @BeforeEach
  void pictures() throws IOException {
    shots = Pictures.folder(folder.resolve("shots"), "shots", 2, CLASSES);
    asked =
        Pictures.first(Pictures.folder(folder.resolve("asked"), "test", 1, CLASSES).resolve("emu"));
    data = folder.resolve("data");
  }

  @Test
  void aBankOfAnotherEncoderSaysBothNamesAndGoesThereAndBack() throws Exception {
    String clip = TinyModel.CLIP_HF.path().toString();
    String dino = TinyModel.DINOV2_HF.path().toString();
    EncoderId before = taught(clip);

    try (StartedService service = new StartedService(dino, data)) {
      String reason =
          String.format(
              Locale.ROOT,
              "pets was made with encoder '%s' (%.12s), not with '%s' (%.12s); features of"
                  + " different encoders, or of one at another precision, cannot be compared;"
                  + " start the service with the encoder of the bank, or take the bank's file,"
                  + " migrate it to this encoder by the command line, and put it back",
              clip,
              before.fingerprint(),
              dino,
              service.get("/v1/models").json().at("/data/0/fingerprint").asText());
      assertThat(service.post(PETS + "/classify", asked).refusal(422)).isEqualTo(reason);
      assertThat(service.post(PETS + "/suggest", asked).refusal(422)).isEqualTo(reason);
      assertThat(service.post(PETS + "/classes/emu/shots", asked).refusal(422)).isEqualTo(reason);
      String more = "{\"classes\": [\"emu\", \"okapi\", \"bonsai\"]}";
      assertThat(service.json("PUT", PETS, more).refusal(422)).isEqualTo(reason);
      // It is kept as it was, listed and given out.
      JsonNode listed = service.get("/v1/banks").is(200).json().at("/banks/0");
      assertThat(listed.path("encoder").asText()).isEqualTo(clip);
      assertThat(listed.path("version").asInt()).isEqualTo(5);
      service.get(PETS + "/check").is(200);
      Path file = download(service);
      List<Shot> ids = BankFile.read(file).shots().list();

      Run.of("bank", "migrate", file, "--encoder", dino, "--pictures", shots).exits(0);
      service.put("pets", file).is(200);

      JsonNode answered = service.post(PETS + "/classify", asked).is(200).json();
      assertSame(said(asked, "--bank", file), answered);
      Bank after = BankFile.read(download(service));
      assertThat(after.encoder().name()).isEqualTo(dino);
      assertThat(after.shots().list().stream().map(Shot::id))
          .containsExactlyElementsOf(ids.stream().map(Shot::id).toList());
      for (Shot shot : ids) {
        service.get(PETS + "/shots/" + shot.id() + "/thumbnail").is(200);
      }
      assertThat(service.get(PETS + "/history").json().path("entries")).hasSize(6);
      service.post(PETS + "/classes/emu/shots", asked).is(201);
    }

    // The version of before is of the encoder of before, wherever it comes from.
    try (StartedService service = new StartedService(clip, data)) {
      assertThat(service.post(PETS + "/classify", asked).refusal(422))
          .startsWith("pets was made with encoder '" + dino + "' (")
          .contains("), not with '" + clip + "' (");
      service.json("POST", PETS + "/restore", "{\"version\": 5}").is(200);
      service.post(PETS + "/classify", asked).is(200);
    }
  }

  @Test
  void thumbnailsStandForPicturesThatNobodyHas() throws Exception {
    String clip = TinyModel.CLIP_HF.path().toString();
    String chinese = TinyModel.CHINESE_CLIP_HF.path().toString();
    taught(clip);

    try (StartedService service = new StartedService(chinese, data)) {
      Path file = download(service);
      Path thumbnails = Files.createDirectory(folder.resolve("thumbnails"));
      for (Shot shot : BankFile.read(file).shots().list()) {
        Files.write(
            thumbnails.resolve(shot.id() + ".jpg"),
            service.get(PETS + "/shots/" + shot.id() + "/thumbnail").is(200).bytes());
      }
      Run.of("bank", "migrate", file, "--encoder", chinese).exits(1);

      Run run =
          Run.of("bank", "migrate", file, "--encoder", chinese, "--from-thumbnails", thumbnails)
              .exits(0);

      assertThat(run.err()).contains("4 of 4 shots are encoded from thumbnails");
      assertThat(BankFile.read(file).prompts().get(0)).containsExactly("一张emu的照片。");
      service.put("pets", file).is(200);
      assertSame(
          said(asked, "--bank", file), service.post(PETS + "/classify", asked).is(200).json());
    }
  }

  @Test
  void otherWeightsInTheSamePlaceAreAnotherEncoder() throws Exception {
    Path model = Files.createDirectory(folder.resolve("model"));
    copy(TinyModel.SIGLIP_HF.path(), model);
    EncoderId before = taught(model.toString());
    copy(TinyModel.SIGLIP_HF_DEFAULTS.path(), model);

    try (StartedService service = new StartedService(model.toString(), data)) {
      String now = service.get("/v1/models").json().at("/data/0/fingerprint").asText();
      assertThat(now).isNotEqualTo(before.fingerprint());
      assertThat(service.post(PETS + "/classify", asked).refusal(422))
          .startsWith(
              String.format(
                  Locale.ROOT,
                  "pets was made with encoder '%1$s' (%2$.12s), not with '%1$s' (%3$.12s); ",
                  model,
                  before.fingerprint(),
                  now))
          .endsWith("migrate it to this encoder by the command line, and put it back");
      Path file = download(service);
      Run.of("bank", "migrate", file, "--encoder", model, "--pictures", shots).exits(0);
      service.put("pets", file).is(200);
      service.post(PETS + "/classify", asked).is(200);
    }
  }

  /** A service with a bank of two shots each, which is then stopped. */
  private EncoderId taught(String encoder) throws Exception {
    try (StartedService service = new StartedService(encoder, data)) {
      service.json("PUT", PETS, "{\"classes\": [\"emu\", \"okapi\"], \"method\": \"tip\"}").is(201);
      for (String name : CLASSES) {
        try (Stream<Path> some = Files.list(shots.resolve(name))) {
          for (Path shot : some.sorted().toList()) {
            service.post(PETS + "/classes/" + name + "/shots", shot).is(201);
          }
        }
      }
      service.post(PETS + "/classify", asked).is(200);
      return BankFile.read(download(service)).encoder();
    }
  }

  private Path download(StartedService service) throws Exception {
    return Files.write(folder.resolve("pets.bank"), service.get(PETS + "/file").is(200).bytes());
  }

  /** Copies files over those of another model. */
  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.list(from)) {
      for (Path file : files.toList()) {
        Path target = to.resolve(file.getFileName());
        Files.deleteIfExists(target);
        Files.copy(file, target, StandardCopyOption.REPLACE_EXISTING);
        assertThat(target.toFile().setWritable(true)).isTrue();
      }
    }
  }
}
