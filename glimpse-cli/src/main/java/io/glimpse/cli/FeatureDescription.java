package io.glimpse.cli;

import io.glimpse.encoder.Encoder;
import io.glimpse.file.AtomicFile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The JSON beside a file of features, {@code F.npy.json}: which encoder made them, and of what.
 *
 * <p>The one of an earlier file is deleted before the features change and the new one written after
 * it, so that none ever describes other features.
 */
final class FeatureDescription {

  private final Path features;
  private final Map<String, Object> facts = new LinkedHashMap<>();

  /**
   * A description without the facts that differ from command to command.
   *
   * @param of what a row is of: {@code images} or {@code texts}
   */
  FeatureDescription(Path features, String of, Encoder encoder, boolean raw, List<?> shape) {
    this.features = features;
    facts.put("of", of);
    facts.put("encoder", Map.of("name", encoder.name(), "fingerprint", encoder.fingerprint()));
    facts.put("rows", raw && !encoder.givesUnitRows() ? "raw" : "unit");
    facts.put("shape", shape);
  }

  FeatureDescription with(String name, Object fact) {
    facts.put(name, fact);
    return this;
  }

  /** Deletes what described the features before. */
  void forgetOld() throws IOException {
    Files.deleteIfExists(file());
  }

  /** Writes the description, as the last step. */
  void write() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
    new Console(out, out, true, true).printJson(facts);
    AtomicFile.write(file(), bytes::writeTo);
  }

  private Path file() {
    return features.resolveSibling(features.getFileName() + ".json");
  }
}
