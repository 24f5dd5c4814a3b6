package io.glimpse.clip;

import java.nio.charset.Charset;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** SHA-256 of texts. */
final class Sha256 {

  /** Bytes of a hash. */
  static final int LENGTH = 32;

  private Sha256() {}

  static byte[] of(String text, Charset charset) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(charset));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
