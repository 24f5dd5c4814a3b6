package io.glimpse.lite;

import io.glimpse.encoder.EncoderOptions;
import io.glimpse.encoder.EncoderOptions.Precision;
import io.glimpse.encoder.LocalView;
import io.glimpse.encoder.PlaceNetwork;
import io.glimpse.file.Sha256;
import io.glimpse.graph.MiddleLayer;
import io.glimpse.graph.PlaceGraph;
import io.glimpse.onnx.Network;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;

/**
 * The first nine blocks of the image network at twice its resolution, whose fifth and eighth see a
 * scratch that the last layer does not.
 *
 * <p>They are cut out of the float32 network in memory, whatever the precision of the other: the
 * int8 network's first blocks are held to nothing but what comes out at its end.
 */
final class LitePlaces {

  private static final int SIZE = 2 * LiteImages.SIZE;
  private static final int GRID = 26;

  /**
   * 3 x 3 of the cells of 16 pixels for every place; of the cells of 8 the same number, which begin
   * behind two at the border, so that both levels have their centres within 4 pixels of another.
   */
  private static final List<MiddleLayer> LAYERS =
      List.of(new MiddleLayer("block5.add", 48, 2, 2), new MiddleLayer("block8.add", 88, 0, 1));

  /** The first place is about pixels 24 to 31 in the one level, 16 to 31 in the other. */
  private static final int FIRST = 18;

  private static final int STEP = 16;

  /** To be raised when the same resources give other tokens. */
  private static final int VERSION = 1;

  private LitePlaces() {}

  /** What of a picture they see. */
  static LocalView view() throws IOException {
    String parts = "places " + VERSION + " " + LiteFingerprint.of(Precision.FP32);
    return new LocalView(
        HexFormat.of().formatHex(Sha256.of(parts, StandardCharsets.US_ASCII)),
        LiteImages.preprocessing(SIZE),
        LAYERS.stream().map(layer -> new LocalView.Level(layer.value(), layer.width())).toList(),
        GRID,
        GRID,
        FIRST,
        STEP);
  }

  /** Loads them. */
  static PlaceNetwork open(EncoderOptions options, LocalView view) throws IOException {
    byte[] whole = Embedded.bytes(LiteImages.file(Precision.FP32));
    byte[] network = PlaceGraph.cut(whole, SIZE, LAYERS, GRID);
    return new PlaceNetwork(Network.open(network, options.threads(), options.device()), view);
  }
}
