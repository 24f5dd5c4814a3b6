package io.glimpse.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.glimpse.fixture.Shared;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands on the store of the tests' own user, under names that no other test takes. */
class ModelCommandTest {

  @TempDir Path folder;

  private Path weights(String name, int bytes) throws IOException {
    return Files.write(folder.resolve(name), new byte[bytes]);
  }

  @Test
  void theListNamesWhatCanBeFetched() {
    Run list = Run.of("model", "list").exits(0);
    assertThat(list.out()).contains("ViT-L/14@336px", "absent", "354 MB", "MIT", "OpenAI");

    JsonNode models = Run.of("model", "list", "--json").exits(0).json().get("models");
    assertThat(models.findValuesAsText("name")).contains("RN50", "ViT-B-32/laion2b_s34b_b79k");
    assertThat(models.get(0).fieldNames())
        .toIterable()
        .contains(
            "name",
            "family",
            "state",
            "bytes",
            "rough_bytes",
            "bytes_here",
            "licence",
            "source",
            "path");
  }

  @Test
  void theListHasColumnsThatLineUp() {
    List<String> lines = Run.of("model", "list").exits(0).out().lines().toList();

    int family = lines.get(0).indexOf("FAMILY");
    int state = lines.get(0).indexOf("STATE");
    int licence = lines.get(0).indexOf("LICENCE");
    for (String line : lines) {
      for (int column : new int[] {family, state, licence}) {
        assertThat(line.charAt(column)).as(line).isNotEqualTo(' ');
        assertThat(line.substring(column - 2, column)).as(line).isBlank();
      }
    }
    assertThat(lines)
        .anyMatch(
            line -> line.matches("google/siglip-base-patch16-224 +SigLIP +.*~813 MB +Apache 2.0.*"))
        .anyMatch(line -> line.matches("facebook/dinov3-vits16.* DINOv3 .* DINOv3 License .*"));
  }

  @Test
  void aFolderOfNetworksIsImportedAndAnswersOffline() throws IOException {
    String name = "test/networks";
    Path model = Shared.path("fixtures/models/models/onnx-siglip");
    Path picture = Shared.path("fixtures/models/images/rgb.png");
    JsonNode imported = Run.of("model", "import", model, "--name", name, "--json").exits(0).json();
    assertThat(imported.at("/models/0/family").asText()).isEqualTo("SigLIP, ONNX");

    Run direct = Run.of("classify", picture, "--classes", "cat,dog", "--encoder", model, "--json");
    Run named =
        Run.of(
            "classify", picture, "--classes", "cat,dog", "--encoder", name, "--offline", "--json");

    assertThat(named.exits(0).json().at("/encoder/fingerprint"))
        .isEqualTo(direct.exits(0).json().at("/encoder/fingerprint"));
    assertThat(named.json().get("results")).isEqualTo(direct.json().get("results"));
    Run.of("model", "rm", name).exits(0);
  }

  @Test
  void aModelIsImportedVerifiedAndRemoved() throws IOException {
    String name = "test/commands";
    Path model = Shared.path("fixtures/encoders/checkpoints/openai-vit-tiny.pt");
    JsonNode imported = Run.of("model", "import", model, "--name", name, "--json").exits(0).json();
    Path path = Path.of(imported.at("/models/0/path").asText());
    assertThat(imported.at("/models/0/state").asText()).isEqualTo("verified");
    assertThat(path).hasSameBinaryContentAs(model);
    assertThat(Run.of("model", "list").exits(0).out()).contains(name, "imported from");
    Run.of("model", "verify", name).exits(0);

    Files.writeString(path, "something else");
    Run damaged = Run.of("model", "verify", name, "--json").exits(1);
    assertThat(damaged.json().at("/errors/0/path").asText()).isEqualTo(name);
    assertThat(damaged.err()).contains("SHA-256").contains("pull or import");

    assertThat(Run.of("model", "rm", name, "--json").exits(0).json().at("/removed/0").asText())
        .isEqualTo(name);
    Run.of("model", "rm", name).exits(1);
    assertThat(path).doesNotExist();
  }

  @Test
  void aWrongCommandIsToldFromAMissingFile() throws IOException {
    assertThat(Run.of("model", "pull", "ViT-B32").exits(2).err()).contains("ViT-B/32");
    Run.of("model", "pull").exits(2);
    Run.of("model").exits(2);
    Run.of("model", "pull", "RN50", "--sha256", "abc").exits(2);
    Run.of("model", "pull", "RN50", "RN101", "--sha256", "0".repeat(64)).exits(2);
    Run.of("model", "import", weights("b.pt", 5), "--name", "../b").exits(2);
    assertThat(Run.of("model", "import", folder.resolve("no.pt"), "--name", "b").exits(1).err())
        .contains("no.pt");
    assertThat(Run.of("model", "import", weights("RN50.pt", 5), "--name", "RN50").exits(1).err())
        .contains("RN50.pt", "published");
    assertThat(Run.of("model", "verify", "RN101").exits(1).err())
        .contains("RN101 is not here; fetch it with 'glimpse model pull RN101' (292 MB)");
  }

  @Test
  void offlineNamesEachModelThatCannotBeHad() {
    Run run = Run.of("model", "pull", "RN50x4", "RN50x16", "--offline", "--json").exits(1);

    assertThat(run.json().get("errors").findValuesAsText("path"))
        .containsExactly("RN50x4", "RN50x16");
    assertThat(run.err()).contains("--offline");
  }

  @Test
  void withoutAPublishedChecksumTheOptionsAreNamed() {
    assertThat(Run.of("model", "pull", "ViT-B-16/laion2b_s34b_b88k", "--offline").exits(1).err())
        .contains("--sha256", "--trust-on-first-use");
  }
}
