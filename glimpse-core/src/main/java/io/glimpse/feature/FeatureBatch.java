package io.glimpse.feature;

import io.glimpse.matrix.Matrix;
import java.util.Collections;
import java.util.List;
import java.util.Objects;

/** The features of some pictures, in memory. See {@link FeatureSource} for what a token is. */
public final class FeatureBatch implements FeatureSource {

  private final Matrix tokens;
  private final int tokensPerImage;
  private final List<LocalTokens> local;

  private FeatureBatch(Matrix tokens, int tokensPerImage, List<LocalTokens> local) {
    this.tokens = tokens;
    this.tokensPerImage = tokensPerImage;
    this.local = local;
  }

  /**
   * Global features only.
   *
   * @param globals n x d, one row a picture; not copied
   */
  public static FeatureBatch ofGlobals(Matrix globals) {
    return new FeatureBatch(globals, 1, List.of());
  }

  /**
   * Features with spatial tokens.
   *
   * @param tokens (n · tokensPerImage) x d, the tokens of a picture one after the other; not copied
   */
  public static FeatureBatch ofTokens(Matrix tokens, int tokensPerImage) {
    if (tokensPerImage < 1 || tokens.rows() % tokensPerImage != 0) {
      throw new IllegalArgumentException(
          tokens.rows() + " tokens are not a whole number of pictures of " + tokensPerImage);
    }
    return new FeatureBatch(tokens, tokensPerImage, List.of());
  }

  /** Its shape, never the values. */
  @Override
  public String toString() {
    return "FeatureBatch[images="
        + size()
        + ", tokens="
        + tokensPerImage
        + ", dimension="
        + dimension()
        + "]";
  }

  @Override
  public int size() {
    return tokens.rows() / tokensPerImage;
  }

  @Override
  public int dimension() {
    return tokens.columns();
  }

  @Override
  public int tokensPerImage() {
    return tokensPerImage;
  }

  /** All tokens of all pictures, (n · tokensPerImage) x d. */
  public Matrix tokens() {
    return tokens;
  }

  /** The global features, n x d; a window on the storage. */
  @Override
  public Matrix globals() {
    return tokensPerImage == 1 ? tokens : tokens.everyRow(0, tokensPerImage);
  }

  /**
   * The spatial tokens of one picture, h·w x d, row by row of the image; a window on the storage.
   */
  public Matrix spatial(int image) {
    Objects.checkIndex(image, size());
    return tokens.rows(image * tokensPerImage + 1, (image + 1) * tokensPerImage);
  }

  /**
   * These features with the local tokens of every picture.
   *
   * @param ofPictures not copied, so that tokens may be unpacked as they are asked for
   * @throws IllegalArgumentException if there are more or fewer than pictures
   */
  public FeatureBatch withLocal(List<LocalTokens> ofPictures) {
    if (ofPictures.size() != size()) {
      throw new IllegalArgumentException(
          "local tokens of " + ofPictures.size() + " pictures do not go with " + size());
    }
    return new FeatureBatch(tokens, tokensPerImage, Collections.unmodifiableList(ofPictures));
  }

  /** The local tokens of every picture; empty where they were not asked for. */
  public List<LocalTokens> local() {
    return local;
  }

  /** A copy; local tokens have no unit. */
  @Override
  public FeatureBatch unit() {
    return new FeatureBatch(tokens.copy().normalizeRows(), tokensPerImage, local);
  }

  /** A window on the storage. */
  @Override
  public FeatureBatch read(int from, int to) {
    Objects.checkFromToIndex(from, to, size());
    return new FeatureBatch(
        tokens.rows(from * tokensPerImage, to * tokensPerImage),
        tokensPerImage,
        local.isEmpty() ? local : local.subList(from, to));
  }
}
