package io.glimpse.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GraphCacheTest {

  private static final long PLENTY = 1_000_000;

  @TempDir Path home;

  private final AtomicInteger builds = new AtomicInteger();

  @Test
  void aFolderIsBuiltOnce() throws IOException {
    Path first = path("aa", PLENTY);
    Path second = path("aa", PLENTY);

    assertThat(second).isEqualTo(first).isEqualTo(home.resolve("graphs/aa"));
    assertThat(first.resolve("net.onnx")).hasContent("content of aa");
    assertThat(builds).hasValue(1);
  }

  @Test
  void aDamagedFolderIsBuiltAgain() throws IOException {
    for (String damage : new String[] {"", "content of ab", "content of aa!"}) {
      Path folder = path("aa", PLENTY);
      Files.writeString(folder.resolve("net.onnx"), damage);
      assertThat(new GraphCache(home, PLENTY).find("aa")).isEmpty();

      assertThat(path("aa", PLENTY).resolve("net.onnx")).hasContent("content of aa");
    }
    Files.delete(home.resolve("graphs/aa").resolve(FileList.NAME));

    assertThat(path("aa", PLENTY).resolve("net.onnx")).hasContent("content of aa");
    assertThat(names()).containsExactly("aa");
  }

  @Test
  void aBuildThatFailsLeavesNothing() throws IOException {
    GraphCache cache = new GraphCache(home, PLENTY);

    assertThatThrownBy(
            () ->
                cache.open(
                    "aa",
                    0,
                    folder -> {
                      Files.writeString(folder.resolve("net.onnx"), "half");
                      throw new IOException("model.pt: ends too early");
                    }))
        .hasMessage("model.pt: ends too early");
    assertThatThrownBy(
            () ->
                cache.open(
                    "aa",
                    0,
                    folder -> {
                      throw new IllegalStateException("no");
                    }))
        .hasMessage("no");

    assertThat(names()).isEmpty();
  }

  @Test
  void whatWasNotUsedForLongestGoesFirst() throws IOException {
    for (String name : new String[] {"aa", "bb", "cc"}) {
      Path folder = path(name, PLENTY);
      Files.setLastModifiedTime(folder, FileTime.from(Instant.now().minusSeconds(100)));
    }
    path("aa", PLENTY);
    long one = Folders.bytes(home.resolve("graphs/aa"));

    path("dd", 5 * one / 2);

    assertThat(names()).containsExactly("aa", "dd");
  }

  @Test
  void theNewestStaysHoweverLarge() throws IOException {
    path("aa", PLENTY);

    path("bb", 1);

    assertThat(names()).containsExactly("bb");
  }

  @Test
  void whatAKilledBuildLeftIsRemovedByTheNextOfTheSame() throws IOException {
    Path left = Files.createDirectories(home.resolve("graphs/.part-aa-1"));
    Path other = Files.createDirectories(home.resolve("graphs/.part-bb-1"));

    path("aa", PLENTY);

    assertThat(left).doesNotExist();
    assertThat(other).exists();
  }

  @Test
  void whatAnOlderVersionBuiltGivesWay() throws IOException {
    Path old = Files.createDirectories(home.resolve("graphs/cc"));
    Files.writeString(old.resolve("files-0.json"), "{}");
    Files.setLastModifiedTime(old, FileTime.from(Instant.now().minusSeconds(100_000)));

    path("aa", 1);

    assertThat(old).doesNotExist();
  }

  @Test
  void whatAKilledProcessLeftIsRemovedInTheEnd() throws IOException {
    Path left = Files.createDirectories(home.resolve("graphs/.part-1"));
    Files.writeString(left.resolve("net.onnx"), "half");
    Path underWay = Files.createDirectories(home.resolve("graphs/.part-2"));
    Files.setLastModifiedTime(left, FileTime.from(Instant.now().minusSeconds(100_000)));

    path("aa", PLENTY);

    assertThat(left).doesNotExist();
    assertThat(underWay).exists();
  }

  @Test
  void manyWhoBuildTheSameShareOneFolder() {
    IntStream.range(0, 16)
        .parallel()
        .forEach(
            i -> {
              try {
                assertThat(path("aa", PLENTY).resolve("net.onnx")).hasContent("content of aa");
              } catch (IOException e) {
                throw new IllegalStateException(e);
              }
            });

    assertThat(names()).containsExactly("aa");
    assertThat(builds).hasValue(1);
  }

  @Test
  void whatIsOpenStaysUntilItIsClosed() throws IOException {
    try (GraphFolder open = open("aa", PLENTY)) {
      // Opened and closed again, which gives back one of two shares.
      path("aa", PLENTY);
      path("bb", 1);
      assertThat(open.path().resolve("net.onnx")).exists();
    }

    path("cc", 1);

    assertThat(names()).containsExactly("cc");
  }

  @Test
  void whatAnotherProcessHasOpenStays() throws Exception {
    Process other = process("aa", "open");
    path("bb", 1);
    assertThat(names()).containsExactly("aa", "bb");

    other.destroyForcibly().waitFor();
    path("cc", 1);

    assertThat(names()).containsExactly("cc");
  }

  @Test
  void whatAnotherProcessBuildsIsWaitedFor() throws Exception {
    Process other = process("aa", "building");
    CompletableFuture<Path> mine =
        CompletableFuture.supplyAsync(
            () -> {
              try {
                return path("aa", PLENTY);
              } catch (IOException e) {
                throw new AssertionError(e);
              }
            });
    assertThat(mine).isNotDone();

    other.outputWriter(StandardCharsets.UTF_8).close();

    assertThat(mine.join().resolve("net.onnx")).hasContent("of another process");
    assertThat(builds).hasValue(0);
    assertThat(other.waitFor()).isZero();
  }

  @Test
  void whoWaitsForAKilledBuilderBuilds() throws Exception {
    Process other = process("aa", "building");

    other.destroyForcibly().waitFor();

    assertThat(path("aa", PLENTY).resolve("net.onnx")).hasContent("content of aa");
    assertThat(builds).hasValue(1);
  }

  @Test
  void aDiskThatIsTooSmallIsSeenBeforeTheBuild() {
    assertThatThrownBy(
            () ->
                new GraphCache(home, PLENTY)
                    .open("aa", Long.MAX_VALUE, folder -> builds.incrementAndGet()))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("graphs: the networks of this model need 9223372036855 MB")
        .hasMessageContaining("choose another home");

    assertThat(builds).hasValue(0);
    assertThat(names()).isEmpty();
  }

  @Test
  void whereNothingCanBeWrittenATemporaryFolderServes() throws IOException {
    Path blocked = Files.writeString(home.resolve("file"), "no folder");
    Path path;
    try (GraphFolder folder = new GraphCache(blocked, PLENTY).open("aa", 0, this::content)) {
      path = folder.path();
      assertThat(path.resolve("net.onnx")).exists();
      assertThat(folder.note()).hasValueSatisfying(n -> assertThat(n).contains("file/graphs"));
    }

    assertThat(path).doesNotExist();
  }

  private GraphFolder open(String fingerprint, long capacity) throws IOException {
    return new GraphCache(home, capacity)
        .open(
            fingerprint,
            0,
            folder -> {
              builds.incrementAndGet();
              Files.writeString(folder.resolve("net.onnx"), "content of " + fingerprint);
            });
  }

  /** Opens a folder and closes it again. */
  private Path path(String fingerprint, long capacity) throws IOException {
    try (GraphFolder folder = open(fingerprint, capacity)) {
      return folder.path();
    }
  }

  /** A process that has come to the point of that name, and stays there. */
  private Process process(String fingerprint, String point) throws IOException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                GraphUser.class.getName(),
                home.toString(),
                fingerprint,
                point)
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    BufferedReader said = process.inputReader(StandardCharsets.UTF_8);
    assertThat(said.readLine()).isEqualTo(point);
    return process;
  }

  private void content(Path folder) throws IOException {
    Files.writeString(folder.resolve("net.onnx"), "content");
  }

  private Stream<String> names() {
    try (Stream<Path> all = Files.list(home.resolve("graphs"))) {
      return all
          .map(p -> p.getFileName().toString())
          .filter(name -> !name.equals(".locks"))
          .sorted()
          .toList()
          .stream();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
