package io.glimpse.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.glimpse.matrix.Matrix;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TextCacheTest {

  private static final int RECORD = 32 + 2 * 4 + 4;

  @TempDir Path home;

  @Test
  void whatWasAddedIsFoundByAnotherProcess() {
    cache().add(List.of("cat", "dog"), Matrix.of(new float[] {1, 2}, new float[] {3, 4}));

    Map<String, float[]> found = find(cache(), "dog", "emu", "cat");

    assertThat(found.get("cat")).containsExactly(1, 2);
    assertThat(found.get("dog")).containsExactly(3, 4);
    assertThat(found.get("emu")).isNull();
  }

  @Test
  void whatAnotherProcessAddsLaterIsFoundToo() {
    TextCache early = cache();
    cache().add(List.of("cat"), Matrix.of(new float[] {1, 2}));
    assertThat(find(early, "cat").get("cat")).containsExactly(1, 2);

    cache().add(List.of("dog"), Matrix.of(new float[] {3, 4}));

    assertThat(find(early, "dog").get("dog")).containsExactly(3, 4);
  }

  @Test
  void aRecordCutOffAnywhereIsNotFoundAndOverwritten() throws IOException {
    cache().add(List.of("cat", "dog"), Matrix.of(new float[] {1, 2}, new float[] {3, 4}));
    byte[] whole = Files.readAllBytes(file());
    for (int cut = 1; cut < whole.length; cut++) {
      Files.write(file(), Arrays.copyOf(whole, cut));
      TextCache cache = cache();
      assertThat(find(cache, "dog").get("dog")).isNull();

      cache.add(List.of("emu"), Matrix.of(new float[] {5, 6}));

      assertThat(find(cache, "emu").get("emu")).as("cut at %s", cut).containsExactly(5, 6);
      float[] cat = find(cache(), "cat").get("cat");
      assertThat(cat == null).isEqualTo(cut < 16 + RECORD);
    }
  }

  @Test
  void aDamagedRecordIsEncodedAgain() throws IOException {
    cache().add(List.of("cat"), Matrix.of(new float[] {1, 2}));
    byte[] bytes = Files.readAllBytes(file());
    bytes[16 + 32 + 1] ^= 1;
    Files.write(file(), bytes);
    assertThat(find(cache(), "cat").get("cat")).isNull();

    cache().add(List.of("cat"), Matrix.of(new float[] {1, 2}));

    assertThat(find(cache(), "cat").get("cat")).containsExactly(1, 2);
  }

  @Test
  void anotherFileInItsPlaceIsReplaced() throws IOException {
    Files.createDirectories(file().getParent());
    Files.writeString(file(), "something else that is long enough to hold a record or two of rows");

    cache().add(List.of("cat"), Matrix.of(new float[] {1, 2}));

    assertThat(find(cache(), "cat").get("cat")).containsExactly(1, 2);
  }

  @Test
  void manyThreadsLoseNothing() {
    List<TextCache> caches = List.of(cache(), cache());
    IntStream.range(0, 64)
        .parallel()
        .forEach(i -> caches.get(i % 2).add(List.of("text " + i), Matrix.of(new float[] {i, -i})));

    for (int i = 0; i < 64; i++) {
      assertThat(find(caches.get(0), "text " + i).get("text " + i)).containsExactly(i, -i);
    }
    assertThat(file()).hasSize(16 + 64 * RECORD);
  }

  @Test
  void twoProcessesLoseNothing() throws Exception {
    int each = 200;
    Process other =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                TextWriter.class.getName(),
                home.toString(),
                "0123",
                "theirs",
                Integer.toString(each))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    TextCache cache = cache();
    try (BufferedReader said = other.inputReader(StandardCharsets.UTF_8)) {
      assertThat(said.readLine()).isEqualTo("ready");
      other.outputWriter(StandardCharsets.UTF_8).append('\n').flush();
      for (int i = 0; i < each; i++) {
        cache.add(List.of("mine " + i), Matrix.of(new float[] {i, -i}));
        // On some systems a reader that closes the file would give up the writer's lock.
        find(cache, "mine " + i);
      }
      assertThat(other.waitFor()).isZero();
    }

    for (int i = 0; i < each; i++) {
      assertThat(find(cache, "mine " + i).get("mine " + i)).containsExactly(i, -i);
      assertThat(find(cache, "theirs " + i).get("theirs " + i)).containsExactly(i, -i);
    }
    assertThat(file()).hasSize(16 + 2L * each * RECORD);
  }

  @Test
  void aFolderThatCannotBeWrittenIsNoError() throws IOException {
    Files.writeString(home.resolve("texts"), "a file", StandardOpenOption.CREATE_NEW);

    cache().add(List.of("cat"), Matrix.of(new float[] {1, 2}));

    assertThat(find(cache(), "cat").get("cat")).isNull();
  }

  @Test
  void unpairedSurrogatesAreNoQuestionMarks() {
    cache().add(List.of("cat?"), Matrix.of(new float[] {1, 2}));

    assertThat(find(cache(), "cat\ud800").get("cat\ud800")).isNull();
  }

  private TextCache cache() {
    return new TextCache(home, "0123", 2);
  }

  private Path file() {
    return home.resolve("texts/0123");
  }

  private static Map<String, float[]> find(TextCache cache, String... texts) {
    Map<String, float[]> rows = new LinkedHashMap<>();
    for (String text : texts) {
      rows.put(text, null);
    }
    cache.find(rows);
    return rows;
  }
}
