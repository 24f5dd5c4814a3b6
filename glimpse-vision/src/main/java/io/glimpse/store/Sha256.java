package io.glimpse.store;

import java.nio.charset.Charset;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** SHA-256 of texts. */
public final class Sha256 {

  /** Bytes of a hash. */
  public static final int LENGTH = 32;

  private Sha256() {}

  /** The hash of a text's bytes in a character set. */
  public static byte[] of(String text, Charset charset) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(charset));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
