package io.glimpse.featurestore;

import io.glimpse.feature.EncoderId;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

/** What makes features of pictures for a {@link FeatureStore}. */
public interface ImageEncoder {

  /** What the rows of features are; features of the two kinds are never mixed. */
  enum Rows {
    /** Of length 1 each. */
    UNIT,
    /** As the network gives them; the mean of several views is taken of these. */
    RAW
  }

  /** Which encoder this is. */
  EncoderId id();

  /** Tells apart ways to read pictures, as part of a folder's name; empty for the usual one. */
  default String reading() {
    return "";
  }

  /** What the rows are that it makes. */
  Rows rows();

  /** Width d of a feature. */
  int dimension();

  /** 1 + h·w: the global feature and the spatial tokens. */
  int tokensPerImage();

  /**
   * Encodes pictures.
   *
   * @param tokens whether spatial tokens are wanted beside global features
   * @param sink gets every file once, in their order, on the calling thread; what it throws ends
   *     the work
   */
  void encode(List<Path> files, ViewSpec views, boolean tokens, Consumer<EncodedFile> sink);
}
