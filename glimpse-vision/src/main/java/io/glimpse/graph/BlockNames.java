package io.glimpse.graph;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the blocks of a family consist of, by the names of their tensors behind a block's prefix.
 *
 * @param normFirst whether a norm comes before what it is of, or behind its sum with the tokens
 * @param attentionNorm the norm of the attention
 * @param projections to queries, keys and values
 * @param out the way out of the attention
 * @param perceptronNorm the norm of the perceptron
 * @param gate whose activation multiplies what {@code up} gives; null where that is activated
 *     itself
 * @param up the perceptron's first layer
 * @param down its last
 */
record BlockNames(
    boolean normFirst,
    String attentionNorm,
    List<Linear> projections,
    Linear out,
    String perceptronNorm,
    @Nullable Linear gate,
    Linear up,
    Linear down) {

  /** Of OpenAI's state dict. */
  static final BlockNames CLIP =
      new BlockNames(
          true,
          "ln_1",
          List.of(
              Linear.part("attn.in_proj_", 0, 3),
              Linear.part("attn.in_proj_", 1, 3),
              Linear.part("attn.in_proj_", 2, 3)),
          Linear.of("attn.out_proj"),
          "ln_2",
          null,
          Linear.of("mlp.c_fc"),
          Linear.of("mlp.c_proj"));

  /** Of both towers of a SigLIP model. */
  static final BlockNames SIGLIP =
      new BlockNames(
          true,
          "layer_norm1",
          each("self_attn.", "q_proj", "k_proj", "v_proj"),
          Linear.of("self_attn.out_proj"),
          "layer_norm2",
          null,
          Linear.of("mlp.fc1"),
          Linear.of("mlp.fc2"));

  /** Of BERT. */
  static final BlockNames BERT =
      new BlockNames(
          false,
          "attention.output.LayerNorm",
          each("attention.self.", "query", "key", "value"),
          Linear.of("attention.output.dense"),
          "output.LayerNorm",
          null,
          Linear.of("intermediate.dense"),
          Linear.of("output.dense"));

  private static final String SCALE_1 = "layer_scale1.lambda1";
  private static final String SCALE_2 = "layer_scale2.lambda1";

  /** Of DINOv2, whose gated perceptrons hold both first layers in one tensor. */
  static BlockNames dino2(boolean gated) {
    return new BlockNames(
        true,
        "norm1",
        each("attention.attention.", "query", "key", "value"),
        Linear.of("attention.output.dense").scaledBy(SCALE_1),
        "norm2",
        gated ? Linear.part("mlp.weights_in.", 0, 2) : null,
        gated ? Linear.part("mlp.weights_in.", 1, 2) : Linear.of("mlp.fc1"),
        Linear.of(gated ? "mlp.weights_out" : "mlp.fc2").scaledBy(SCALE_2));
  }

  /** Of DINOv3. */
  static BlockNames dino3(boolean gated) {
    return new BlockNames(
        true,
        "norm1",
        each("attention.", "q_proj", "k_proj", "v_proj"),
        Linear.of("attention.o_proj").scaledBy(SCALE_1),
        "norm2",
        gated ? Linear.of("mlp.gate_proj") : null,
        Linear.of("mlp.up_proj"),
        Linear.of("mlp.down_proj").scaledBy(SCALE_2));
  }

  /** Copies the list. */
  BlockNames {
    projections = List.copyOf(projections);
  }

  private static List<Linear> each(String prefix, String query, String key, String value) {
    return List.of(Linear.of(prefix + query), Linear.of(prefix + key), Linear.of(prefix + value));
  }
}
