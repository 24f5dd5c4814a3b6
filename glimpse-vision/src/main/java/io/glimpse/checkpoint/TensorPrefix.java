package io.glimpse.checkpoint;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What stands before the names of all tensors: frameworks keep a model in an attribute of a module
 * of their own, and its name, such as {@code model.} or {@code net.clip_model.}, before those of
 * the tensors.
 *
 * @param text ends with a dot; empty for none
 */
record TensorPrefix(String text) {

  /** Tensors of which every model that is read here has one, by its layout. */
  private static final List<String> ANCHORS =
      List.of(
          "visual.conv1.weight",
          "vision_model.embeddings.patch_embedding.weight",
          "visual.trunk.patch_embed.proj.weight",
          "embeddings.patch_embeddings.projection.weight",
          "embeddings.patch_embeddings.weight");

  /** PyTorch's own, of which there is nothing to say. */
  private static final Set<String> USUAL = Set.of("", "module.", "_orig_mod.");

  /**
   * Finds the prefix.
   *
   * @param file for messages
   * @throws CheckpointException if a model has a prefix that other tensors lack
   */
  static TensorPrefix of(Path file, Set<String> names) throws CheckpointException {
    String some = "";
    for (String anchor : ANCHORS) {
      if (names.contains(anchor)) {
        return new TensorPrefix("");
      }
      for (String name : names) {
        String prefix = name.substring(0, Math.max(0, name.length() - anchor.length()));
        if (!prefix.endsWith(".") || !name.endsWith(anchor)) {
          continue;
        }
        if (names.stream().allMatch(each -> each.startsWith(prefix))) {
          return new TensorPrefix(prefix);
        }
        some = prefix;
      }
    }
    if (!some.isEmpty()) {
      String prefix = some;
      Optional<String> other = names.stream().filter(n -> !n.startsWith(prefix)).findFirst();
      throw new CheckpointException(
          file,
          "has a model whose tensors are named '"
              + prefix
              + "...', but other tensors, too, such as '"
              + other.orElse("")
              + "'; save the state dict of the model alone");
    }
    return new TensorPrefix("");
  }

  /** Whether a person should hear that it is taken off. */
  boolean isUnusual() {
    return !USUAL.contains(text);
  }

  /** The tensors by their names without it. */
  Map<String, Tensor> takenOff(Map<String, Tensor> stored) {
    if (text.isEmpty()) {
      return stored;
    }
    Map<String, Tensor> named = new LinkedHashMap<>();
    stored.forEach((name, tensor) -> named.put(name.substring(text.length()), tensor));
    return named;
  }
}
