package io.glimpse.bench;

/**
 * How large a cache is.
 *
 * @param keys number of keys n
 * @param width values of a key d
 * @param classes number of classes k
 */
record CacheSize(int keys, int width, int classes) {

  /** Reads {@code 1600x512x100}: keys, width, classes. */
  static CacheSize of(String text) {
    String[] parts = text.split("x", -1);
    return new CacheSize(
        Integer.parseInt(parts[0]), Integer.parseInt(parts[1]), Integer.parseInt(parts[2]));
  }

  /** Bytes of all keys, which one query reads. */
  double bytes() {
    return (double) Float.BYTES * keys * width;
  }

  /**
   * Floating-point operations, two a multiplication, of the product of some queries with the keys.
   */
  double operations(int queries) {
    return 2.0 * queries * keys * width;
  }
}
