package io.glimpse.image;

import io.glimpse.file.NamedBytes;
import io.glimpse.file.Remedy;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of one picture file, read with bounds checks, and the name to blame.
 *
 * <p>Every read past the end is an {@link ImageException} that says the file is cut off.
 */
final class Source extends NamedBytes {

  Source(String name, byte[] bytes) {
    super(name, bytes);
  }

  int u8(long at) throws ImageException {
    require(at, 1);
    return bytes()[(int) at] & 0xff;
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
    if (at < 0 || count < 0 || at > length() - count) {
      throw truncated(null);
    }
  }

  ImageException truncated(@Nullable Throwable cause) {
    return new ImageException(
        blame("the file is truncated, it ends after %d bytes", length()), cause);
  }

  /** Makes the exception that names this file; the format is that of {@link String#format}. */
  ImageException refuse(String format, Object... values) {
    return new ImageException(blame(format, values));
  }

  /** As {@link #refuse(String, Object...)}, with what can be done about it. */
  ImageException refuse(Remedy remedy, String format, Object... values) {
    return new ImageException(blame(format, values) + " (" + remedy.phrase() + ")", remedy);
  }

  ImageException damaged(String format, @Nullable Throwable cause) {
    return new ImageException(blame("the %s data are damaged", format), cause);
  }
}
