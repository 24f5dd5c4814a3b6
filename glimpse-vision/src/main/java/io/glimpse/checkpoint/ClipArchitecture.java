package io.glimpse.checkpoint;

import java.util.List;
import java.util.OptionalInt;

/**
 * The sizes of both towers of a CLIP model.
 *
 * @param vision the image tower
 * @param text the text tower
 * @param embedding width of the space that both end in
 * @param activation in the transformers of both towers
 */
public record ClipArchitecture(Vision vision, Text text, int embedding, Activation activation)
    implements Architecture {

  @Override
  public PictureSize picture() {
    return PictureSize.square(vision.resolution());
  }

  @Override
  public Grid grid() {
    return Grid.square(vision.grid());
  }

  /** An image tower; it takes square pictures of {@link #resolution} pixels a side. */
  public sealed interface Vision permits VisionTransformer, ResNet {

    /** Pixels a side of the picture it takes. */
    int resolution();

    /** Places a side of the grid of spatial tokens. */
    int grid();
  }

  /**
   * A vision transformer.
   *
   * @param patch pixels a side of a patch
   * @param width of a token inside the tower
   */
  public record VisionTransformer(int resolution, int patch, int width, int layers, int heads)
      implements Vision {
    @Override
    public int grid() {
      return resolution / patch;
    }
  }

  /**
   * CLIP's modified ResNet, which ends in an attention pool.
   *
   * @param width channels after the stem; the pool works on 32 times as many
   * @param blocks bottlenecks in each of the four stages
   * @param heads of the attention pool
   */
  public record ResNet(int resolution, int width, List<Integer> blocks, int heads)
      implements Vision {

    public ResNet {
      blocks = List.copyOf(blocks);
    }

    @Override
    public int grid() {
      return resolution / 32;
    }
  }

  /**
   * The text tower.
   *
   * @param context tokens of a text, 77 in all published models
   * @param vocabulary number of token ids
   * @param end the id whose first place marks a text's end, of MetaCLIP 2; empty where its greatest
   *     id does
   */
  public record Text(
      int context, int vocabulary, int width, int layers, int heads, OptionalInt end) {

    /** A text tower of which a text's greatest id marks its end, as CLIP's. */
    public Text(int context, int vocabulary, int width, int layers, int heads) {
      this(context, vocabulary, width, layers, heads, OptionalInt.empty());
    }
  }
}
