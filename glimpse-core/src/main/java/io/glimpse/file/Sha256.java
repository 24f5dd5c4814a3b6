package io.glimpse.file;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.function.LongConsumer;

/** SHA-256, which every Java has. */
public final class Sha256 {

  /** Bytes of a hash. */
  public static final int LENGTH = 32;

  private static final int PIECE = 1 << 20;

  private Sha256() {}

  /** The hash of no bytes yet. */
  public static MessageDigest begin() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /** The hash of a text: {@value #LENGTH} bytes. */
  public static byte[] of(String text, Charset charset) {
    return begin().digest(text.getBytes(charset));
  }

  /** The hash of some bytes, as 64 lower-case hexadecimal digits. */
  public static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(begin().digest(bytes));
  }

  /** The hash of a whole file, as 64 lower-case hexadecimal digits. */
  public static String of(Path file) throws IOException {
    return of(file, done -> {});
  }

  /** As {@link #of(Path)}; {@code progress} hears the bytes so far. */
  public static String of(Path file, LongConsumer progress) throws IOException {
    MessageDigest digest = begin();
    long done = 0;
    try (InputStream in = Files.newInputStream(file)) {
      byte[] piece = new byte[PIECE];
      for (int count = in.read(piece); count >= 0; count = in.read(piece)) {
        digest.update(piece, 0, count);
        done += count;
        progress.accept(done);
      }
    }
    return HexFormat.of().formatHex(digest.digest());
  }
}
