package io.glimpse.encoder;

import io.glimpse.feature.FeatureBatch;
import io.glimpse.file.Input;
import io.glimpse.image.Findings;
import io.glimpse.image.ImageException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * An image that went through an encoder, or what was wrong with it. What stands for itself with
 * several views, such as a point cloud or augmented views of an image, has a feature of each.
 */
public final class EncodedImage {

  private final Input input;
  private final IntFunction<byte[]> crops;
  private final @Nullable FeatureBatch features;
  private final @Nullable LocalImage local;
  private final @Nullable ImageException error;
  private final Findings findings;

  private EncodedImage(
      Input input,
      IntFunction<byte[]> crops,
      @Nullable FeatureBatch features,
      @Nullable LocalImage local,
      @Nullable ImageException error,
      Findings findings) {
    this.input = input;
    this.crops = crops;
    this.features = features;
    this.local = local;
    this.error = error;
    this.findings = findings;
  }

  static EncodedImage prepared(
      Input input, byte[] crop, @Nullable LocalImage local, Findings findings) {
    return new EncodedImage(input, view -> crop, null, local, null, findings);
  }

  static EncodedImage refused(Input input, ImageException error) {
    return new EncodedImage(
        input,
        view -> {
          throw new IllegalStateException(input.name() + " was refused");
        },
        null,
        null,
        error,
        Findings.NONE);
  }

  /** Augmented views of an image, none of which is for people. */
  static EncodedImage augmented(
      Input input, FeatureBatch features, @Nullable LocalImage local, Findings findings) {
    return new EncodedImage(
        input,
        view -> {
          throw new IllegalStateException("augmented views of " + input.name() + " are not kept");
        },
        features,
        local,
        null,
        findings);
  }

  /** Something of several views, whose pictures for people are made when they are asked for. */
  static EncodedImage seen(Input input, ViewReader.Views views, FeatureBatch features) {
    return new EncodedImage(input, views::crop, features, null, null, Findings.NONE);
  }

  /** An image whose features were kept; they are put in by {@link #with}. */
  static EncodedImage recalled(Input input, IntFunction<byte[]> crops, FeatureMemory.Kept kept) {
    return new EncodedImage(input, crops, null, kept.places(), null, kept.findings());
  }

  /** What is to be kept of an image that was encoded to raw rows; null if it was refused. */
  FeatureMemory.@Nullable Kept kept() {
    FeatureBatch rows = features;
    return rows == null
        ? null
        : new FeatureMemory.Kept(
            FeatureBatch.ofTokens(rows.tokens().copy(), rows.tokensPerImage()), local, findings);
  }

  /** Whether it waits for its features. */
  boolean isPrepared() {
    return error == null && features == null;
  }

  EncodedImage with(FeatureBatch encoded) {
    FeatureBatch all = local == null ? encoded : encoded.withLocal(List.of(local.tokens()));
    return new EncodedImage(input, crops, all, local, null, findings);
  }

  /** The file, as it was given. */
  public Input input() {
    return input;
  }

  /** What was found of the image; nothing of what was refused, or is no image. */
  public Findings findings() {
    return findings;
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
   * The features: 1 picture with all its tokens, and with those of its small places if the pipeline
   * was asked for them; or as many pictures as there are views.
   *
   * @throws ImageException if the file was refused
   */
  public FeatureBatch features() throws ImageException {
    requireGood();
    return Objects.requireNonNull(features);
  }

  /**
   * The small places of the image itself, also where the features are of augmented views of it;
   * empty if the pipeline was not asked for them, or the input is no image but has several views.
   *
   * @throws ImageException if the file was refused
   */
  public Optional<LocalImage> local() throws ImageException {
    requireGood();
    return Optional.ofNullable(local);
  }

  private void requireGood() throws ImageException {
    if (error != null) {
      throw error;
    }
  }
}
