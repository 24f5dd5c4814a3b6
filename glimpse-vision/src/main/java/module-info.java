/** Pictures, encoders and the classifier of pictures. */
@SuppressWarnings({
  "module", // The other modules of Glimpse, which compiling this one cannot see.
  "requires-automatic" // ONNX Runtime and the reader of WebP have no module of their own.
})
module io.glimpse.vision {
  requires transitive io.glimpse.core;
  requires com.fasterxml.jackson.databind;
  requires com.microsoft.onnxruntime;
  requires java.net.http;
  requires transitive java.desktop;
  // What the reader of WebP is written in: an automatic module names nothing that it needs.
  requires kotlin.stdlib;
  requires webp.imageio;
  requires static transitive org.jspecify;

  exports io.glimpse.checkpoint to
      io.glimpse.data;
  exports io.glimpse.encoder;
  exports io.glimpse.image;
  exports io.glimpse.onnx;
  exports io.glimpse.graph to
      io.glimpse.export,
      io.glimpse.lite;
  exports io.glimpse.model to
      io.glimpse.inference;
  exports io.glimpse.store to
      io.glimpse.lite,
      io.glimpse.inference;
  exports io.glimpse.text to
      io.glimpse.lite;

  opens io.glimpse.checkpoint to
      com.fasterxml.jackson.databind;
  opens io.glimpse.pretrained to
      com.fasterxml.jackson.databind;
  opens io.glimpse.hub to
      com.fasterxml.jackson.databind;
  opens io.glimpse.graph to
      com.fasterxml.jackson.databind;
  opens io.glimpse.model to
      com.fasterxml.jackson.databind;

  uses io.glimpse.encoder.EncoderProvider;
  uses io.glimpse.model.ModelLayout;

  provides io.glimpse.encoder.EncoderProvider with
      io.glimpse.hub.OnnxFolderProvider,
      io.glimpse.pretrained.CheckpointProvider;
  provides io.glimpse.model.ModelLayout with
      io.glimpse.hub.OnnxLayout,
      io.glimpse.pretrained.CheckpointLayout;
  provides io.glimpse.matrix.Gemm with
      io.glimpse.onnx.OrtGemm;
}
