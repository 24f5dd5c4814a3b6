package io.glimpse.examples;

import io.glimpse.Glimpse;
import io.glimpse.encoder.EncoderOptions.Precision;
import io.glimpse.image.DecodeOptions;
import io.glimpse.onnx.Device;
import java.io.IOException;
import java.nio.file.Path;

/** Everything that can be said of an encoder before it is opened. */
public final class OpenedWithCare {

  private OpenedWithCare() {}

  /** Takes the folder of images and one for models. */
  public static void main(String[] args) throws IOException {
    Path home = Path.of(args[1]).resolve("home");
    // begin
    try (var glimpse =
        Glimpse.builder()
            .encoder("lite") // or "ViT-B/32", or the path of a checkpoint
            .precision(Precision.FP32) // or INT8
            .device(Device.CPU) // or CUDA
            .threads(2) // images at a time where many are asked about at once
            .home(home) // models, built networks, texts that are kept
            .offline(true) // false lets a model of the catalogue be fetched
            .decoding(DecodeOptions.defaults()) // pixels, EXIF, transparency, 16 bits
            .open()) {
      System.out.println(glimpse.encoder().name() + " of " + glimpse.encoder().dimension());
    }
    // end
  }
}
