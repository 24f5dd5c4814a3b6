package io.glimpse.encoder;

import io.glimpse.feature.LocalTokens;
import io.glimpse.image.Image;
import io.glimpse.image.ImageException;
import io.glimpse.image.Preprocessing;
import io.glimpse.local.Tiling;
import io.glimpse.matrix.Matrix;
import java.nio.FloatBuffer;
import java.util.List;

/**
 * The second look at a picture, for its small places. One square goes through the network at a
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

  /**
   * The places of a picture.
   *
   * @param name of the picture, for messages
   * @throws ImageException if it takes more squares than there may be
   */
  LocalImage of(String name, Image picture, Tiling tiling) throws ImageException {
    Preprocessing preprocessing = view.preprocessing();
    TileGrid tiles = grid(name, picture, tiling);
    if (tiles.count() == 1) {
      byte[] crop = preprocessing.square(picture, tiles.first());
      return new LocalImage(tiles, tokens(crop), crop);
    }
    List<Matrix> levels =
        view.widths().stream().map(width -> new Matrix(tiles.places(), width)).toList();
    for (int square = 0; square < tiles.count(); square++) {
      LocalTokens tokens = tokens(preprocessing.square(picture, tiles.square(square)));
      for (int level = 0; level < levels.size(); level++) {
        levels.get(level).setRows(square * view.places(), tokens.levels().get(level));
      }
    }
    return new LocalImage(
        tiles, new LocalTokens(levels), preprocessing.stretched(picture, tiles.mapped()));
  }

  private TileGrid grid(String name, Image picture, Tiling tiling) throws ImageException {
    try {
      return TileGrid.of(picture, view, tiling);
    } catch (IllegalArgumentException e) {
      throw new ImageException(name + ": " + e.getMessage(), e);
    }
  }

  private LocalTokens tokens(byte[] crop) {
    FloatBuffer pixels = buffers.take();
    view.preprocessing().normalise(crop, pixels);
    LocalTokens tokens = encoder.encodeLocal(pixels.flip(), 1).get(0);
    buffers.giveBack(pixels);
    return tokens;
  }
}
