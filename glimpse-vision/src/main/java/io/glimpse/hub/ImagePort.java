package io.glimpse.hub;

import io.glimpse.checkpoint.CheckpointException;
import io.glimpse.image.Preprocessing;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;

/**
 * How pictures go into a network and features come out.
 *
 * @param output the name of the features of pictures, or of all tokens
 */
record ImagePort(String output) {

  static final String PIXELS = "pixel_values";

  private static final int CHANNELS = 3;

  /**
   * Recognises a network for pictures.
   *
   * @param whole whether it takes texts as well
   * @throws CheckpointException if it does not take such pictures
   */
  static ImagePort of(
      Path file, NetworkHeader header, ModelKind kind, Preprocessing pictures, boolean whole)
      throws CheckpointException {
    PortRules rules = new PortRules(file, header);
    NetworkPort pixels = rules.input(PIXELS);
    Set<String> known = new HashSet<>(Set.of(PIXELS));
    if (whole) {
      known.addAll(TextPort.INPUTS);
    }
    rules.requireNoOthers(known);
    rules.requireType(pixels, Set.of(ElementType.FLOAT));
    rules.requireRank(pixels, 4);
    rules.requireExtent(pixels, 0, 1, "pictures at a time");
    rules.requireExtent(pixels, 1, CHANNELS, "channels");
    rules.requireExtent(pixels, 2, pictures.height(), "rows, as preprocessor_config.json says,");
    rules.requireExtent(pixels, 3, pictures.width(), "columns, as preprocessor_config.json says,");
    return new ImagePort(rules.output(kind.imageOutputs(), kind.readsTexts() ? 2 : 3));
  }
}
