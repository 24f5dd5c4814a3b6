package io.glimpse.featurestore;

import io.glimpse.feature.FeatureBatch;
import io.glimpse.image.ImageException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A picture that went through an encoder, or what was wrong with it.
 *
 * @param file as it was asked for
 * @param views the features of each view, 1 picture each with all its tokens; empty if it failed
 * @param error null if it was encoded
 */
public record EncodedFile(Path file, List<FeatureBatch> views, @Nullable ImageException error) {

  public EncodedFile {
    views = List.copyOf(views);
  }
}
