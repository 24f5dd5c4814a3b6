package io.glimpse.server.document;

import io.glimpse.document.DocumentWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Documents as bytes. */
public final class Json {

  /** The content type of documents that are no problems. */
  public static final String CONTENT_TYPE = "application/json";

  private Json() {}

  /** A document on one line, as UTF-8. */
  public static byte[] bytes(Object document) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      DocumentWriter.writeLine(document, out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }
}
