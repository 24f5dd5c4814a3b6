package io.glimpse.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.glimpse.encoder.Encoder;
import io.glimpse.encoder.EncoderOptions;
import io.glimpse.encoder.EncoderOptions.Precision;
import io.glimpse.encoder.Encoders;
import io.glimpse.fixture.Shared;
import io.glimpse.onnx.Device;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the catalogue fetches of every family is all that its encoder needs. */
class PulledFamiliesTest {

  private static final PullOptions TRUSTING = new PullOptions(false, true, Map.of());

  private final HttpServer server;
  private final List<String> requests = Collections.synchronizedList(new ArrayList<>());
  private final Set<String> missing = ConcurrentHashMap.newKeySet();
  private Path served = Path.of("");
  private volatile int refusal = 404;

  @TempDir Path home;

  PulledFamiliesTest() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  /** Serves the files of a folder as a repository has them. */
  private void answer(HttpExchange exchange) throws IOException {
    String name = exchange.getRequestURI().getPath().replaceFirst(".*/resolve/[^/]+/", "");
    requests.add(name);
    Path file = served.resolve(name);
    if (missing.contains(name) || !Files.isRegularFile(file)) {
      exchange.sendResponseHeaders(refusal, -1);
    } else {
      byte[] bytes = Files.readAllBytes(file);
      exchange.sendResponseHeaders(200, bytes.length);
      exchange.getResponseBody().write(bytes);
    }
    exchange.close();
  }

  /**
   * A store whose one model has the files of a model of the catalogue, with the fixture's weights
   * in the place of the published ones.
   */
  private ModelStore store(String published, String fixture) throws IOException {
    served = Shared.path("fixtures/models/models").resolve(fixture);
    ModelEntry entry = ModelCatalogue.standard().find(published).orElseThrow();
    List<ModelFile> files = new ArrayList<>();
    for (ModelFile file : entry.files()) {
      boolean isPickle = file.name().equals("pytorch_model.bin");
      String name = isPickle ? "model.safetensors" : file.name();
      files.add(new ModelFile(name, null, "org/model", "main", null, null));
    }
    URI endpoint = URI.create("http://localhost:" + server.getAddress().getPort());
    return new StoreFixture(home)
        .store(
            new ModelEntry("Tiny/1", entry.family(), "test", null, null, files),
            new HuggingFace(endpoint, home.resolve("hub")),
            Map.of());
  }

  private Encoder open(Object nameOrPath) throws IOException {
    return Encoders.open(
        nameOrPath.toString(), new EncoderOptions(Precision.FP32, 1, List.of(), Device.CPU, home));
  }

  @ParameterizedTest
  @CsvSource({
    "google/siglip-base-patch16-224, siglip-hf",
    "google/siglip-so400m-patch14-384, siglip-hf-defaults",
    "ViT-B-16-SigLIP/webli, siglip-openclip",
    "google/siglip2-base-patch16-224, siglip2-hf",
    "ViT-B-16-SigLIP2-384/webli, siglip2-openclip",
    "OFA-Sys/chinese-clip-vit-base-patch16, chinese-clip-hf",
    "facebook/metaclip-2-worldwide-b32, metaclip2-hf",
    "facebook/dinov2-small, dinov2-hf",
    "facebook/dinov2-with-registers-base, dinov2-registers-hf",
    "facebook/dinov3-vits16-pretrain-lvd1689m, dinov3-hf",
    "Xenova/mobileclip_s0, onnx-clip"
  })
  void aPulledModelOpensOfflineAndTakesTexts(String published, String fixture) throws IOException {
    store(published, fixture).pull("Tiny/1", TRUSTING, PullListener.SILENT);
    server.stop(0);

    try (Encoder pulled = open("Tiny/1");
        Encoder direct = open(served)) {
      assertThat(pulled.fingerprint()).isEqualTo(direct.fingerprint());
      assertThat(pulled.readsTexts()).isEqualTo(direct.readsTexts());
      if (direct.readsTexts()) {
        List<String> texts = List.of("a photo of a cat", "Two DOGS.");
        assertThat(pulled.encodeRawTexts(texts).data())
            .isEqualTo(direct.encodeRawTexts(texts).data());
      }
    }
  }

  @Test
  void aPullThatStopsBetweenTwoFilesIsNoModelAndGoesOnFromThere() throws IOException {
    ModelStore store = store("Xenova/mobileclip_s0", "onnx-clip");
    missing.add("tokenizer.json");

    assertThatThrownBy(() -> store.pull("Tiny/1", TRUSTING, PullListener.SILENT))
        .hasMessageContaining("tokenizer.json");
    assertThat(store.find("Tiny/1")).isEmpty();
    assertThat(store.look("Tiny/1").state()).isNotEqualTo(StoredModel.State.VERIFIED);
    assertThatThrownBy(() -> open("Tiny/1")).isInstanceOf(IOException.class);

    missing.clear();
    requests.clear();
    store.pull("Tiny/1", TRUSTING, PullListener.SILENT);
    assertThat(requests).containsExactly("tokenizer.json", "tokenizer_config.json");
    open("Tiny/1").close();
  }

  @Test
  void aModelWithTermsIsTakenFromTheCacheOfToolsThatAcceptedThem() throws IOException {
    ModelStore store = store("facebook/dinov3-vits16-pretrain-lvd1689m", "dinov3-hf");
    refusal = 401;
    missing.add("model.safetensors");

    assertThatThrownBy(() -> store.pull("Tiny/1", TRUSTING, PullListener.SILENT))
        .hasMessageContaining("401")
        .hasMessageContaining("accept terms")
        .hasMessageContaining("huggingface.co/org/model");

    Path repository = home.resolve("hub/models--org--model");
    Path snapshot = Files.createDirectories(repository.resolve("snapshots/abc"));
    Files.createDirectories(repository.resolve("refs"));
    Files.writeString(repository.resolve("refs/main"), "abc");
    for (String name : List.of("model.safetensors", "config.json", "preprocessor_config.json")) {
      Files.copy(served.resolve(name), snapshot.resolve(name));
    }
    requests.clear();
    store.pull("Tiny/1", TRUSTING, PullListener.SILENT);
    assertThat(requests).isEmpty();
    open("Tiny/1").close();
  }

  @Test
  void everyEntryOfAFamilySaysWhereItIsAndWhatItIs() {
    for (ModelEntry entry : ModelCatalogue.standard().entries()) {
      assertThat(entry.family()).as(entry.name()).isNotBlank();
      for (ModelFile file : entry.files()) {
        assertThat(file.location(URI.create("https://hub.example")).isAbsolute()).isTrue();
        boolean isPinned = file.repository() == null || file.revision().matches("[0-9a-f]{40}");
        if (file.sha256() != null && file.url() == null && !isPinned) {
          // The weights of a branch may only be pinned by their checksum.
          assertThat(file).isEqualTo(entry.weights());
        }
      }
    }
  }
}
