package io.glimpse.shots;

import io.glimpse.encoder.EncodedImage;
import io.glimpse.encoder.ImagePipeline;
import io.glimpse.file.Input;
import io.glimpse.image.Augmentation;
import java.util.List;
import java.util.function.Consumer;

/**
 * Encodes examples as those of a bank were. Many threads may share one, each with examples of its
 * own; see {@link BankBuilder#encoding}.
 */
public final class ShotEncoding {

  private final ShotRecipe recipe;

  /**
   * The mean of an image's augmentations is taken before it is normalised; clouds are unit rows.
   */
  private final ImagePipeline rows;

  ShotEncoding(ShotRecipe recipe, ImagePipeline pipeline) {
    this.recipe = recipe;
    this.rows = recipe.kind() == BankKind.CLOUDS ? pipeline : pipeline.raw();
  }

  ShotRecipe recipe() {
    return recipe;
  }

  ImagePipeline rows() {
    return rows;
  }

  /** Encodes one example on the calling thread; what is wrong with it, the result says. */
  public EncodedImage of(Input example) {
    if (recipe.isPlain()) {
      return rows.run(example);
    }
    EncodedImage[] encoded = new EncodedImage[1];
    run(List.of(example), image -> encoded[0] = image);
    return encoded[0];
  }

  /** Encodes many on all threads of the pipeline, and gives them in order. */
  void run(List<? extends Input> examples, Consumer<EncodedImage> sink) {
    if (recipe.isPlain()) {
      rows.run(examples, sink);
    } else {
      rows.run(examples, Augmentation.ofSeed(recipe.seed()), recipe.augmentations(), sink);
    }
  }
}
