package io.glimpse.checkpoint;

/**
 * The sizes of a SigLIP or SigLIP 2 model for pictures of one size.
 *
 * <p>Its tensors have the names of {@code transformers}: {@code vision_model.*} with {@code
 * vision_model.head.*}, {@code text_model.*} with {@code text_model.head.*}. The last may be
 * missing: then a text's feature is what the last norm gives.
 *
 * @param vision the image tower
 * @param text the text tower
 */
public record SiglipArchitecture(Vision vision, Text text) implements Architecture {

  @Override
  public PictureSize picture() {
    return PictureSize.square(vision.resolution);
  }

  @Override
  public Grid grid() {
    return picture().grid(vision.patch);
  }

  /** The width of the image tower, whose head changes none. */
  @Override
  public int embedding() {
    return vision.blocks.width();
  }

  /**
   * The image tower, which ends in a head that pools by attention, with as many heads as the blocks
   * and their activation.
   *
   * @param resolution pixels a side of the pictures; the patch need not divide it
   * @param patch pixels a side of a patch
   */
  public record Vision(int resolution, int patch, TransformerShape blocks) {}

  /**
   * The text tower.
   *
   * @param context tokens of every text, to which shorter ones are filled
   * @param vocabulary number of token ids
   */
  public record Text(int context, int vocabulary, TransformerShape blocks) {}
}
