package io.glimpse.encoder;

import io.glimpse.feature.FeatureBatch;
import io.glimpse.image.ImageException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * A picture that went through an encoder, or what was wrong with it. A file that is no picture,
 * such as a point cloud, stands here with its views: several pictures.
 */
public final class EncodedImage {

  private final Path path;
  private final IntFunction<byte[]> crops;
  private final @Nullable FeatureBatch features;
  private final @Nullable ImageException error;

  private EncodedImage(
      Path path,
      IntFunction<byte[]> crops,
      @Nullable FeatureBatch features,
      @Nullable ImageException error) {
    this.path = path;
    this.crops = crops;
    this.features = features;
    this.error = error;
  }

  static EncodedImage prepared(Path path, byte[] crop) {
    return new EncodedImage(path, view -> crop, null, null);
  }

  static EncodedImage refused(Path path, ImageException error) {
    return new EncodedImage(
        path,
        view -> {
          throw new IllegalStateException(path + " was refused");
        },
        null,
        error);
  }

  /** A file of several views, whose pictures for people are made when they are asked for. */
  static EncodedImage seen(Path path, ViewReader.Views views, FeatureBatch features) {
    return new EncodedImage(path, views::crop, features, null);
  }

  /** Whether it waits for its features. */
  boolean isPrepared() {
    return error == null && features == null;
  }

  EncodedImage with(FeatureBatch encoded) {
    return new EncodedImage(path, crops, encoded, null);
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
   * The uint8 picture that the encoder saw, [size, size, 3]; of several views the first.
   *
   * @throws ImageException if the file was refused
   */
  public byte[] crop() throws ImageException {
    return crop(0);
  }

  /**
   * One of the pictures that the encoder saw, [size, size, 3], or a picture of it for people.
   *
   * @param view from 0; as many as the features have
   * @throws ImageException if the file was refused
   */
  public byte[] crop(int view) throws ImageException {
    requireGood();
    return crops.apply(Objects.checkIndex(view, Objects.requireNonNull(features).size()));
  }

  /**
   * The features: 1 picture with all its tokens, or as many as there are views.
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
