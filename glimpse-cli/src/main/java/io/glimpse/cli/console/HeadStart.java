package io.glimpse.cli.console;

import io.glimpse.image.ImageDecoder;
import io.glimpse.onnx.Network;

/**
 * Loads what every command that encodes pictures will need, on threads of their own and while the
 * command still looks for its encoder and reads its texts.
 */
public final class HeadStart {

  private HeadStart() {}

  /** Begins to load ONNX Runtime and the picture decoders; whoever needs one waits for it. */
  public static void begin() {
    begin("glimpse-onnx", Network::runtime);
    begin("glimpse-decoders", ImageDecoder::new);
  }

  private static void begin(String name, Runnable load) {
    Runnable quiet =
        () -> {
          try {
            load.run();
          } catch (RuntimeException | LinkageError e) {
            // Whoever needs it meets the same failure, and can say what for.
          }
        };
    Thread thread = new Thread(quiet, name);
    thread.setDaemon(true);
    try {
      thread.start();
    } catch (OutOfMemoryError e) {
      // A machine without another thread loads it when it is needed.
    }
  }
}
