package io.glimpse.encoder;

import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * An encoder's image network as the ONNX file that it runs, for who builds upon it: {@code pixels}
 * float32 [n, 3, r, r] to {@code tokens} float32 [n, t, d], what {@link Encoder#encodeRawImages}
 * gives.
 *
 * @param model the file
 * @param folder of the files that weights of it lie in, there as long as the encoder is open; null
 *     where all stand in the model
 * @param counted whether it has a second input {@code wanted}, int64 [1]: t, from 1 for the global
 *     token alone to all of them
 * @param licence of its weights, for people
 */
public record ImageGraph(Model model, @Nullable Path folder, boolean counted, String licence) {

  /** An ONNX file. */
  @FunctionalInterface
  public interface Model {
    /** All of it, without weights that lie in other files. */
    byte[] read() throws IOException;
  }
}
