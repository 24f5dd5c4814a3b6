/**
 * The encoder that runs offline, found by its name. The jar of MiniLM, whose name as a module would
 * be made of its file's, is not required: only resources of it are read, and it is resolved with
 * the other jars that are no modules.
 */
module io.glimpse.lite {
  requires io.glimpse.vision;
  requires com.fasterxml.jackson.core;
  requires static org.jspecify;

  provides io.glimpse.encoder.EncoderProvider with
      io.glimpse.lite.LiteProvider;
}
