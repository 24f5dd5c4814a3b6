package io.glimpse.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
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
    Path first = open("aa", PLENTY).path();
    Path second = open("aa", PLENTY).path();

    assertThat(second).isEqualTo(first).isEqualTo(home.resolve("graphs/aa"));
    assertThat(first.resolve("net.onnx")).hasContent("content of aa");
    assertThat(builds).hasValue(1);
  }

  @Test
  void aDamagedFolderIsBuiltAgain() throws IOException {
    for (String damage : new String[] {"", "content of ab", "content of aa!"}) {
      Path folder = open("aa", PLENTY).path();
      Files.writeString(folder.resolve("net.onnx"), damage);
      assertThat(new GraphCache(home, PLENTY).find("aa")).isEmpty();

      assertThat(open("aa", PLENTY).path().resolve("net.onnx")).hasContent("content of aa");
    }
    Files.delete(home.resolve("graphs/aa").resolve(FileList.NAME));

    assertThat(open("aa", PLENTY).path().resolve("net.onnx")).hasContent("content of aa");
    assertThat(names()).containsExactly("aa");
  }

  @Test
  void aBuildThatFailsLeavesNothing() throws IOException {
    GraphCache cache = new GraphCache(home, PLENTY);

    assertThatThrownBy(
            () ->
                cache.open(
                    "aa",
                    folder -> {
                      Files.writeString(folder.resolve("net.onnx"), "half");
                      throw new IOException("model.pt: ends too early");
                    }))
        .hasMessage("model.pt: ends too early");
    assertThatThrownBy(
            () ->
                cache.open(
                    "aa",
                    folder -> {
                      throw new IllegalStateException("no");
                    }))
        .hasMessage("no");

    assertThat(names()).isEmpty();
  }

  @Test
  void whatWasNotUsedForLongestGoesFirst() throws IOException {
    for (String name : new String[] {"aa", "bb", "cc"}) {
      Path folder = open(name, PLENTY).path();
      Files.setLastModifiedTime(folder, FileTime.from(Instant.now().minusSeconds(100)));
    }
    open("aa", PLENTY);
    long one = Folders.bytes(home.resolve("graphs/aa"));

    open("dd", 5 * one / 2);

    assertThat(names()).containsExactly("aa", "dd");
  }

  @Test
  void theNewestStaysHoweverLarge() throws IOException {
    open("aa", PLENTY);

    open("bb", 1);

    assertThat(names()).containsExactly("bb");
  }

  @Test
  void whatAKilledProcessLeftIsRemovedInTheEnd() throws IOException {
    Path left = Files.createDirectories(home.resolve("graphs/.part-1"));
    Files.writeString(left.resolve("net.onnx"), "half");
    Path underWay = Files.createDirectories(home.resolve("graphs/.part-2"));
    Files.setLastModifiedTime(left, FileTime.from(Instant.now().minusSeconds(100_000)));

    open("aa", PLENTY);

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
                assertThat(open("aa", PLENTY).path().resolve("net.onnx"))
                    .hasContent("content of aa");
              } catch (IOException e) {
                throw new IllegalStateException(e);
              }
            });

    assertThat(names()).containsExactly("aa");
  }

  @Test
  void whereNothingCanBeWrittenATemporaryFolderServes() throws IOException {
    Path blocked = Files.writeString(home.resolve("file"), "no folder");
    Path path;
    try (GraphFolder folder = new GraphCache(blocked, PLENTY).open("aa", this::content)) {
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
            folder -> {
              builds.incrementAndGet();
              Files.writeString(folder.resolve("net.onnx"), "content of " + fingerprint);
            });
  }

  private void content(Path folder) throws IOException {
    Files.writeString(folder.resolve("net.onnx"), "content");
  }

  private Stream<String> names() {
    try (Stream<Path> all = Files.list(home.resolve("graphs"))) {
      return all.map(p -> p.getFileName().toString()).sorted().toList().stream();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
