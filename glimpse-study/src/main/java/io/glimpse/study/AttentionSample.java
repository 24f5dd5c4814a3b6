package io.glimpse.study;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.glimpse.file.AtomicFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Where CALIP looks for a picture's own class.
 *
 * @param path below the data set's folder
 * @param className the picture's class
 * @param size rows of the picture as the encoder sees it
 * @param rgb its samples, uint8 {@code [size, columns, 3]}, in Base64
 * @param gridHeight rows of places
 * @param weights of the places, row by row; their sum is 1
 */
public record AttentionSample(
    String path, String className, int size, String rgb, int gridHeight, List<Float> weights) {

  private static final ObjectMapper JSON = new ObjectMapper();

  private static final String DAMAGED = "is damaged; delete it and run the study again";

  private static final int MOST_PIXELS = 4096;

  public AttentionSample {
    Objects.requireNonNull(path, "path");
    Objects.requireNonNull(className, "className");
    weights = List.copyOf(weights);
    if (gridHeight < 1 || weights.isEmpty() || weights.size() % gridHeight != 0) {
      throw new IllegalArgumentException(
          weights.size() + " weights are no grid of " + gridHeight + " rows");
    }
    int length = Base64.getDecoder().decode(rgb).length;
    if (size < 1 || size > MOST_PIXELS || length == 0 || length % (3 * size) != 0) {
      throw new IllegalArgumentException("the samples are no picture of " + size + " rows");
    }
  }

  /** The picture's samples. */
  public byte[] samples() {
    return Base64.getDecoder().decode(rgb);
  }

  /** The file of some samples in a study's folder. */
  static Path file(Path folder, String dataset, String encoder) {
    return folder
        .resolve("attention")
        .resolve(StudyFolder.safe(dataset) + "_" + StudyFolder.safe(encoder) + ".json");
  }

  /**
   * The samples in a study's folder; none where pictures were not at hand.
   *
   * @throws StudyException if the file is damaged
   */
  public static List<AttentionSample> read(Path folder, String dataset, String encoder)
      throws IOException {
    Path file = file(folder, dataset, encoder);
    if (!Files.exists(file)) {
      return List.of();
    }
    try {
      List<AttentionSample> samples =
          JSON.readValue(file.toFile(), new TypeReference<List<@Nullable AttentionSample>>() {});
      if (samples == null || samples.contains(null)) {
        throw new StudyException(file, DAMAGED);
      }
      return samples;
    } catch (JsonProcessingException e) {
      throw new StudyException(file, DAMAGED, e);
    }
  }

  static void write(Path file, List<AttentionSample> samples) throws IOException {
    Files.createDirectories(file.getParent());
    byte[] json = JSON.writeValueAsBytes(samples);
    AtomicFile.write(file, out -> out.write(json));
  }
}
