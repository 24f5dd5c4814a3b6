package io.glimpse.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DownloadTest {

  private static final byte[] CONTENT = StoreFixture.bytes(300_000, 1);
  private static final String SHA256 = StoreFixture.sha256(CONTENT);

  private final ModelServer server = new ModelServer(CONTENT);
  private final StoreFixture fixture;
  private final ModelStore store;

  DownloadTest(@TempDir Path home) throws IOException {
    fixture = new StoreFixture(home);
    store = fixture.store(server.url("/tiny.pt"), (long) CONTENT.length, SHA256);
  }

  @AfterEach
  void close() {
    server.close();
  }

  private Path pull() throws IOException {
    return store.pull("Tiny/1", PullOptions.defaults(), fixture.listener);
  }

  private void isWhole(Path file) throws IOException {
    assertThat(file).hasBinaryContent(CONTENT).hasFileName("tiny.pt");
    assertThat(store.find("Tiny/1")).contains(file);
    assertThat(fixture.part()).doesNotExist();
  }

  @Test
  void aFileComesWhole() throws IOException {
    isWhole(pull());
    assertThat(server.requests()).hasSize(1);

    isWhole(pull());
    assertThat(server.requests()).as("nothing is fetched twice").hasSize(1);
  }

  @Test
  void aDiskThatIsTooSmallIsSeenBeforeTheFirstByte() throws IOException {
    long bytes = 4_000_000_000_000_000L;
    ModelStore large = fixture.store(server.url("/tiny.pt"), bytes, SHA256);
    server.next(
        exchange -> {
          exchange.sendResponseHeaders(200, bytes);
          exchange.getResponseBody().write(CONTENT);
          exchange.getResponseBody().flush();
        });

    assertThatThrownBy(() -> large.pull("Tiny/1", PullOptions.defaults(), fixture.listener))
        .isInstanceOf(IOException.class)
        .hasMessageMatching("tiny\\.pt: needs 4000000000 MB more, and .+ has \\d+ MB free");

    assertThat(fixture.part()).doesNotExist();
    assertThat(server.requests()).hasSize(1);
  }

  @Test
  void aBrokenConnectionIsResumedWhereItBroke() throws IOException {
    server.next(server.stallAfter(100_000)).next(server.cutAfter(50_000));

    isWhole(pull());

    assertThat(server.requests()).hasSize(3);
    assertThat(server.requests().get(1).condition()).isEqualTo("\"v1\"");
    assertThat(server.requests().get(2).range()).matches("bytes=[1-9]\\d+-");
  }

  @Test
  void aServerThatKeepsBreakingIsAskedAsLongAsItBringsSomething() throws IOException {
    for (int i = 0; i < 10; i++) {
      server.next(server.cutAfter(20_000));
    }

    isWhole(pull());
  }

  @Test
  void aServerThatBringsNothingNewIsGivenUpAndThePartStays() throws IOException {
    server.next(server.stallAfter(100_000));
    for (int i = 0; i < 3; i++) {
      server.next(server.cutAfter(0));
    }

    assertThatThrownBy(this::pull).hasMessageContaining("pulling again goes on from here");
    assertThat(store.find("Tiny/1")).isEmpty();
    assertThat(store.look("Tiny/1").state()).isEqualTo(StoredModel.State.PARTIAL);

    isWhole(pull());
    assertThat(server.requests().get(server.requests().size() - 1).range()).startsWith("bytes=");
  }

  @Test
  void aFileThatChangedBetweenTwoPiecesIsFetchedAnew() throws IOException {
    byte[] old = StoreFixture.bytes(300_000, 2);
    server.change(old, "\"v0\"");
    server.next(
        exchange -> {
          server.cutAfter(100_000).to(exchange);
          server.change(CONTENT, "\"v1\"");
        });

    isWhole(pull());
  }

  @Test
  void aPieceOfAnotherFileIsNotAppended() throws IOException {
    server.next(server.stallAfter(100_000));
    server.next(ModelServer.status(206, "Content-Range", "bytes 0-9/300000", "ETag", "\"v1\""));

    isWhole(pull());
  }

  @Test
  void aServerThatIgnoresRangesStartsAgain() throws IOException {
    server.next(server.stallAfter(100_000)).next(server.ignoringRange());

    isWhole(pull());
  }

  @Test
  void aRangeBehindTheEndStartsAgain() throws IOException {
    server.next(server.stallAfter(100_000)).next(ModelServer.status(416));

    isWhole(pull());
  }

  @Test
  void aStalledTransferIsGivenUpAndResumed() throws IOException {
    server.next(server.stallAfter(100_000));

    isWhole(pull());

    assertThat(fixture.notes.toString()).contains("nothing came for");
  }

  @ParameterizedTest
  @ValueSource(ints = {408, 429, 500, 503})
  void aPassingFailureIsTriedAgain(int status) throws IOException {
    server.next(ModelServer.status(status, "Retry-After", "0"));

    isWhole(pull());
  }

  @ParameterizedTest
  @ValueSource(strings = {"86400", "Fri, 31 Dec 2100 23:59:59 GMT", "soon"})
  void aServerMayNotAskForAnyPause(String pause) throws IOException {
    server.next(ModelServer.status(503, "Retry-After", pause));

    isWhole(pull());
  }

  @ParameterizedTest
  @ValueSource(ints = {401, 403, 404, 410, 418})
  void aRefusalIsFinal(int status) {
    server.next(ModelServer.status(status));

    assertThatThrownBy(this::pull)
        .hasMessageContaining("tiny.pt")
        .hasMessageContaining("" + status);
    assertThat(server.requests()).hasSize(1);
  }

  @Test
  void aWrongLengthIsRefusedBeforeTheBodyIsRead() throws IOException {
    server.change(Arrays.copyOf(CONTENT, 299_999), "\"v1\"");

    assertThatThrownBy(this::pull)
        .hasMessageContaining("299999 bytes")
        .hasMessageContaining("the catalogue says 300000");
    assertThat(fixture.part()).doesNotExist();
  }

  @Test
  void anEndlessBodyIsStopped() throws IOException {
    server.next(
        exchange -> {
          exchange.sendResponseHeaders(200, 0); // chunked: no length is promised
          try (OutputStream out = exchange.getResponseBody()) {
            while (true) {
              out.write(CONTENT);
            }
          }
        });

    assertThatThrownBy(this::pull).hasMessageContaining("sends more than the 300000 bytes");
    assertThat(store.find("Tiny/1")).isEmpty();
  }

  @Test
  void wrongBytesAreThrownAway() throws IOException {
    server.change(StoreFixture.bytes(300_000, 3), "\"v1\"");

    assertThatThrownBy(this::pull).hasMessageContaining("it must be " + SHA256);
    assertThat(store.find("Tiny/1")).isEmpty();
    assertThat(fixture.part()).doesNotExist();
    assertThat(store.look("Tiny/1").state()).isEqualTo(StoredModel.State.ABSENT);
  }

  @Test
  void aSpoiltPartIsThrownAwayOnceAndFetchedAnew() throws IOException {
    server.next(server.stallAfter(100_000)).next(ModelServer.status(404));
    assertThatThrownBy(this::pull).isInstanceOf(IOException.class);
    byte[] part = Files.readAllBytes(fixture.part());
    part[0] ^= 1;
    Files.write(fixture.part(), part);

    isWhole(pull());

    assertThat(fixture.notes.toString()).contains("what was resumed has another checksum");
  }

  @Test
  void whatAKilledProcessLeftIsSweptAway() throws IOException {
    Path parts = Files.createDirectories(fixture.part().resolveSibling("."));
    Files.writeString(parts.resolve(".glimpse-a.tmp"), "{");
    Files.writeString(parts.resolveSibling("../.glimpse-b.tmp").normalize(), "{");

    isWhole(pull());

    try (Stream<Path> files = Files.walk(fixture.home.resolve("models/Tiny--1"))) {
      assertThat(files.filter(Files::isRegularFile).map(Path::getFileName).map(Path::toString))
          .containsExactlyInAnyOrder("model.json", "tiny.pt");
    }
  }

  @Test
  void aPartWithoutItsNoteIsNotResumed() throws IOException {
    Files.createDirectories(fixture.part().resolveSibling("."));
    Files.write(fixture.part(), CONTENT);

    isWhole(pull());

    assertThat(server.requests()).hasSize(1);
    assertThat(server.requests().get(0).range()).isEmpty();
  }

  @Test
  void redirectsAreFollowedToOtherHosts() throws IOException {
    URI elsewhere = URI.create("http://127.0.0.1:" + server.port() + "/blob?signature=s");
    server.next(ModelServer.status(302, "Location", elsewhere.toString()));

    isWhole(pull());

    assertThat(server.requests().get(1).path()).isEqualTo("/blob?signature=s");
  }

  @Test
  void redirectsInACircleEnd() {
    for (int i = 0; i < 20; i++) {
      server.next(ModelServer.status(302, "Location", i % 2 == 0 ? "/a" : "/tiny.pt"));
    }

    assertThatThrownBy(this::pull).hasMessageContaining("lead to no end");
    assertThat(server.requests().size()).isLessThan(12);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"http://models.example/x", "file:///etc/passwd", "ftp://localhost/x", ":"})
  void redirectsToWhatIsNotSecureAreNotFollowed(String location) {
    server.next(ModelServer.status(301, "Location", location));

    assertThatThrownBy(this::pull).isInstanceOf(IOException.class);
    assertThat(server.requests()).hasSize(1);
  }

  @Test
  void plainHttpIsForThisMachineAlone() throws IOException {
    ModelStore plain = fixture.store(URI.create("http://models.example/tiny.pt"), null, SHA256);

    assertThatThrownBy(() -> plain.pull("Tiny/1", PullOptions.defaults(), fixture.listener))
        .hasMessageContaining("only https");
  }

  @Test
  void aServerThatIsNotThereIsNamed() throws IOException {
    server.close();

    assertThatThrownBy(this::pull)
        .hasMessageContaining("/tiny.pt")
        .hasMessageContaining("the server cannot be reached");
  }

  @Test
  void aProxyOfTheEnvironmentIsUsed() throws IOException {
    ModelEntry entry =
        new ModelEntry(
            "Tiny/1",
            null,
            "test",
            null,
            null,
            List.of(new ModelFile("tiny.pt", null, "org/tiny", "main", null, SHA256)));
    ModelStore behind =
        fixture.store(
            entry,
            new HuggingFace(URI.create("http://hub.example"), fixture.home),
            Map.of("http_proxy", "http://localhost:" + server.port()));

    Path file = behind.pull("Tiny/1", PullOptions.defaults(), fixture.listener);

    assertThat(file).hasBinaryContent(CONTENT);
    assertThat(server.requests().get(0).path())
        .isEqualTo("http://hub.example/org/tiny/resolve/main/tiny.pt");
  }
}
