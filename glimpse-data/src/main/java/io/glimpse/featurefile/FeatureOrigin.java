package io.glimpse.featurefile;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.glimpse.bank.PictureReading;
import io.glimpse.file.InputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which encoder made the features of a file, as the {@link FeatureDescription} beside it says.
 *
 * @param file of the features
 * @param ofImages whether the rows are pictures' and not texts'
 * @param encoder its name
 * @param fingerprint of the model, the same at any precision
 * @param precision of the arithmetic; empty where it is not said
 * @param pictures how they were read; null for the usual way
 */
public record FeatureOrigin(
    Path file,
    boolean ofImages,
    String encoder,
    String fingerprint,
    String precision,
    @Nullable PictureReading pictures) {

  /** What the rows of pictures are of. */
  public static final String IMAGES = "images";

  /** What the rows of texts are of. */
  public static final String TEXTS = "texts";

  private static final ObjectMapper JSON = new ObjectMapper();

  /**
   * Which encoder made the features of an array.
   *
   * @param features as {@link ArrayFile#open} takes it
   * @return empty if nothing beside the file says it
   */
  public static Optional<FeatureOrigin> of(Path features) throws IOException {
    return Optional.ofNullable(read(ArrayFile.fileOf(features)));
  }

  /**
   * Reads the description beside a file of features. It is read as a stream, for it may list many
   * failures behind what is wanted here.
   *
   * @return null if there is none, or it names no encoder
   */
  static @Nullable FeatureOrigin read(Path features) throws IOException {
    Path description = FeatureDescription.beside(features);
    if (!Files.isRegularFile(description)) {
      return null;
    }
    String of = "";
    JsonNode encoder = JSON.missingNode();
    JsonNode pictures = JSON.missingNode();
    try (JsonParser parser = JSON.createParser(description.toFile())) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        return null;
      }
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        String name = parser.currentName();
        parser.nextToken();
        if (name.equals("of")) {
          of = parser.getValueAsString("");
        } else if (name.equals("encoder")) {
          encoder = JSON.readTree(parser);
        } else if (name.equals("pictures")) {
          pictures = JSON.readTree(parser);
        } else {
          parser.skipChildren();
        }
      }
    } catch (JsonProcessingException e) {
      throw new InputException(
          description,
          "it is not JSON; if the features beside it are good, delete it and they are used as they"
              + " are");
    }
    String fingerprint = encoder.path("fingerprint").asText("");
    return fingerprint.isEmpty()
        ? null
        : new FeatureOrigin(
            features,
            of.equals(IMAGES),
            encoder.path("name").asText("?"),
            fingerprint,
            encoder.path("precision").asText(""),
            reading(pictures));
  }

  private static @Nullable PictureReading reading(JsonNode pictures) {
    PictureReading usual = PictureReading.USUAL;
    PictureReading said =
        new PictureReading(
            pictures.path("background").asText(usual.background()),
            pictures.path("scale16").asText(usual.scale16()));
    return said.equals(usual) ? null : said;
  }

  /** Refuses features that cannot meet this one's in one run. */
  void requireFits(FeatureOrigin other) throws InputException {
    if (!fingerprint.equals(other.fingerprint)) {
      throw new InputException(
          "",
          String.format(
              "%s holds features of encoder '%s' (%.12s), but %s those of '%s' (%.12s); encode all"
                  + " of a run with one encoder",
              file, encoder, fingerprint, other.file, other.encoder, other.fingerprint));
    }
    if (ofImages && other.ofImages && !precision.equals(other.precision)) {
      throw new InputException(
          "",
          String.format(
              "%s was encoded in %s, but %s in %s; encode all pictures of a run in one precision",
              file, shown(precision), other.file, shown(other.precision)));
    }
  }

  private static String shown(String precision) {
    return precision.isEmpty() ? "an unknown precision" : precision;
  }
}
