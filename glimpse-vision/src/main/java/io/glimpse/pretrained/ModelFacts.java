package io.glimpse.pretrained;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.glimpse.checkpoint.Checkpoint;
import io.glimpse.checkpoint.Grid;
import io.glimpse.checkpoint.TextRules;
import io.glimpse.image.Preprocessing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * What an encoder must know of its networks, stored beside them.
 *
 * @param dimension of a feature
 * @param grid of spatial tokens
 * @param preprocessing of a picture
 * @param texts how they come into the text network; null if there is none
 * @param logitScale what cosines are multiplied by; null where it is not known
 * @param logitBias what is added before a sigmoid; null where there is none
 */
record ModelFacts(
    int dimension,
    Grid grid,
    Preprocessing preprocessing,
    @Nullable TextRules texts,
    @Nullable Double logitScale,
    @Nullable Double logitBias) {

  private static final String NAME = "model.json";
  private static final ObjectMapper JSON = StoredPreprocessing.mapper();

  static ModelFacts of(Checkpoint checkpoint) {
    return new ModelFacts(
        checkpoint.architecture().embedding(),
        checkpoint.architecture().grid(),
        checkpoint.preprocessing(),
        checkpoint.texts().orElse(null),
        boxed(checkpoint.logitScale()),
        boxed(checkpoint.logitBias()));
  }

  private static @Nullable Double boxed(OptionalDouble value) {
    return value.isPresent() ? value.getAsDouble() : null;
  }

  static ModelFacts read(Path folder) throws IOException {
    JsonNode json = JSON.readTree(Files.readAllBytes(folder.resolve(NAME)));
    return json.path("grid").isInt() ? ofClip(json) : JSON.treeToValue(json, ModelFacts.class);
  }

  /** Networks of CLIP models that were built before there were others stay as good as they are. */
  private static ModelFacts ofClip(JsonNode json) throws IOException {
    return new ModelFacts(
        json.path("dimension").intValue(),
        Grid.square(json.path("grid").intValue()),
        JSON.treeToValue(json.path("preprocessing"), Preprocessing.class),
        TextRules.clip(json.path("context").intValue(), json.path("vocabulary").intValue()),
        null,
        null);
  }

  /** The same networks, with what a checkpoint's own files say of texts. */
  ModelFacts withTexts(@Nullable TextRules said) {
    return new ModelFacts(dimension, grid, preprocessing, said, logitScale, logitBias);
  }

  void write(Path folder) throws IOException {
    Files.write(folder.resolve(NAME), JSON.writeValueAsBytes(this));
  }
}
