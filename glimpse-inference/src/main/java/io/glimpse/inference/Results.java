package io.glimpse.inference;

import io.glimpse.encoder.EncodedImage;
import io.glimpse.encoder.Ordered;
import io.glimpse.image.ImageException;

/** What came of many inputs, in their order. For one thread. */
public final class Results implements Ordered<Result> {

  private final Predictor predictor;
  private final Ordered<EncodedImage> images;

  Results(Predictor predictor, Ordered<EncodedImage> images) {
    this.predictor = predictor;
    this.images = images;
  }

  @Override
  public boolean hasNext() {
    return images.hasNext();
  }

  @Override
  public Result next() {
    EncodedImage image = images.next();
    try {
      return new Result(image.input(), predictor.predict(image), null);
    } catch (ImageException e) {
      return new Result(image.input(), null, e);
    }
  }

  @Override
  public void close() {
    images.close();
  }
}
