package io.glimpse.featurestore;

import io.glimpse.bank.EncoderId;
import io.glimpse.encoder.EncodedImage;
import io.glimpse.encoder.EncodedViews;
import io.glimpse.encoder.Encoder;
import io.glimpse.encoder.ImagePipeline;
import io.glimpse.image.Augmentation;
import io.glimpse.image.DecodeOptions;
import io.glimpse.image.ImageException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

/** The usual {@link PictureEncoder}: an {@link Encoder} behind an {@link ImagePipeline}. */
public final class PipelineEncoder implements PictureEncoder {

  private final Encoder encoder;
  private final ImagePipeline pipeline;

  /**
   * @param encoder stays open, and is for the caller to close
   * @param threads pictures that are worked on at a time
   */
  public PipelineEncoder(Encoder encoder, DecodeOptions options, int threads) {
    this.encoder = encoder;
    this.pipeline = new ImagePipeline(encoder, options, threads);
  }

  @Override
  public EncoderId id() {
    return new EncoderId(encoder.name(), encoder.fingerprint());
  }

  /** Encoders normalise their rows. */
  @Override
  public Rows rows() {
    return Rows.UNIT;
  }

  @Override
  public int dimension() {
    return encoder.dimension();
  }

  @Override
  public int tokensPerImage() {
    return 1 + encoder.gridWidth() * encoder.gridHeight();
  }

  @Override
  public void encode(List<Path> files, Views views, Consumer<EncodedPicture> sink) {
    Augmentation augmentation = views.augmentation();
    if (augmentation == null) {
      pipeline.run(files, image -> sink.accept(encoded(image)));
    } else {
      pipeline.run(files, augmentation, views.count(), image -> sink.accept(encoded(image)));
    }
  }

  private static EncodedPicture encoded(EncodedImage image) {
    try {
      return new EncodedPicture(image.path(), List.of(image.features()), null);
    } catch (ImageException e) {
      return new EncodedPicture(image.path(), List.of(), e);
    }
  }

  private static EncodedPicture encoded(EncodedViews image) {
    try {
      return new EncodedPicture(image.path(), image.features(), null);
    } catch (ImageException e) {
      return new EncodedPicture(image.path(), List.of(), e);
    }
  }
}
