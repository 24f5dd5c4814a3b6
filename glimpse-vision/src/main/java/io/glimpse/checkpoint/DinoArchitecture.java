package io.glimpse.checkpoint;

/**
 * The sizes of a DINOv2 or DINOv3 model, which has no texts.
 *
 * <p>Its tensors have the names of {@code transformers}: {@code embeddings.*}, {@code
 * encoder.layer.*} and {@code layernorm} of the second, {@code layer.*} and {@code norm} of the
 * third. A linear layer whose bias is not among them has none.
 *
 * @param picture the size of the pictures; the patch need not divide it
 * @param patch pixels a side of a patch
 * @param registers tokens that stand for nothing and are no part of the output; 0 for none
 * @param gated whether a perceptron's first layer is multiplied by a second one's activation
 * @param positions how tokens know their places
 */
public record DinoArchitecture(
    PictureSize picture,
    int patch,
    TransformerShape blocks,
    int registers,
    boolean gated,
    Positions positions)
    implements Architecture {

  @Override
  public Grid grid() {
    return picture.grid(patch);
  }

  @Override
  public int embedding() {
    return blocks.width();
  }

  @Override
  public boolean hasTexts() {
    return false;
  }

  /** How tokens know their places. */
  public sealed interface Positions permits Table, Rotary {}

  /**
   * By a table that is added to them, of DINOv2.
   *
   * @param side rows and columns of places that it has, which need not be those of the pictures
   * @param antialiased how it is resampled where it has others, bicubic in either case: as DINOv2
   *     with registers does, widening the kernel where places become fewer and cutting it at
   *     borders, or as the one without, which does neither
   */
  public record Table(int side, boolean antialiased) implements Positions {}

  /**
   * By an angle by which queries and keys are turned, of DINOv3.
   *
   * @param base θ of the frequencies {@code θ^(-4j/D)} of a head of width D, which 4 divides
   */
  public record Rotary(double base) implements Positions {}
}
