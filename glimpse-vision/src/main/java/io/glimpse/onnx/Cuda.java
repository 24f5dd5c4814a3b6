package io.glimpse.onnx;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtProvider;
import ai.onnxruntime.OrtSession;
import io.glimpse.file.InputException;
import io.glimpse.file.Remedy;
import java.io.IOException;

/** The way to a graphics card, which only the GPU build of ONNX Runtime knows. */
final class Cuda {

  private static final int FIRST_CARD = 0;

  private Cuda() {}

  /**
   * Lets a session use the first card.
   *
   * @throws IOException that says what is missing
   */
  static void addTo(OrtSession.SessionOptions options) throws IOException {
    if (!OrtEnvironment.getAvailableProviders().contains(OrtProvider.CUDA)) {
      Remedy remedy = new Remedy(Remedy.Kind.CHOOSE_PROCESSOR);
      throw new InputException(
          "",
          "device cuda needs the GPU build of ONNX Runtime, and the class path has the one for"
              + " processors: put com.microsoft:onnxruntime_gpu of the same version in its place,"
              + " or "
              + remedy.phrase(),
          remedy);
    }
    try {
      options.addCUDA(FIRST_CARD);
    } catch (OrtException e) {
      throw new IOException(
          "device cuda: ONNX Runtime's GPU build is there, but CUDA cannot be used; a driver, the"
              + " CUDA libraries or cuDNN may be missing ("
              + e.getMessage()
              + ")",
          e);
    }
  }
}
