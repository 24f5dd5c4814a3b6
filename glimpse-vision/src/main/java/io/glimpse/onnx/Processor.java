package io.glimpse.onnx;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * The processor, as far as ONNX Runtime's choice of kernels depends on it: what it can do, not how
 * fast it is.
 */
public final class Processor {

  /** What Linux calls the model and the sets of instructions, on x86 and on ARM. */
  private static final Set<String> TOLD =
      Set.of("vendor_id", "model name", "flags", "CPU implementer", "CPU part", "Features");

  private Processor() {}

  /** Some words that are the same wherever the kernels are; not meant to be read. */
  public static String description() {
    return String.join(
        "\n",
        OrtRuntime.platform(),
        // Windows has it there.
        String.valueOf(System.getenv("PROCESSOR_IDENTIFIER")),
        told(Path.of("/proc/cpuinfo")));
  }

  /** What a file like Linux's says; every core of a kind once. Empty where there is none. */
  static String told(Path file) {
    List<String> lines;
    try {
      // Not every model's name is UTF-8, and this takes any byte.
      lines = Files.readAllLines(file, StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      return "";
    }
    TreeSet<String> kinds = new TreeSet<>();
    for (String line : lines) {
      String name = line.substring(0, Math.max(0, line.indexOf(':'))).strip();
      if (TOLD.contains(name)) {
        kinds.add(line.strip());
      }
    }
    return String.join("\n", kinds);
  }
}
