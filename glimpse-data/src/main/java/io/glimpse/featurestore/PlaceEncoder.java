package io.glimpse.featurestore;

import io.glimpse.encoder.EncodedImage;
import io.glimpse.encoder.Encoder;
import io.glimpse.encoder.ImagePipeline;
import io.glimpse.encoder.LocalImage;
import io.glimpse.encoder.LocalView;
import io.glimpse.feature.EncoderId;
import io.glimpse.feature.FeatureBatch;
import io.glimpse.feature.LocalTokens;
import io.glimpse.file.Input;
import io.glimpse.image.DecodeOptions;
import io.glimpse.image.ImageException;
import io.glimpse.matrix.Matrix;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

/**
 * What an encoder's middle layers see, for a {@link FeatureStore} of its own folder: the tokens of
 * a picture are those of its small places, all levels side by side, and the first is their mean.
 */
public final class PlaceEncoder implements ImageEncoder {

  private final ImagePipeline pipeline;
  private final LocalView view;

  /**
   * Of one encoder.
   *
   * @param encoder stays open, and is for the caller to close
   * @param threads pictures that are worked on at a time
   * @throws IllegalArgumentException if it offers no local tokens
   */
  public PlaceEncoder(Encoder encoder, DecodeOptions options, int threads) {
    this.pipeline = new ImagePipeline(encoder, options, threads).globalsOnly(true).withLocal(true);
    this.view = encoder.local().orElseThrow();
  }

  /** The encoder's name, and the fingerprint of its view. */
  @Override
  public EncoderId id() {
    return new EncoderId(pipeline.encoder().name() + " (places)", view.fingerprint());
  }

  @Override
  public Rows rows() {
    return Rows.RAW;
  }

  @Override
  public int dimension() {
    return view.width();
  }

  @Override
  public int tokensPerImage() {
    return 1 + view.places();
  }

  /**
   * {@inheritDoc}
   *
   * @param views the centre: places are those of a picture itself
   */
  @Override
  public void encode(List<Path> files, ViewSpec views, boolean tokens, Consumer<EncodedFile> sink) {
    if (views.augmentation() != null || views.sides() != null) {
      throw new IllegalArgumentException("places are those of a picture itself, not of views");
    }
    pipeline.run(Input.ofFiles(files), image -> sink.accept(encoded(image)));
  }

  private EncodedFile encoded(EncodedImage image) {
    Path file = image.input().file().orElseThrow();
    try {
      Matrix places = image.local().map(LocalImage::joined).orElseThrow();
      Matrix rows = new Matrix(tokensPerImage(), places.columns());
      rows.setRows(1, places);
      for (int j = 0; j < places.columns(); j++) {
        double sum = 0;
        for (int place = 0; place < places.rows(); place++) {
          sum += places.get(place, j);
        }
        rows.set(0, j, (float) (sum / places.rows()));
      }
      return new EncodedFile(file, List.of(FeatureBatch.ofTokens(rows, tokensPerImage())), null);
    } catch (ImageException e) {
      return new EncodedFile(file, List.of(), e);
    }
  }

  /**
   * The places of a picture as they were encoded.
   *
   * @param picture one, with all its tokens, as the store gives it
   */
  public LocalTokens places(FeatureBatch picture) {
    return view.split(picture.spatial(0));
  }
}
