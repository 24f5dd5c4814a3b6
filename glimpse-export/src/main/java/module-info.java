/** A classifier as one ONNX file, and as a page that runs it. */
@SuppressWarnings("module") // The other modules of Glimpse, which compiling this one cannot see.
module io.glimpse.export {
  requires transitive io.glimpse.inference;
  requires com.fasterxml.jackson.databind;
  requires static transitive org.jspecify;

  exports io.glimpse.export;
}
