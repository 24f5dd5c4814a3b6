package io.glimpse.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.glimpse.file.Sha256;
import io.glimpse.fixture.Shared;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ModelStoreTest {

  private static final byte[] CONTENT = StoreFixture.bytes(5_000, 1);
  private static final String SHA256 = StoreFixture.sha256(CONTENT);
  private static final PullOptions TRUSTING = new PullOptions(false, true, Map.of());
  private static final PullOptions OFFLINE = new PullOptions(true, false, Map.of());

  private final ModelServer server = new ModelServer(CONTENT);
  private final StoreFixture fixture;
  private final ModelStore pinned;
  private final Path folder;

  ModelStoreTest(@TempDir Path home) throws IOException {
    folder = home;
    fixture = new StoreFixture(home);
    pinned = fixture.store(server.url("/tiny.pt"), (long) CONTENT.length, SHA256);
  }

  @AfterEach
  void close() {
    server.close();
  }

  private Path pull(ModelStore store, PullOptions options) throws IOException {
    return store.pull("Tiny/1", options, fixture.listener);
  }

  private Path onDisk(String name, byte[] content) throws IOException {
    return Files.write(Files.createDirectories(folder.resolve("disk")).resolve(name), content);
  }

  private ModelStore unpinned() throws IOException {
    return fixture.store(server.url("/tiny.pt"), null, null);
  }

  @Test
  void anAbsentModelIsNamedWithTheCommandThatFetchesIt() throws IOException {
    assertThat(pinned.find("ViT-B/32")).isEmpty();
    assertThat(pinned.absence("ViT-B/32"))
        .hasMessage("ViT-B/32 is not here; fetch it first (354 MB)");
    assertThat(pinned.absence("facebook/dinov2-base"))
        .hasMessage("facebook/dinov2-base is not here; fetch it first (about 346 MB)");
    assertThat(pinned.absence("ViT-B32")).hasMessageContaining("did you mean 'ViT-B/32'?");
    assertThatThrownBy(() -> pinned.require("ViT-B/32"))
        .hasMessage(pinned.absence("ViT-B/32").getMessage());
    assertThat(pinned.knows("ViT-B/32")).isTrue();
    assertThat(pinned.knows("../x")).isFalse();
    assertThat(pinned.find("../x")).isEmpty();
  }

  @Test
  void withoutAChecksumNothingIsFetchedUnlessTheUserVouches() throws IOException {
    ModelStore store = unpinned();

    assertThatThrownBy(() -> pull(store, PullOptions.defaults()))
        .hasMessageContaining("take the file as it comes");
    assertThat(server.requests()).isEmpty();

    assertThat(pull(store, PullOptions.defaults().withSha256(SHA256))).hasBinaryContent(CONTENT);
  }

  @Test
  void whatWasTrustedAtFirstUseHoldsForLaterDownloads() throws IOException {
    ModelStore store = unpinned();
    pull(store, TRUSTING);
    store.remove("Tiny/1", false);
    server.change(StoreFixture.bytes(5_000, 2), "\"v2\"");

    assertThatThrownBy(() -> pull(store, TRUSTING)).hasMessageContaining("must be " + SHA256);
    assertThatThrownBy(
            () ->
                pull(store, TRUSTING.withSha256(StoreFixture.sha256(StoreFixture.bytes(5_000, 2)))))
        .hasMessageContaining("recorded at first use");

    store.remove("Tiny/1", true);
    assertThat(pull(store, TRUSTING)).hasBinaryContent(StoreFixture.bytes(5_000, 2));
  }

  @Test
  void aGivenChecksumMustAgreeWithThePublishedOne() {
    PullOptions wrong = PullOptions.defaults().withSha256("0".repeat(64));

    assertThatThrownBy(() -> pull(pinned, wrong)).hasMessageContaining("the published one");
    assertThatThrownBy(() -> PullOptions.defaults().withSha256("abc"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aGivenChecksumMustAgreeWithWhatIsHere() throws IOException {
    ModelStore store = unpinned();
    pull(store, TRUSTING);

    assertThatThrownBy(() -> pull(store, PullOptions.defaults().withSha256("0".repeat(64))))
        .hasMessageContaining("the file that is here");
  }

  @Test
  void aFileThatWasMovedButNotRecordedIsTakenOrReplacedByItsChecksum() throws IOException {
    Path file = pull(pinned, PullOptions.defaults());
    Path manifest = pinned.folder().resolve("Tiny--1/model.json");

    Files.delete(manifest);
    assertThat(pinned.find("Tiny/1")).isEmpty();
    assertThat(pinned.look("Tiny/1").state()).isEqualTo(StoredModel.State.UNVERIFIED);
    pull(pinned, PullOptions.defaults());
    assertThat(server.requests()).hasSize(1);

    Files.delete(manifest);
    Files.write(file, new byte[5_000]);
    assertThat(pull(pinned, PullOptions.defaults())).hasBinaryContent(CONTENT);
    assertThat(server.requests()).hasSize(2);
  }

  @Test
  void offlineTouchesNoNetwork() {
    assertThatThrownBy(() -> pull(pinned, OFFLINE))
        .hasMessageContaining("downloads are not allowed");
    assertThat(server.requests()).isEmpty();
  }

  @Test
  void aCopyOfHuggingFacesOwnToolsNeedsNoDownload() throws IOException {
    ModelEntry entry =
        new ModelEntry(
            "Tiny/1",
            null,
            "test",
            null,
            null,
            List.of(
                new ModelFile("tiny.bin", null, "org/tiny", "main", null, SHA256),
                new ModelFile("config.json", null, "org/tiny", "main", null, null)));
    Path repository = folder.resolve("hub/models--org--tiny");
    for (String revision : List.of("aaa", "bbb")) {
      Path snapshot = Files.createDirectories(repository.resolve("snapshots").resolve(revision));
      Files.write(snapshot.resolve("tiny.bin"), revision.equals("aaa") ? new byte[9] : CONTENT);
      Files.writeString(snapshot.resolve("config.json"), "{\"from\":\"" + revision + "\"}");
    }
    Files.createDirectories(repository.resolve("refs"));
    Files.writeString(repository.resolve("refs/main"), "bbb");
    HuggingFace cache =
        HuggingFace.ofUser(
            "/nowhere", Map.of("HF_HOME", folder.toString(), "HF_ENDPOINT", "http://h")::get);
    ModelStore store = fixture.store(entry, cache, Map.of());

    Path model = pull(store, new PullOptions(true, true, Map.of()));

    assertThat(model).hasFileName("tiny.bin").hasBinaryContent(CONTENT);
    assertThat(model.resolveSibling("config.json")).hasContent("{\"from\":\"bbb\"}");
    assertThat(fixture.notes.toString()).contains("aaa").contains("left aside");
  }

  @Test
  void aModelIsImportedUnderItsOwnNameWithItsConfiguration() throws IOException {
    Path good = Shared.path("fixtures/encoders/checkpoints/bad/micro-good");
    Path config = good.resolve("open_clip_config.json");
    onDisk("open_clip_config.json", Files.readAllBytes(config));
    Path weights = good.resolve("open_clip_model.safetensors");
    Path file = onDisk("my model.safetensors", Files.readAllBytes(weights));
    String sha256 = Sha256.of(weights);

    Path model = pinned.importFrom(file, "mine/v1", sha256, fixture.listener);

    assertThat(model).hasFileName("my_model.safetensors").hasSameBinaryContentAs(weights);
    assertThat(model.resolveSibling("open_clip_config.json")).hasSameBinaryContentAs(config);
    assertThat(pinned.find("mine/v1")).contains(model);
    assertThat(pinned.knows("mine/v1")).isTrue();
    assertThat(pinned.list()).anyMatch(stored -> stored.name().equals("mine/v1"));
    assertThat(pinned.importFrom(file, "mine/v1", null, fixture.listener)).isEqualTo(model);
    assertThatThrownBy(() -> pinned.importFrom(file, "mine/v1", "0".repeat(64), fixture.listener))
        .hasMessageContaining("the one that was given");
    Files.write(file, new byte[3]);
    assertThatThrownBy(() -> pinned.importFrom(file, "mine/v1", null, fixture.listener))
        .hasMessageContaining("another model is here");
  }

  @Test
  void whatNoChecksumVouchesForMustBeAModel() throws IOException {
    Path file = onDisk("tiny.pt", CONTENT);

    for (String name : List.of("mine", "Tiny/1")) {
      assertThatThrownBy(() -> unpinned().importFrom(file, name, null, fixture.listener))
          .hasMessageContaining("is no checkpoint");
    }
    assertThat(unpinned().look("Tiny/1").state()).isEqualTo(StoredModel.State.ABSENT);
  }

  @Test
  void aDamagedManifestHidesNoOtherModel() throws IOException {
    Path file = pull(pinned, PullOptions.defaults());
    Path manifest = pinned.folder().resolve("Tiny--1/model.json");
    Files.writeString(manifest, "{");
    Path broken = Files.createDirectories(pinned.folder().resolve("broken"));
    Files.writeString(broken.resolve("model.json"), "{");

    assertThat(pinned.list())
        .extracting(StoredModel::name, StoredModel::state)
        .contains(
            tuple("Tiny/1", StoredModel.State.UNVERIFIED),
            tuple("broken", StoredModel.State.ABSENT));
    assertThat(pull(pinned, PullOptions.defaults())).isEqualTo(file);
    assertThat(pinned.look("Tiny/1").state()).isEqualTo(StoredModel.State.VERIFIED);
    assertThat(pinned.remove("broken", false)).isTrue();
  }

  @Test
  void anImportUnderAPublishedNameMustHaveItsChecksum() throws IOException {
    Path right = onDisk("renamed.pt", CONTENT);
    Path wrong = onDisk("wrong.pt", new byte[5_000]);

    assertThatThrownBy(() -> pinned.importFrom(wrong, "Tiny/1", null, fixture.listener))
        .hasMessageContaining("wrong.pt")
        .hasMessageContaining("the published one");
    assertThat(pinned.look("Tiny/1").state()).isEqualTo(StoredModel.State.ABSENT);
    assertThat(pinned.importFrom(right, "Tiny/1", null, fixture.listener))
        .hasFileName("tiny.pt")
        .hasBinaryContent(CONTENT);
    assertThat(pinned.look("Tiny/1").source()).contains("renamed.pt");
  }

  @Test
  void anImportOfNothingIsRefused() throws IOException {
    Path empty = Files.createDirectories(folder.resolve("empty"));

    assertThatThrownBy(() -> pinned.importFrom(empty, "mine", null, fixture.listener))
        .hasMessageContaining("is no checkpoint folder");
    assertThatThrownBy(
            () -> pinned.importFrom(folder.resolve("gone.pt"), "mine", null, fixture.listener))
        .hasMessageContaining("gone.pt");
    assertThatThrownBy(
            () ->
                pinned.importFrom(
                    onDisk("a.pt", CONTENT), "Tiny/1", "0".repeat(64), fixture.listener))
        .hasMessageContaining("the one that was given");
    assertThat(pinned.find("mine")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "catalogue.json",
        "../evil",
        "/etc",
        "a//b",
        "a--b",
        ".hidden",
        "a/..",
        "C:\\x",
        "",
        "a b"
      })
  void aNameThatIsNoNameIsRefused(String name) throws IOException {
    Path file = onDisk("a.pt", CONTENT);

    assertThatThrownBy(() -> pinned.importFrom(file, name, null, fixture.listener))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("cannot name a model");
  }

  @Test
  void verifyingFindsAFlippedBitAndTheNextPullMendsIt() throws IOException {
    Path file = pull(pinned, PullOptions.defaults());
    assertThat(pinned.verify("Tiny/1", fixture.listener).isWhole()).isTrue();
    byte[] flipped = CONTENT.clone();
    flipped[77] ^= 4;
    Files.write(file, flipped);
    assertThat(pinned.find("Tiny/1")).as("a look at lengths does not tell").isPresent();

    Verification verification = pinned.verify("Tiny/1", fixture.listener);

    assertThat(verification.isWhole()).isFalse();
    assertThat(verification.problems().toString()).contains("tiny.pt").contains(SHA256);
    assertThat(pinned.find("Tiny/1")).isEmpty();
    assertThat(pull(pinned, PullOptions.defaults())).hasBinaryContent(CONTENT);
  }

  @Test
  void aCutFileIsNoModel() throws IOException {
    Path file = pull(pinned, PullOptions.defaults());
    Files.write(file, new byte[4_999]);

    assertThat(pinned.find("Tiny/1")).isEmpty();
    assertThat(pull(pinned, PullOptions.defaults())).hasBinaryContent(CONTENT);
  }

  @Test
  void removingLeavesNothing() throws IOException {
    pull(pinned, PullOptions.defaults());

    assertThat(pinned.remove("Tiny/1", true)).isTrue();
    assertThat(pinned.remove("Tiny/1", true)).isFalse();
    assertThat(pinned.folder().resolve("Tiny--1")).doesNotExist();
  }

  @Test
  void ofTwoWhoPullOneFetchesAndTheOtherFindsIt() {
    CompletableFuture<Path> one = CompletableFuture.supplyAsync(this::pullQuietly);
    CompletableFuture<Path> two = CompletableFuture.supplyAsync(this::pullQuietly);

    assertThat(one.join()).isEqualTo(two.join()).hasBinaryContent(CONTENT);
    assertThat(server.requests()).hasSize(1);
  }

  private Path pullQuietly() {
    try {
      return pinned.pull("Tiny/1", PullOptions.defaults(), PullListener.SILENT);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void theCatalogueHoldsTheUsualNamesAndOpenAisChecksumsAreThoseOfItsLinks() {
    ModelCatalogue catalogue = ModelCatalogue.standard();

    for (ModelEntry entry : catalogue.entries()) {
      URI url = entry.weights().url();
      if (url != null) {
        assertThat(url.getPath().split("/", -1)[3]).isEqualTo(entry.weights().sha256());
      }
    }
    assertThat(catalogue.entries().stream().map(ModelEntry::name))
        .contains("RN50", "RN101", "RN50x4", "RN50x16", "RN50x64")
        .contains("ViT-B/32", "ViT-B/16", "ViT-L/14", "ViT-L/14@336px")
        .contains("ViT-B-32/laion2b_s34b_b79k");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"models\":[{\"name\":\"a\"}]}",
        "{\"models\":[{\"name\":\"a\",\"source\":\"s\",\"files\":[]}]}",
        "{\"models\":[{\"name\":\"a\",\"source\":\"s\",\"files\":[{\"name\":\"../x\",\"url\":\"https://h/x\"}]}]}",
        "{\"models\":[{\"name\":\"a\",\"source\":\"s\",\"files\":[{\"name\":\"x\",\"url\":\"x\"}]}]}",
        "{\"models\":[{\"name\":\"a\",\"source\":\"s\",\"files\":[{\"name\":\"x\",\"repository\":\"../..\"}]}]}",
        "not json"
      })
  void aUsersCatalogueIsCheckedAndNamed(String json) throws IOException {
    Path file = Files.writeString(folder.resolve("own.json"), json);

    assertThatThrownBy(() -> ModelCatalogue.standard().with(file))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("own.json");
  }
}
