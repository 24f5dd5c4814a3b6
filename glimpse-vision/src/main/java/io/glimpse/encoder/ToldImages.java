package io.glimpse.encoder;

import io.glimpse.image.PictureNotes;

/**
 * Tells what was found of images as they are handed out, so that what is told does not depend on
 * the threads that read them.
 */
record ToldImages(Ordered<EncodedImage> images, PictureNotes notes)
    implements Ordered<EncodedImage> {

  @Override
  public boolean hasNext() {
    return images.hasNext();
  }

  @Override
  public EncodedImage next() {
    EncodedImage image = images.next();
    notes.hear(image.input().name(), image.findings());
    return image;
  }

  @Override
  public void close() {
    images.close();
  }
}
