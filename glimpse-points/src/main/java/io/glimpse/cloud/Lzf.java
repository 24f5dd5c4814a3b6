package io.glimpse.cloud;

/** The decompression of LibLZF, which PCD files use: literal runs and copies of earlier bytes. */
final class Lzf {

  private static final int LONGEST_RUN = 32;

  private Lzf() {}

  /**
   * Fills an array.
   *
   * @param from the first compressed byte
   * @param to behind the last
   * @return whether the compressed bytes are well formed and fill it exactly
   */
  static boolean decompress(byte[] in, int from, int to, byte[] out) {
    int i = from;
    int o = 0;
    while (i < to) {
      int control = in[i++] & 0xff;
      if (control < LONGEST_RUN) {
        int run = control + 1;
        if (run > to - i || run > out.length - o) {
          return false;
        }
        System.arraycopy(in, i, out, o, run);
        i += run;
        o += run;
        continue;
      }
      int length = control >> 5;
      if (length == 7) {
        if (i == to) {
          return false;
        }
        length += in[i++] & 0xff;
      }
      length += 2;
      if (i == to) {
        return false;
      }
      int source = o - ((control & 0x1f) << 8) - (in[i++] & 0xff) - 1;
      if (source < 0 || length > out.length - o) {
        return false;
      }
      // Byte by byte: a copy may reach into what it writes itself.
      for (int k = 0; k < length; k++) {
        out[o++] = out[source++];
      }
    }
    return o == out.length;
  }
}
