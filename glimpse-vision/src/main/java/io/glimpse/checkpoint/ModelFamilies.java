package io.glimpse.checkpoint;

import io.glimpse.checkpoint.ModelFamily.ReadModel;
import java.io.IOException;
import java.util.List;

/** The families of models that are read here. */
final class ModelFamilies {

  /** CLIP comes last: it takes what nobody else does. */
  private static final List<ModelFamily> ALL =
      List.of(new DinoFamily(), new SiglipFamily(), new ChineseClipFamily(), new ClipFamily());

  private ModelFamilies() {}

  /**
   * Reads a checkpoint by the rules of its family.
   *
   * @throws CheckpointException if it is of none, or not whole
   */
  static ReadModel read(StoredModel stored) throws IOException {
    UnreadModels.refuse(stored);
    for (ModelFamily family : ALL) {
      if (family.recognises(stored)) {
        return family.read(stored);
      }
    }
    throw new CheckpointException(stored.file(), "is of no family of models that is read here");
  }
}
