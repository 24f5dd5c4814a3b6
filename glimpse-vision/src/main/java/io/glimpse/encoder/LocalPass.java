package io.glimpse.encoder;

import io.glimpse.image.Framing;
import io.glimpse.image.Image;
import java.nio.FloatBuffer;

/**
 * The second look at a picture, for its small places. One picture goes through the network at a
 * time: the widest layers of a few large squares would take a hundred megabytes of every thread,
 * and gain nothing.
 */
final class LocalPass {

  private final Encoder encoder;
  private final LocalView view;
  private final PixelBuffers buffers;

  /**
   * Into one encoder.
   *
   * @throws IllegalArgumentException if it offers no local tokens
   */
  LocalPass(Encoder encoder, int buffers) {
    this.encoder = encoder;
    this.view =
        encoder
            .local()
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "encoder '" + encoder.name() + "' offers no local tokens"));
    this.buffers = new PixelBuffers(view.preprocessing().length(), buffers);
  }

  /** The places of a picture. */
  LocalImage of(Image picture) {
    byte[] crop = view.preprocessing().crop(picture);
    FloatBuffer pixels = buffers.take();
    view.preprocessing().normalise(crop, pixels);
    LocalImage places =
        new LocalImage(
            view,
            encoder.encodeLocal(pixels.flip(), 1).get(0),
            Framing.of(picture, view.preprocessing()),
            crop);
    buffers.giveBack(pixels);
    return places;
  }
}
