package io.glimpse.encoder;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.glimpse.file.AtomicFile;
import io.glimpse.file.Sha256;
import io.glimpse.onnx.Network;
import io.glimpse.onnx.Processor;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Optional;

/**
 * The verdicts on int8 networks, so that a start does not pay for a comparison each time. One holds
 * for a network, for this processor and this version of ONNX Runtime: others have other kernels, so
 * a cache that is taken to another machine is judged anew there.
 */
public final class Int8Verdicts {

  /** Compares a network with its float32 twin. */
  @FunctionalInterface
  public interface Comparison {
    Int8Verdict run() throws IOException;
  }

  /** Its number grows when networks are to be judged in another way. */
  private static final String JUDGEMENT = "1";

  /** Longer files were not written here. */
  private static final long LONGEST = 1 << 10;

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path folder;
  private final String machine;

  /** Those that are kept in {@code home/int8}. */
  public Int8Verdicts(Path home) {
    this(home, Processor.description());
  }

  /** As if this were another machine. */
  Int8Verdicts(Path home, String machine) {
    this.folder = home.resolve("int8");
    this.machine = machine;
  }

  /**
   * The verdict that is kept, if there is one.
   *
   * @param fingerprint of the int8 network
   */
  public Optional<Int8Verdict> find(String fingerprint) {
    try {
      Path file = file(fingerprint);
      return Files.isRegularFile(file) && Files.size(file) <= LONGEST
          ? Optional.of(JSON.readValue(Files.readAllBytes(file), Int8Verdict.class))
          : Optional.empty();
    } catch (IOException e) {
      // As if it were not there: the networks are then compared again.
      return Optional.empty();
    }
  }

  /**
   * The verdict on a network, which is kept from then on where that can be written.
   *
   * @param fingerprint of the int8 network
   * @throws IOException what the comparison threw
   */
  public Int8Verdict get(String fingerprint, Comparison comparison) throws IOException {
    Optional<Int8Verdict> kept = find(fingerprint);
    if (kept.isPresent()) {
      return kept.get();
    }
    Int8Verdict verdict = comparison.run();
    try {
      Files.createDirectories(folder);
      AtomicFile.write(file(fingerprint), out -> out.write(JSON.writeValueAsBytes(verdict)));
    } catch (IOException e) {
      // The next start takes longer, and that is all.
    }
    return verdict;
  }

  private Path file(String fingerprint) {
    String key = String.join("\n", JUDGEMENT, fingerprint, Network.runtime(), machine);
    return folder.resolve(HexFormat.of().formatHex(Sha256.of(key, StandardCharsets.UTF_16BE)));
  }
}
