package io.glimpse.checkpoint;

import io.glimpse.image.Preprocessing;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A kind of model: how its checkpoints are told from others, and read.
 *
 * <p>Each layout that a family is published in becomes one set of names, so that whatever comes
 * after knows of families only.
 */
interface ModelFamily {

  /** Whether a checkpoint is of this family, be it whole or not. */
  boolean recognises(StoredModel stored) throws IOException;

  /**
   * Reads a checkpoint.
   *
   * @throws CheckpointException if it lacks a tensor, contradicts itself or its configuration, or
   *     is a kind of model that is not built here
   */
  ReadModel read(StoredModel stored) throws IOException;

  /**
   * A checkpoint that was found whole.
   *
   * @param tensors by the family's names
   * @param used names of those that the model uses
   * @param texts null for a family without
   * @param facts all that features depend on beside the used tensors and the preparation of
   *     pictures, in a form that only changes on purpose
   * @param notes sentences on what was assumed, for the user
   */
  record ReadModel(
      ModelTensors tensors,
      Architecture architecture,
      List<String> used,
      Preprocessing preprocessing,
      @Nullable TextRules texts,
      String facts,
      List<String> notes) {

    public ReadModel {
      used = List.copyOf(used);
      notes = List.copyOf(notes);
    }
  }
}
