package io.glimpse.clip;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.glimpse.checkpoint.ClipArchitecture;
import io.glimpse.image.Preprocessing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What an encoder must know of its networks, stored beside them.
 *
 * @param dimension of a feature
 * @param grid places a side of the grid of spatial tokens
 * @param context ids of a text at most
 * @param vocabulary number of ids
 * @param preprocessing of a picture
 */
record ModelFacts(
    int dimension, int grid, int context, int vocabulary, Preprocessing preprocessing) {

  private static final String NAME = "model.json";
  private static final ObjectMapper JSON = StoredPreprocessing.mapper();

  static ModelFacts of(ClipArchitecture architecture, Preprocessing preprocessing) {
    return new ModelFacts(
        architecture.embedding(),
        architecture.vision().grid(),
        architecture.text().context(),
        architecture.text().vocabulary(),
        preprocessing);
  }

  static ModelFacts read(Path folder) throws IOException {
    return JSON.readValue(Files.readAllBytes(folder.resolve(NAME)), ModelFacts.class);
  }

  void write(Path folder) throws IOException {
    Files.write(folder.resolve(NAME), JSON.writeValueAsBytes(this));
  }
}
