package io.glimpse.encoder;

import io.glimpse.feature.FeatureBatch;
import io.glimpse.image.Preprocessing;
import io.glimpse.matrix.Matrix;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A pair of networks that puts pictures and texts into one space of features.
 *
 * <p>Many threads may use one encoder at a time. It holds native memory until it is closed.
 */
public interface Encoder extends AutoCloseable {

  /** The name that it was opened by, such as {@code lite} or {@code ViT-B/32}. */
  String name();

  /** SHA-256 of weights and preprocessing, in hex: features of two encoders never mix. */
  String fingerprint();

  /** Width d of a feature. */
  int dimension();

  /** Columns w of the grid of spatial tokens. */
  int gridWidth();

  /** Rows h of the grid of spatial tokens. */
  int gridHeight();

  /** How a picture becomes the network's input. */
  Preprocessing preprocessing();

  /** Whether it does best with class names as they are, so that templates are left aside. */
  default boolean usesBareNames() {
    return false;
  }

  /** The templates that it does best with, {@code {}} standing for the class name. */
  List<String> templates();

  /**
   * Its own default parameters of a method, by parameter name, where they differ from the method's:
   * for example alpha and beta of {@code tip}.
   */
  Map<String, String> defaults(String method);

  /** What a user must know before trusting an answer without examples; empty for a real CLIP. */
  Optional<String> zeroShotWarning();

  /**
   * Encodes pictures to unit rows: all tokens, token 0 global.
   *
   * @param pixels direct, {@code images} x 3 x size x size from its position on; not modified
   * @param images number of pictures, at least 1
   */
  FeatureBatch encodeImages(FloatBuffer pixels, int images);

  /**
   * Encodes texts to unit rows, one each, in order.
   *
   * @param texts class names already put into a template
   */
  Matrix encodeTexts(List<String> texts);

  /** Frees the native memory. Does not throw. */
  @Override
  void close();
}
