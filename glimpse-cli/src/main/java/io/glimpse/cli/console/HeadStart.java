package io.glimpse.cli.console;

import io.glimpse.cli.Main;
import io.glimpse.image.ImageDecoder;
import io.glimpse.onnx.Network;

/**
 * Loads what every command that encodes pictures will need, on threads of their own and while the
 * command still looks for its encoder and reads its texts.
 */
final class HeadStart {

  private HeadStart() {}

  /** Begins to load ONNX Runtime and the picture decoders; whoever needs one waits for it. */
  static void begin() {
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
    Thread thread = new Thread(null, quiet, name, Main.STACK);
    thread.setDaemon(true);
    thread.start();
  }
}
