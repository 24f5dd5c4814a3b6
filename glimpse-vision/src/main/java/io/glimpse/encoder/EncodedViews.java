package io.glimpse.encoder;

import io.glimpse.feature.FeatureBatch;
import io.glimpse.image.ImageException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The augmented views of a picture after an encoder, or what was wrong with the picture. */
public final class EncodedViews {

  private final Path path;
  private final List<FeatureBatch> features;
  private final @Nullable ImageException error;

  private EncodedViews(Path path, List<FeatureBatch> features, @Nullable ImageException error) {
    this.path = path;
    this.features = features;
    this.error = error;
  }

  static EncodedViews of(Path path, List<FeatureBatch> features) {
    return new EncodedViews(path, List.copyOf(features), null);
  }

  static EncodedViews refused(Path path, ImageException error) {
    return new EncodedViews(path, List.of(), error);
  }

  /** The file, as it was given. */
  public Path path() {
    return path;
  }

  /**
   * The features of every view, in the order of their numbers: 1 picture each, with all its tokens.
   *
   * @throws ImageException if the file was refused
   */
  public List<FeatureBatch> features() throws ImageException {
    if (error != null) {
      throw error;
    }
    return features;
  }
}
