package io.glimpse.checkpoint;

import com.fasterxml.jackson.databind.node.IntNode;
import io.glimpse.image.Preprocessing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What {@code config.json} and {@code preprocessor_config.json} in a folder say of a model whose
 * networks are not built here.
 */
public final class ModelSettings {

  /** The classes that prepare pictures where a file names none, by the kind of the model. */
  private static final Map<String, ImageProcessor> PROCESSORS =
      Map.of(
          "clip", ImageProcessor.CLIP,
          "metaclip_2", ImageProcessor.CLIP,
          "chinese_clip", ImageProcessor.CHINESE_CLIP,
          "siglip", ImageProcessor.SIGLIP,
          "dinov2", ImageProcessor.BIT,
          "dinov2_with_registers", ImageProcessor.BIT,
          "dinov3_vit", ImageProcessor.DINOV3);

  private final CheckpointFiles files;
  private final ConfigValues config;

  private ModelSettings(CheckpointFiles files, ConfigValues config) {
    this.files = files;
    this.config = config;
  }

  /** Whether a folder has settings. */
  public static boolean areIn(Path folder) {
    return Files.isRegularFile(folder.resolve(TransformersConfig.FILE));
  }

  /**
   * Reads the settings of a folder.
   *
   * @throws IOException if they are missing or damaged
   */
  public static ModelSettings read(Path folder) throws IOException {
    Path file = folder.resolve(TransformersConfig.FILE);
    if (!Files.isRegularFile(file)) {
      throw new CheckpointException(
          folder, "has no %s, which says what kind of model it is".formatted(file.getFileName()));
    }
    return new ModelSettings(new CheckpointFiles(file), ConfigValues.read(file));
  }

  /** The file that says what kind of model it is, for messages. */
  public Path file() {
    return config.file();
  }

  /** The files that were read. */
  public List<Path> files() {
    List<Path> all = new ArrayList<>(List.of(config.file()));
    for (String name : List.of(PreprocessorJson.FILE, PreprocessorJson.PROCESSOR_FILE)) {
      Path file = files.sibling(name);
      if (file != null) {
        all.add(file);
      }
    }
    return all;
  }

  /** What {@code transformers} calls the kind of the model. */
  public String modelType() throws CheckpointException {
    return config.text("model_type", "");
  }

  /**
   * A whole number above 0.
   *
   * @param section of the file; empty for the file itself
   * @return null if it is not said
   */
  public @Nullable Integer whole(String section, String key) throws CheckpointException {
    return section.isEmpty() ? config.whole(key) : config.object(section).whole(key);
  }

  /** A whole number from 0 on, of the file itself. */
  public int count(String key, int otherwise) throws CheckpointException {
    return config.json().path(key).equals(IntNode.valueOf(0)) ? 0 : config.whole(key, otherwise);
  }

  /**
   * How pictures are prepared.
   *
   * @throws IOException if no file says it, or it is something that is not done here
   */
  public Preprocessing preprocessing() throws IOException {
    ConfigValues said = PreprocessorJson.find(files);
    if (said == null) {
      throw new CheckpointException(
          config.file(),
          "has no %s beside it, which says how pictures are prepared; fetch it from where the"
                  .formatted(PreprocessorJson.FILE)
              + " networks come from");
    }
    ImageProcessor family = PROCESSORS.getOrDefault(modelType(), ImageProcessor.CLIP);
    return PreprocessorJson.read(said, family, null);
  }

  /** How pictures are prepared, in a form that only changes on purpose: for fingerprints. */
  public static String description(Preprocessing preprocessing) {
    return Fingerprint.describe(preprocessing);
  }
}
