package io.glimpse.featurestore;

import io.glimpse.encoder.EncodedImage;
import io.glimpse.encoder.Encoder;
import io.glimpse.encoder.ImagePipeline;
import io.glimpse.feature.EncoderId;
import io.glimpse.feature.FeatureBatch;
import io.glimpse.file.Input;
import io.glimpse.image.Augmentation;
import io.glimpse.image.Background;
import io.glimpse.image.DecodeOptions;
import io.glimpse.image.ImageException;
import io.glimpse.image.Scale16;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** The usual {@link ImageEncoder}: an {@link Encoder} behind an {@link ImagePipeline}. */
public final class PipelineEncoder implements ImageEncoder {

  private final Encoder encoder;
  private final DecodeOptions options;
  private final int threads;

  /**
   * @param encoder stays open, and is for the caller to close
   * @param threads pictures that are worked on at a time
   */
  public PipelineEncoder(Encoder encoder, DecodeOptions options, int threads) {
    this.encoder = encoder;
    this.options = options;
    this.threads = threads;
  }

  @Override
  public EncoderId id() {
    return encoder.id();
  }

  @Override
  public String reading() {
    Background background = options.background();
    return (background == null ? "" : "-on-" + background.toString().replace("#", ""))
        + (options.scaling() == Scale16.FULL ? "" : "-16-" + options.scaling().label());
  }

  /** Raw ones can still become unit rows, which the mean of several views is not made of. */
  @Override
  public Rows rows() {
    return encoder.givesUnitRows() ? Rows.UNIT : Rows.RAW;
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
  public void encode(List<Path> files, ViewSpec views, boolean tokens, Consumer<EncodedFile> sink) {
    Augmentation augmentation = views.augmentation();
    BenchmarkRendering sides = views.sides();
    ImagePipeline pipeline =
        new ImagePipeline(encoder, options, threads, sides == null ? null : sides.reader())
            .raw()
            .globalsOnly(!tokens);
    if (augmentation == null) {
      pipeline.run(Input.ofFiles(files), image -> sink.accept(encoded(image)));
    } else {
      pipeline.run(
          Input.ofFiles(files), augmentation, views.count(), image -> sink.accept(encoded(image)));
    }
  }

  /** A feature for each view: of an image itself, of augmentations of it, or of a cloud. */
  private static EncodedFile encoded(EncodedImage image) {
    Path file = image.input().file().orElseThrow();
    try {
      FeatureBatch features = image.features();
      List<FeatureBatch> views = new ArrayList<>();
      for (int v = 0; v < features.size(); v++) {
        views.add(features.read(v, v + 1));
      }
      return new EncodedFile(file, views, null);
    } catch (ImageException e) {
      return new EncodedFile(file, List.of(), e);
    }
  }
}
