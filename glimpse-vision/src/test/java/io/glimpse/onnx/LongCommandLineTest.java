package io.glimpse.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** ONNX Runtime's native start-up needs more stack the longer the command line is. */
class LongCommandLineTest {

  /** A program of somebody's own, whose thread has little stack. */
  static final class Loading {

    private static final long STACK = 1L << 19;

    private Loading() {}

    public static void main(String[] args) {
      new Thread(null, () -> System.out.print(Network.runtime()), "small", STACK).start();
    }
  }

  @Test
  void anyThreadCanLoadIt() throws Exception {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Dglimpse.test.padding=" + "x".repeat(100_000),
                "-cp",
                System.getProperty("java.class.path"),
                Loading.class.getName())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertThat(process.waitFor()).isZero();
    assertThat(said).isEqualTo(Network.runtime());
  }
}
