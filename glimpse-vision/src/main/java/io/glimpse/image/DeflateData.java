package io.glimpse.image;

import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/** Unpacks the zlib streams of a TIFF. */
final class DeflateData {

  /** Input that is looked at together, so that small blocks do not count. */
  private static final int WINDOW = 1 << 16;

  /**
   * What a window holds at least. A stream may say the same at more length than its data have, but
   * encoders write about what they are given at worst; blocks of nothing, each with codes of its
   * own, take many times as long to read as bytes that hold something.
   */
  private static final int LEAST_OF_A_WINDOW = WINDOW / 2;

  private DeflateData() {}

  /**
   * Unpacks as many bytes as there is room for, or as there are.
   *
   * @return how many that are
   * @throws DataFormatException for damaged streams, for those that need a dictionary, and for
   *     those that go on without saying anything
   */
  static int unpack(byte[] in, int from, int end, byte[] out) throws DataFormatException {
    Inflater inflater = new Inflater();
    try {
      int written = 0;
      for (int at = from; at < end && written < out.length; at += WINDOW) {
        inflater.setInput(in, at, Math.min(WINDOW, end - at));
        int before = written;
        int some;
        do {
          some = inflater.inflate(out, written, out.length - written);
          written += some;
        } while (some > 0 && written < out.length);
        if (inflater.finished() || inflater.needsDictionary()) {
          break;
        }
        if (end - at > WINDOW && written < out.length && written - before < LEAST_OF_A_WINDOW) {
          throw new DataFormatException("blocks without data");
        }
      }
      return written;
    } finally {
      inflater.end();
    }
  }
}
