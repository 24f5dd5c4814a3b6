package io.glimpse.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.offset;

import io.glimpse.encoder.Encoder;
import io.glimpse.file.Sha256;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Repositories as Hugging Face's programs keep them, every file a link to one named by its hash.
 */
class LinkedFoldersTest {

  private static final String REVISION = "0123456789abcdef0123456789abcdef01234567";

  @TempDir Path home;
  @TempDir Path cache;

  @Test
  void aKeptRepositoryOpensWithItsWeightsInAnotherFile() throws IOException {
    Path repository = repository("onnx-dinov2-external");
    try (Encoder plain = HubFixtures.open(HubFixtures.model("onnx-dinov2-external"), home);
        Encoder linked = HubFixtures.open(repository, home)) {
      assertThat(
              linked
                  .encodeRawGlobals(
                      HubFixtures.input("onnx-dinov2"), HubFixtures.pictures("onnx-dinov2"))
                  .tokens()
                  .data())
          .containsExactly(HubFixtures.answer("onnx-dinov2", "image_embed.npy"), offset(1e-4f));
      assertThat(linked.fingerprint()).isEqualTo(plain.fingerprint());
    }
    // A second time by what is known of it, and by the name of its revision.
    try (Encoder again = HubFixtures.open(repository.resolve("snapshots/" + REVISION), home)) {
      assertThat(
              again
                  .encodeRawGlobals(
                      HubFixtures.input("onnx-dinov2"), HubFixtures.pictures("onnx-dinov2"))
                  .tokens()
                  .data())
          .containsExactly(HubFixtures.answer("onnx-dinov2", "image_embed.npy"), offset(1e-4f));
    }
  }

  @Test
  void aKeptRepositoryOpensWithBothNetworks() throws IOException {
    try (Encoder encoder = HubFixtures.open(repository("onnx-siglip"), home)) {
      assertThat(encoder.encodeRawTexts(HubFixtures.texts("onnx-siglip")).data())
          .containsExactly(HubFixtures.answer("onnx-siglip", "text_embed.npy"), offset(1e-4f));
    }
  }

  @Test
  void aLinkOutOfTheFolderIsRefused() throws IOException {
    Path folder = cache.resolve("folder");
    HubFixtures.copy(HubFixtures.model("onnx-dinov2-external"), folder, List.of());
    Path data = folder.resolve("onnx/model.onnx_data");
    Path outside = cache.resolve("secret");
    Files.move(data, outside);
    link(data, outside);

    assertThatThrownBy(() -> HubFixtures.open(folder, home))
        .hasMessageContaining("model.onnx_data")
        .hasMessageContaining("leads out of the network's folder");
  }

  /** Else the weights beside the network that the link leads to would be run, unseen. */
  @Test
  void aLinkedNetworkHasTheWeightsBesideTheLink() throws IOException {
    Path folder = cache.resolve("folder");
    HubFixtures.copy(HubFixtures.model("onnx-dinov2-external"), folder, List.of());
    Path other = Files.createDirectories(folder.resolve("onnx/other"));
    Path network = folder.resolve("onnx/model.onnx");
    Files.move(network, other.resolve("model.onnx"));
    link(network, other.resolve("model.onnx"));
    Files.write(
        other.resolve("model.onnx_data"),
        new byte[(int) Files.size(folder.resolve("onnx/model.onnx_data"))]);

    try (Encoder encoder = HubFixtures.open(folder, home)) {
      assertThat(
              encoder
                  .encodeRawGlobals(
                      HubFixtures.input("onnx-dinov2"), HubFixtures.pictures("onnx-dinov2"))
                  .tokens()
                  .data())
          .containsExactly(HubFixtures.answer("onnx-dinov2", "image_embed.npy"), offset(1e-4f));
    }
  }

  @Test
  void blobsThatAreALinkThemselvesAreRefused() throws IOException {
    Path repository = repository("onnx-dinov2-external");
    Path elsewhere = cache.resolve("elsewhere");
    Files.move(repository.resolve("blobs"), elsewhere);
    link(repository.resolve("blobs"), elsewhere);

    assertThatThrownBy(() -> HubFixtures.open(repository, home))
        .hasMessageContaining("leads out of the network's folder");
  }

  /** Lays a model out as {@code models--org--name}. */
  private Path repository(String model) throws IOException {
    Path repository = cache.resolve("models--org--" + model);
    Path snapshot = repository.resolve("snapshots").resolve(REVISION);
    Path blobs = Files.createDirectories(repository.resolve("blobs"));
    Files.createDirectories(repository.resolve("refs"));
    Files.writeString(repository.resolve("refs/main"), REVISION);
    Path source = HubFixtures.model(model);
    try (Stream<Path> all = Files.walk(source)) {
      for (Path file : all.filter(Files::isRegularFile).toList()) {
        Path blob = blobs.resolve(Sha256.of(file));
        Files.copy(file, blob);
        Path link = snapshot.resolve(source.relativize(file).toString());
        Path above = Objects.requireNonNull(link.getParent());
        Files.createDirectories(above);
        link(link, above.relativize(blob));
      }
    }
    return repository;
  }

  private static void link(Path link, Path target) throws IOException {
    try {
      Files.createSymbolicLink(link, target);
    } catch (FileSystemException | UnsupportedOperationException e) {
      Assumptions.abort("this system lets nobody make links");
    }
  }
}
