package io.glimpse.checkpoint;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Gives the tensors of every layout OpenAI's names, and the shapes that go with them. */
final class TensorNames {

  /** What PyTorch's wrappers for several devices and for compiling put in front of every name. */
  private static final List<String> WRAPPERS = List.of("_orig_mod.", "module.", "_orig_mod.");

  /** What open_clip puts in front of a text tower that is a module of its own. */
  private static final String TEXT_MODULE = "text.";

  private static final Pattern TRANSFORMERS_BLOCK =
      Pattern.compile("(text|vision)_model\\.encoder\\.layers\\.(\\d+)\\.(.+)");

  /** What is outside of the blocks, in {@code transformers} and in OpenAI's. */
  private static final Map<String, String> TRANSFORMERS_NAMES =
      Map.ofEntries(
          Map.entry("vision_model.embeddings.class_embedding", "visual.class_embedding"),
          Map.entry("vision_model.embeddings.patch_embedding.weight", "visual.conv1.weight"),
          Map.entry(
              "vision_model.embeddings.position_embedding.weight", "visual.positional_embedding"),
          Map.entry("vision_model.pre_layrnorm.weight", "visual.ln_pre.weight"),
          Map.entry("vision_model.pre_layrnorm.bias", "visual.ln_pre.bias"),
          Map.entry("vision_model.post_layernorm.weight", "visual.ln_post.weight"),
          Map.entry("vision_model.post_layernorm.bias", "visual.ln_post.bias"),
          Map.entry("visual_projection.weight", "visual.proj"),
          Map.entry("text_model.embeddings.token_embedding.weight", "token_embedding.weight"),
          Map.entry("text_model.embeddings.position_embedding.weight", "positional_embedding"),
          Map.entry("text_model.final_layer_norm.weight", "ln_final.weight"),
          Map.entry("text_model.final_layer_norm.bias", "ln_final.bias"),
          Map.entry("text_projection.weight", "text_projection"),
          Map.entry("logit_scale", "logit_scale"));

  private static final Map<String, String> TRANSFORMERS_LAYERS =
      Map.of(
          "layer_norm1", "ln_1",
          "layer_norm2", "ln_2",
          "mlp.fc1", "mlp.c_fc",
          "mlp.fc2", "mlp.c_proj",
          "self_attn.out_proj", "attn.out_proj");

  /** BERT's parts, whose own names they keep behind those of the tower. */
  private static final Pattern TRANSFORMERS_BERT =
      Pattern.compile(
          "text_model\\.((embeddings\\.(\\w+_embeddings|LayerNorm)|encoder\\.layer|pooler)\\..+)");

  private static final List<String> PROJECTIONS = List.of("q_proj", "k_proj", "v_proj");

  private final String family;
  private final Path file;
  private final Map<String, Tensor> stored;
  private final Map<String, Tensor> tensors = new LinkedHashMap<>();
  private final Map<String, String> storedNames = new HashMap<>();
  private final String prefix;

  private TensorNames(String family, Path file, Map<String, Tensor> stored, String prefix) {
    this.family = family;
    this.file = file;
    this.stored = stored;
    this.prefix = prefix;
  }

  /** Whether these are the names that {@code transformers} gives. */
  static boolean areTransformers(Map<String, Tensor> stored) {
    return stored.keySet().stream()
        .anyMatch(name -> name.startsWith("vision_model.") || name.startsWith("text_model."));
  }

  /**
   * Renames what has another name; what CLIP does not know keeps its own.
   *
   * @param family that the model is of, for messages
   * @param prefix that was before each of the names in the file
   */
  static ModelTensors openAi(String family, Path file, Map<String, Tensor> stored, String prefix)
      throws CheckpointException {
    TensorNames names = new TensorNames(family, file, stored, prefix);
    if (areTransformers(stored)) {
      names.renameTransformers();
    } else {
      names.dropPrefixes();
    }
    return new ModelTensors(file, family, names.tensors, names.storedNames);
  }

  private void dropPrefixes() throws CheckpointException {
    String wrapped = "";
    for (String wrapper : WRAPPERS) {
      String longer = wrapped + wrapper;
      if (stored.keySet().stream().allMatch(name -> name.startsWith(longer))) {
        wrapped = longer;
      }
    }
    for (var entry : stored.entrySet()) {
      String name = entry.getKey().substring(wrapped.length());
      put(
          name.startsWith(TEXT_MODULE) ? name.substring(TEXT_MODULE.length()) : name,
          entry.getKey(),
          entry.getValue());
    }
  }

  private void renameTransformers() throws CheckpointException {
    for (var entry : stored.entrySet()) {
      String name = entry.getKey();
      Matcher block = TRANSFORMERS_BLOCK.matcher(name);
      if (block.matches()) {
        renameInBlock(block, entry.getValue());
      } else {
        Matcher bert = TRANSFORMERS_BERT.matcher(name);
        String renamed =
            bert.matches() ? "bert." + bert.group(1) : TRANSFORMERS_NAMES.getOrDefault(name, name);
        // A linear layer keeps [out, in]; OpenAI multiplies by a matrix [in, out].
        boolean projection = name.endsWith("_projection.weight");
        Tensor tensor = entry.getValue();
        if (projection && tensor.shape().size() != 2) {
          throw new CheckpointException(
              file, "the tensor '" + name + "' has the shape " + tensor.shape() + ", no matrix");
        }
        put(renamed, name, projection ? tensor.transposed() : tensor);
      }
    }
  }

  private void renameInBlock(Matcher block, Tensor tensor) throws CheckpointException {
    String tower = block.group(1).equals("vision") ? "visual." : "";
    String prefix = tower + "transformer.resblocks." + block.group(2) + ".";
    String name = block.group();
    int dot = block.group(3).lastIndexOf('.');
    String layer = block.group(3).substring(0, Math.max(dot, 0));
    String kind = block.group(3).substring(dot + 1);
    String renamed = TRANSFORMERS_LAYERS.get(layer);
    if (renamed != null) {
      put(prefix + renamed + "." + kind, name, tensor);
    } else if (layer.equals("self_attn.q_proj")) {
      put(prefix + "attn.in_proj_" + kind, name, stack(name, tensor));
    } else if (!layer.equals("self_attn.k_proj") && !layer.equals("self_attn.v_proj")) {
      put(name, name, tensor);
    }
  }

  private Tensor stack(String query, Tensor first) throws CheckpointException {
    List<Tensor> parts = new ArrayList<>();
    for (String projection : PROJECTIONS) {
      String name = query.replace("q_proj", projection);
      Tensor part = stored.get(name);
      if (part == null) {
        throw new CheckpointException(
            file, "has no tensor '" + name + "', which " + family + " needs");
      }
      if (part.shape().isEmpty()
          || !part.shape().equals(first.shape())
          || part.type() != first.type()) {
        throw new CheckpointException(
            file,
            "the tensor '%s' has another type or shape than '%s': %s %s against %s %s"
                .formatted(name, query, part.type(), part.shape(), first.type(), first.shape()));
      }
      parts.add(part);
    }
    return new StackedTensor(parts);
  }

  private void put(String name, String storedName, Tensor tensor) throws CheckpointException {
    if (tensors.put(name, tensor) != null) {
      throw new CheckpointException(
          file, "has two tensors for '%s', one is '%s'".formatted(name, prefix + storedName));
    }
    storedNames.put(name, prefix + storedName);
  }
}
