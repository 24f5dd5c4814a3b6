package io.glimpse.image;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of one picture file, read with bounds checks, and the name to blame.
 *
 * <p>Every read past the end is an {@link ImageException} that says the file is cut off.
 */
final class Source {

  private final String name;
  private final byte[] bytes;

  Source(String name, byte[] bytes) {
    this.name = name;
    this.bytes = bytes;
  }

  String name() {
    return name;
  }

  /** The storage itself; not to be modified. */
  byte[] bytes() {
    return bytes;
  }

  int length() {
    return bytes.length;
  }

  int u8(long at) throws ImageException {
    require(at, 1);
    return bytes[(int) at] & 0xff;
  }

  int u16be(long at) throws ImageException {
    return u8(at) << 8 | u8(at + 1);
  }

  int u16le(long at) throws ImageException {
    return u8(at + 1) << 8 | u8(at);
  }

  long u32be(long at) throws ImageException {
    return (long) u16be(at) << 16 | u16be(at + 2);
  }

  long u32le(long at) throws ImageException {
    return (long) u16le(at + 2) << 16 | u16le(at);
  }

  int u24le(long at) throws ImageException {
    return u8(at + 2) << 16 | u16le(at);
  }

  /** Whether the ASCII text stands at a place; false where the file ends before. */
  boolean has(long at, String ascii) {
    byte[] expected = ascii.getBytes(StandardCharsets.ISO_8859_1);
    if (at < 0 || at > bytes.length - expected.length) {
      return false;
    }
    for (int i = 0; i < expected.length; i++) {
      if (bytes[(int) at + i] != expected[i]) {
        return false;
      }
    }
    return true;
  }

  /** Four characters, as chunk names are written; what is not a letter becomes a question mark. */
  String fourCharacters(long at) throws ImageException {
    StringBuilder text = new StringBuilder(4);
    for (int i = 0; i < 4; i++) {
      int c = u8(at + i);
      text.append(c < 128 && (Character.isLetterOrDigit(c) || c == ' ') ? (char) c : '?');
    }
    return text.toString();
  }

  /** Fails unless {@code count} bytes follow from {@code at} on. */
  void require(long at, long count) throws ImageException {
    if (at < 0 || count < 0 || at > bytes.length - count) {
      throw truncated(null);
    }
  }

  ImageException truncated(@Nullable Throwable cause) {
    return new ImageException(
        name + ": the file is truncated, it ends after " + bytes.length + " bytes", cause);
  }

  /** Makes the exception that names this file; the format is that of {@link String#format}. */
  ImageException refuse(String format, Object... values) {
    return new ImageException(name + ": " + String.format(Locale.ROOT, format, values));
  }

  ImageException damaged(String format, @Nullable Throwable cause) {
    return new ImageException(name + ": the " + format + " data are damaged", cause);
  }
}
