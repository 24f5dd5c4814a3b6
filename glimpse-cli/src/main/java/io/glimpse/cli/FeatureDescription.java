package io.glimpse.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.glimpse.document.DocumentWriter;
import io.glimpse.encoder.Encoder;
import io.glimpse.file.AtomicFile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
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

  /** The name of the description of a file. */
  static Path beside(Path features) {
    return features.resolveSibling(features.getFileName() + ".json");
  }

  /** How descriptions name an encoder whose pictures were encoded. */
  static Map<String, Object> encoderOfImages(Encoder encoder) {
    boolean exact = encoder.fingerprint().equals(encoder.modelFingerprint());
    return encoder(encoder, exact ? "fp32" : "int8");
  }

  /** How descriptions name an encoder whose texts were encoded, which are float32 always. */
  static Map<String, Object> encoderOfTexts(Encoder encoder) {
    return encoder(encoder, "fp32");
  }

  private static Map<String, Object> encoder(Encoder encoder, String precision) {
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("name", encoder.name());
    facts.put("fingerprint", encoder.modelFingerprint());
    facts.put("precision", precision);
    return facts;
  }

  /**
   * A description without the facts that differ from command to command.
   *
   * @param of what a row is of: {@link FeatureOrigin#IMAGES} or {@link FeatureOrigin#TEXTS}
   */
  FeatureDescription(Path features, String of, Encoder encoder, boolean raw, List<?> shape) {
    this.features = features;
    facts.put("of", of);
    facts.put(
        "encoder",
        of.equals(FeatureOrigin.IMAGES) ? encoderOfImages(encoder) : encoderOfTexts(encoder));
    facts.put("rows", raw && !encoder.givesUnitRows() ? "raw" : "unit");
    facts.put("shape", shape);
  }

  FeatureDescription with(String name, Object fact) {
    facts.put(name, fact);
    return this;
  }

  /**
   * Refuses features beside which there is a JSON file of another kind.
   *
   * @throws UsageException naming it
   */
  static void requireOwn(Path features) throws IOException {
    Path file = beside(features);
    if (!Files.exists(file)) {
      return;
    }
    try {
      JsonNode json = new ObjectMapper().readTree(file.toFile());
      if (json.has("encoder") && json.has("shape")) {
        return;
      }
    } catch (JsonProcessingException e) {
      // Not even JSON.
    }
    throw new UsageException(
        file + " is not of Glimpse, and would be replaced by what describes " + features);
  }

  /** Deletes what described the features before. */
  void forgetOld() throws IOException {
    Files.deleteIfExists(beside(features));
  }

  /** Writes the description, as the last step. */
  void write() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DocumentWriter.write(facts, bytes);
    AtomicFile.write(beside(features), bytes::writeTo);
  }
}
