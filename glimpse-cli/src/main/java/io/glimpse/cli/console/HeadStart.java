package io.glimpse.cli.console;

import io.glimpse.image.ImageDecoder;
import io.glimpse.onnx.Network;

/**
 * Loads what every command that encodes pictures will need, on threads of their own and while the
 * command still looks for its encoder and reads its texts.
 */
public final class HeadStart {

  /**
   * Bytes of address space for the stack of a thread that may load ONNX Runtime. ONNX Runtime's
   * native start-up needs more of it the longer the command line is: with the usual 1 MB, eighty
   * paths ended the process.
   */
  public static final long STACK = 1L << 30;

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
    Thread thread = new Thread(null, quiet, name, STACK);
    thread.setDaemon(true);
    try {
      thread.start();
    } catch (OutOfMemoryError e) {
      // A machine without another thread loads it when it is needed.
    }
  }
}
