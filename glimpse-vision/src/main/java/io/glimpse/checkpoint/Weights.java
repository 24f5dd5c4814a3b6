package io.glimpse.checkpoint;

import java.nio.FloatBuffer;
import java.util.List;
import java.util.Set;

/**
 * The tensors of a model, whatever layout they were stored in, read on demand as float32. Those of
 * CLIP have the names of OpenAI's state dict: {@code visual.conv1.weight}, {@code
 * transformer.resblocks.0.attn.in_proj_weight}, {@code text_projection}; those of other families
 * are said where their {@link Architecture} is.
 */
public interface Weights {

  /** The names of all tensors. */
  Set<String> names();

  /**
   * The extents of a tensor; empty for a scalar.
   *
   * @throws IllegalArgumentException if there is none of that name
   */
  List<Integer> shape(String name);

  /**
   * Reads a run of a tensor's values in row-major order.
   *
   * @param first index of the first value
   * @param target filled from its position to its limit
   * @throws IllegalArgumentException if there is none of that name, or it ends before the run does
   */
  void read(String name, long first, FloatBuffer target);
}
