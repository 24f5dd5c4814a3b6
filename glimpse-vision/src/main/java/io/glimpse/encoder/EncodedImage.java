package io.glimpse.encoder;

import io.glimpse.feature.FeatureBatch;
import io.glimpse.image.ImageException;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A picture that went through an encoder, or what was wrong with it. */
public final class EncodedImage {

  private final Path path;
  private final byte @Nullable [] crop;
  private final @Nullable FeatureBatch features;
  private final @Nullable ImageException error;

  private EncodedImage(
      Path path,
      byte @Nullable [] crop,
      @Nullable FeatureBatch features,
      @Nullable ImageException error) {
    this.path = path;
    this.crop = crop;
    this.features = features;
    this.error = error;
  }

  static EncodedImage prepared(Path path, byte[] crop) {
    return new EncodedImage(path, crop, null, null);
  }

  static EncodedImage refused(Path path, ImageException error) {
    return new EncodedImage(path, null, null, error);
  }

  EncodedImage with(FeatureBatch encoded) {
    return new EncodedImage(path, crop, encoded, null);
  }

  /** The file, as it was given. */
  public Path path() {
    return path;
  }

  /** What was wrong with the file; null if it was encoded. */
  public @Nullable ImageException error() {
    return error;
  }

  /**
   * The uint8 picture that the encoder saw, [size, size, 3].
   *
   * @throws ImageException if the file was refused
   */
  public byte[] crop() throws ImageException {
    requireGood();
    return Objects.requireNonNull(crop);
  }

  /**
   * The features: 1 picture with all its tokens.
   *
   * @throws ImageException if the file was refused
   */
  public FeatureBatch features() throws ImageException {
    requireGood();
    return Objects.requireNonNull(features);
  }

  private void requireGood() throws ImageException {
    if (error != null) {
      throw error;
    }
  }
}
