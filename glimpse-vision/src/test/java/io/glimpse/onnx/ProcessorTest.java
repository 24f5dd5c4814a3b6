package io.glimpse.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcessorTest {

  @TempDir Path folder;

  @Test
  void whatItCanDoCountsAndNotHowFastItIs() throws IOException {
    String first = told("processor: 0\nflags\t\t: avx2 fma\ncpu MHz: 2000\n");

    assertThat(told("processor: 1\nflags\t\t: avx2 fma\ncpu MHz: 3100\n")).isEqualTo(first);
    assertThat(told("processor: 0\nflags\t\t: avx2 fma avx512_vnni\n")).isNotEqualTo(first);
  }

  @Test
  void coresOfOneKindCountOnceInAnyOrder() throws IOException {
    assertThat(told("CPU part: 0xd0b\nCPU part: 0xd05\nCPU part: 0xd0b\n"))
        .isEqualTo(told("CPU part: 0xd05\nCPU part: 0xd0b\n"))
        .contains("0xd0b", "0xd05");
  }

  @Test
  void nothingIsToldWhereThereIsNoSuchFile() {
    assertThat(Processor.told(folder.resolve("none"))).isEmpty();
    assertThat(Processor.description()).isEqualTo(Processor.description()).isNotBlank();
  }

  private String told(String lines) throws IOException {
    return Processor.told(Files.writeString(folder.resolve("cpuinfo"), lines));
  }
}
