package io.glimpse.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PathLockTest {

  @TempDir Path folder;

  @Test
  void anExclusiveLockKeepsAllOthersOut() throws IOException {
    try (PathLock lock = PathLock.exclusive(file(), () -> {})) {
      assertThat(lock).isNotNull();
      assertThat(PathLock.tryExclusive(file())).isEmpty();
      assertThat(PathLock.tryExclusive(folder.resolve("./locks/../locks/one"))).isEmpty();
    }

    assertIsFree();
  }

  @Test
  void aSharedLockIsFreeWhenItsLastHolderIsGone() throws IOException {
    PathLock first = PathLock.shared(file());
    PathLock second = PathLock.shared(file());
    first.close();
    first.close();
    assertThat(PathLock.tryExclusive(file())).isEmpty();

    second.close();

    assertIsFree();
  }

  @Test
  void anotherThreadMayRelease() throws IOException {
    PathLock lock = PathLock.exclusive(file(), () -> {});

    CompletableFuture.runAsync(() -> close(lock)).join();

    assertIsFree();
  }

  @Test
  void threadsTakeTurns() {
    AtomicInteger within = new AtomicInteger();
    IntStream.range(0, 32)
        .parallel()
        .forEach(
            i -> {
              try (PathLock lock = PathLock.exclusive(file(), () -> {})) {
                assertThat(lock).isNotNull();
                assertThat(within.incrementAndGet()).isEqualTo(1);
                within.decrementAndGet();
              } catch (IOException e) {
                throw new AssertionError(e);
              }
            });
  }

  @Test
  void anotherProcessIsWaitedFor() throws Exception {
    Process other = process("exclusive");
    CountDownLatch waiting = new CountDownLatch(1);
    CompletableFuture<PathLock> mine =
        CompletableFuture.supplyAsync(
            () -> {
              try {
                return PathLock.exclusive(file(), waiting::countDown);
              } catch (IOException e) {
                throw new AssertionError(e);
              }
            });
    waiting.await();
    assertThat(mine).isNotDone();

    other.outputWriter(StandardCharsets.UTF_8).close();

    mine.join().close();
  }

  @Test
  void aProcessThatIsKilledLosesItsLock() throws Exception {
    Process other = process("shared");
    PathLock.shared(file()).close();
    assertThat(PathLock.tryExclusive(file())).isEmpty();

    other.destroyForcibly().waitFor();

    assertIsFree();
  }

  private Process process(String kind) throws IOException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                LockHolder.class.getName(),
                file().toString(),
                kind)
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    BufferedReader said = process.inputReader(StandardCharsets.UTF_8);
    assertThat(said.readLine()).isEqualTo("locked");
    return process;
  }

  private void assertIsFree() throws IOException {
    PathLock lock = PathLock.tryExclusive(file()).orElseThrow();
    lock.close();
  }

  private static void close(PathLock lock) {
    try {
      lock.close();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private Path file() {
    return folder.resolve("locks/one");
  }
}
