package io.glimpse.checkpoint;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A checkpoint as it lies on disk, of which it is not known yet what it is.
 *
 * @param files its files
 * @param tensors by the names that they are stored by, without the prefix
 * @param prefix that stands before each of the names in the file; empty for none
 */
record StoredModel(CheckpointFiles files, Map<String, Tensor> tensors, String prefix) {

  /** The file of the weights, for messages. */
  Path file() {
    return files.weights();
  }

  boolean has(String tensor) {
    return tensors.containsKey(tensor);
  }

  /** Whether the name of some tensor begins so. */
  boolean hasAny(String beginning) {
    return tensors.keySet().stream().anyMatch(name -> name.startsWith(beginning));
  }

  /** Whether the names of the tensors are those that {@code transformers} gives. */
  boolean isTransformers() {
    return TensorNames.areTransformers(tensors) || hasAny("embeddings.");
  }

  /**
   * The configuration that goes with the names of the tensors: of {@code transformers} or of
   * open_clip; null if it is not there.
   */
  @Nullable ConfigValues config() throws IOException {
    Path file = files.sibling(isTransformers() ? TransformersConfig.FILE : OpenClipConfig.FILE);
    return file == null ? null : ConfigValues.read(file);
  }

  /** What kind of model {@code transformers} takes it for; empty where nothing says. */
  String modelType() throws IOException {
    ConfigValues config = isTransformers() ? config() : null;
    return config == null ? "" : config.text("model_type", "");
  }
}
