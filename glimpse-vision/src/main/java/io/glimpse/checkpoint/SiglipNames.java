package io.glimpse.checkpoint;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Gives the tensors of SigLIP models in open_clip's layout the names of {@code transformers}. */
final class SiglipNames {

  private static final String HEAD = "vision_model.head.";
  private static final String POOL = "visual.trunk.attn_pool.";

  private static final Pattern VISION_BLOCK =
      Pattern.compile("visual\\.trunk\\.blocks\\.(\\d+)\\.(.+)\\.(weight|bias)");

  private static final Pattern TEXT_BLOCK =
      Pattern.compile("text\\.transformer\\.resblocks\\.(\\d+)\\.(.+?)[._](weight|bias)");

  private static final Map<String, String> VISION_LAYERS =
      Map.of(
          "norm1", "layer_norm1",
          "norm2", "layer_norm2",
          "attn.proj", "self_attn.out_proj",
          "mlp.fc1", "mlp.fc1",
          "mlp.fc2", "mlp.fc2");

  private static final Map<String, String> TEXT_LAYERS =
      Map.of(
          "ln_1", "layer_norm1",
          "ln_2", "layer_norm2",
          "attn.out_proj", "self_attn.out_proj",
          "mlp.c_fc", "mlp.fc1",
          "mlp.c_proj", "mlp.fc2");

  /** What is outside of the blocks: the beginnings of names, each ended by a dot. */
  private static final Map<String, String> LAYERS =
      Map.of(
          "visual.trunk.patch_embed.proj.",
          "vision_model.embeddings.patch_embedding.",
          "visual.trunk.norm.",
          "vision_model.post_layernorm.",
          POOL + "proj.",
          HEAD + "attention.out_proj.",
          POOL + "norm.",
          HEAD + "layernorm.",
          POOL + "mlp.",
          HEAD + "mlp.",
          "text.token_embedding.",
          "text_model.embeddings.token_embedding.",
          "text.ln_final.",
          "text_model.final_layer_norm.",
          "text.text_projection.",
          "text_model.head.");

  private static final List<String> PROJECTIONS = List.of("q_proj", "k_proj", "v_proj");

  private final StoredModel stored;
  private final Path file;
  private final Map<String, Tensor> tensors = new LinkedHashMap<>();
  private final Map<String, String> storedNames = new HashMap<>();

  private SiglipNames(StoredModel stored) {
    this.stored = stored;
    this.file = stored.file();
  }

  /**
   * Renames what has another name; what SigLIP does not know keeps its own.
   *
   * @param family that the model is of, for messages
   */
  static ModelTensors transformers(String family, StoredModel stored) throws CheckpointException {
    SiglipNames names = new SiglipNames(stored);
    for (Map.Entry<String, Tensor> entry : stored.tensors().entrySet()) {
      names.rename(entry.getKey(), entry.getValue());
    }
    return new ModelTensors(stored.file(), family, names.tensors, names.storedNames);
  }

  private void rename(String name, Tensor tensor) throws CheckpointException {
    Matcher vision = VISION_BLOCK.matcher(name);
    Matcher text = TEXT_BLOCK.matcher(name);
    if (vision.matches()) {
      block("vision_model.encoder.layers.", vision, "attn.qkv", VISION_LAYERS, tensor);
    } else if (text.matches()) {
      block("text_model.encoder.layers.", text, "attn.in_proj", TEXT_LAYERS, tensor);
    } else if (name.equals(POOL + "q.weight") || name.equals(POOL + "q.bias")) {
      String kind = name.substring((POOL + "q.").length());
      put(HEAD + "attention.in_proj_" + kind, name, pooling(name, tensor, kind));
    } else if (name.equals("visual.trunk.pos_embed")) {
      put("vision_model.embeddings.position_embedding.weight", name, table(name, tensor));
    } else if (name.equals("text.positional_embedding")) {
      put("text_model.embeddings.position_embedding.weight", name, tensor);
    } else if (name.equals(POOL + "latent")) {
      put(HEAD + "probe", name, tensor);
    } else if (name.equals("logit_scale") || name.equals("logit_bias")) {
      put(name, name, tensor.elements() == 1 ? new ReshapedTensor(tensor, List.of()) : tensor);
    } else if (!name.startsWith(POOL + "kv.")) {
      put(layer(name), name, tensor);
    }
  }

  private static String layer(String name) {
    for (Map.Entry<String, String> layer : LAYERS.entrySet()) {
      if (name.startsWith(layer.getKey())) {
        return layer.getValue() + name.substring(layer.getKey().length());
      }
    }
    return name;
  }

  private void block(
      String blocks, Matcher parts, String packed, Map<String, String> layers, Tensor tensor)
      throws CheckpointException {
    String prefix = blocks + parts.group(1) + ".";
    String kind = parts.group(3);
    String name = parts.group();
    if (parts.group(2).equals(packed)) {
      int rows = rows(name, tensor, PROJECTIONS.size());
      for (int i = 0; i < PROJECTIONS.size(); i++) {
        put(
            prefix + "self_attn." + PROJECTIONS.get(i) + "." + kind,
            name,
            new TensorRows(tensor, i * rows, rows));
      }
    } else {
      String layer = layers.get(parts.group(2));
      put(layer == null ? name : prefix + layer + "." + kind, name, tensor);
    }
  }

  /**
   * The query, key and value projections of the head, of which two lie in a tensor of their own.
   */
  private Tensor pooling(String name, Tensor query, String kind) throws CheckpointException {
    String other = POOL + "kv." + kind;
    @Nullable Tensor pair = stored.tensors().get(other);
    if (pair == null) {
      throw new CheckpointException(file, "has no tensor '" + other + "', which SigLIP needs");
    }
    int rows = rows(other, pair, 2);
    TensorRows key = new TensorRows(pair, 0, rows);
    if (!key.shape().equals(query.shape()) || key.type() != query.type()) {
      throw new CheckpointException(
          file,
          "the tensor '%s' of the shape %s does not go with '%s' of the shape %s"
              .formatted(other, pair.shape(), name, query.shape()));
    }
    return new StackedTensor(List.of(query, key, new TensorRows(pair, rows, rows)));
  }

  private int rows(String name, Tensor tensor, int parts) throws CheckpointException {
    if (tensor.shape().isEmpty() || tensor.shape().get(0) % parts != 0 || tensor.elements() == 0) {
      throw new CheckpointException(
          file,
          "the tensor '%s' has the shape %s, which is not %d projections"
              .formatted(stored.prefix() + name, tensor.shape(), parts));
    }
    return tensor.shape().get(0) / parts;
  }

  /** A table without the axis of its one picture. */
  private Tensor table(String name, Tensor tensor) throws CheckpointException {
    List<Integer> shape = tensor.shape();
    if (shape.size() != 3 || shape.get(0) != 1) {
      throw new CheckpointException(
          file, "the tensor '%s' has the shape %s, no [1, places, width]".formatted(name, shape));
    }
    return new ReshapedTensor(tensor, shape.subList(1, 3));
  }

  private void put(String name, String storedName, Tensor tensor) throws CheckpointException {
    if (tensors.put(name, tensor) != null) {
      throw new CheckpointException(
          file,
          "has two tensors for '%s', one is '%s'".formatted(name, stored.prefix() + storedName));
    }
    storedNames.put(name, stored.prefix() + storedName);
  }
}
