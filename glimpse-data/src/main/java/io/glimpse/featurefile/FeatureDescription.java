package io.glimpse.featurefile;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.glimpse.bank.PictureReading;
import io.glimpse.document.DocumentWriter;
import io.glimpse.encoder.Encoder;
import io.glimpse.encoder.LocalView;
import io.glimpse.file.AtomicFile;
import io.glimpse.file.InputException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The JSON beside a file of features, {@code F.npy.json}: which encoder made them, and of what.
 *
 * <p>The one of an earlier file is deleted before the features change and the new one written after
 * it, so that none ever describes other features.
 */
public final class FeatureDescription {

  private final Path features;
  private final Map<String, Object> facts = new LinkedHashMap<>();

  /** The name of the description of a file. */
  public static Path beside(Path features) {
    return features.resolveSibling(features.getFileName() + ".json");
  }

  /** How descriptions name an encoder whose pictures were encoded. */
  public static Map<String, Object> encoderOfImages(Encoder encoder) {
    boolean exact = encoder.fingerprint().equals(encoder.modelFingerprint());
    return encoder(encoder, exact ? "fp32" : "int8");
  }

  /** How descriptions name an encoder whose texts were encoded, which are float32 always. */
  public static Map<String, Object> encoderOfTexts(Encoder encoder) {
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
  public FeatureDescription(Path features, String of, Encoder encoder, boolean raw, List<?> shape) {
    this.features = features;
    facts.put("of", of);
    facts.put(
        "encoder",
        of.equals(FeatureOrigin.IMAGES) ? encoderOfImages(encoder) : encoderOfTexts(encoder));
    facts.put("rows", raw && !encoder.givesUnitRows() ? "raw" : "unit");
    facts.put("shape", shape);
  }

  /** The same, saying how pictures were read; null for the usual way, of which nothing is said. */
  public FeatureDescription withReading(@Nullable PictureReading reading) {
    if (reading != null && !reading.equals(PictureReading.USUAL)) {
      Map<String, Object> said = new LinkedHashMap<>();
      said.put("background", reading.background());
      said.put("scale16", reading.scale16());
      facts.put("pictures", said);
    }
    return this;
  }

  /**
   * A description of the small places of pictures, the tokens of all levels side by side.
   *
   * @param count of the pictures
   */
  public static FeatureDescription ofPlaces(Path file, Encoder encoder, LocalView view, int count) {
    Map<String, Object> places = new LinkedHashMap<>();
    places.put("fingerprint", view.fingerprint());
    places.put("levels", view.levels().stream().map(FeatureDescription::level).toList());
    places.put("grid", List.of(view.rows(), view.columns()));
    places.put("square", view.side());
    places.put("first", view.first());
    places.put("step", view.step());
    List<Integer> shape = List.of(count, view.places(), view.width());
    return new FeatureDescription(file, FeatureOrigin.IMAGES, encoder, true, shape)
        // They are float32 at any precision of the features, as texts are, and nobody's unit rows.
        .with("encoder", encoderOfTexts(encoder))
        .with("rows", "raw")
        .with("places", places);
  }

  private static Map<String, Object> level(LocalView.Level level) {
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("name", level.name());
    facts.put("width", level.width());
    return facts;
  }

  /** With one more fact, or another in the place of what is there. */
  public FeatureDescription with(String name, Object fact) {
    facts.put(name, fact);
    return this;
  }

  /**
   * Refuses features beside which there is a JSON file of another kind.
   *
   * @throws InputException naming it
   */
  public static void requireOwn(Path features) throws IOException {
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
    throw new InputException(
        file,
        "it does not describe features, and what describes " + features + " would replace it");
  }

  /** Deletes what described the features before. */
  public void forgetOld() throws IOException {
    forgetOld(features);
  }

  /** Deletes what described features that get no other description. */
  static void forgetOld(Path features) throws IOException {
    Files.deleteIfExists(beside(features));
  }

  /** Writes the description, as the last step. */
  public void write() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DocumentWriter.write(facts, bytes);
    AtomicFile.write(beside(features), bytes::writeTo);
  }
}
