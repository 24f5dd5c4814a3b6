package io.glimpse.encoder;

/** Hears how far the encoding of many texts has come. */
@FunctionalInterface
public interface TextListener {

  /** Hears nothing. */
  TextListener SILENT = (done, total) -> {};

  /** So many of all texts are encoded. Texts that are encoded in one go are not told of. */
  void encoded(int done, int total);
}
