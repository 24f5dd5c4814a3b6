package io.glimpse.checkpoint;

import io.glimpse.checkpoint.ClipArchitecture.Vision;

/**
 * The sizes of a Chinese-CLIP model: CLIP's image tower beside BERT's encoder of texts.
 *
 * <p>Its tensors have the names of the original checkpoints: {@code visual.*} as OpenAI's, {@code
 * bert.embeddings.*} and {@code bert.encoder.layer.*}, {@code text_projection} [width, embedding].
 *
 * @param vision the image tower
 * @param text the text tower
 * @param embedding width of the space that both end in
 * @param activation of the image tower, where it is a vision transformer
 */
public record ChineseClipArchitecture(
    Vision vision, Text text, int embedding, Activation activation) implements Architecture {

  @Override
  public PictureSize picture() {
    return PictureSize.square(vision.resolution());
  }

  @Override
  public Grid grid() {
    return Grid.square(vision.grid());
  }

  /**
   * The text tower.
   *
   * @param positions rows of its table: tokens of a text, at most
   * @param vocabulary number of token ids; id 0 fills what a text leaves free
   */
  public record Text(int positions, int vocabulary, TransformerShape blocks) {}
}
