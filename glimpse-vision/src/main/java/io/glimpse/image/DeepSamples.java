package io.glimpse.image;

/** Samples of 16 bits on their way to 8. */
final class DeepSamples {

  private static final int NARROW = 8;
  private static final int WIDE = 16;

  private final short[] samples;
  private final int bands;
  private final int colours;
  private final int usedBits;

  /**
   * Looks through samples once.
   *
   * @param samples {@code [pixels, bands]}; not copied
   * @param bands of a pixel
   * @param colours how many of them are colours; the others are alpha, which is never stretched
   */
  DeepSamples(short[] samples, int bands, int colours) {
    this.samples = samples;
    this.bands = bands;
    this.colours = colours;
    int all = 0;
    for (int i = 0; i < samples.length; i += bands) {
      for (int band = 0; band < colours; band++) {
        all |= samples[i + band];
      }
    }
    // The highest bit of all together is that of the largest.
    usedBits = Integer.SIZE - Integer.numberOfLeadingZeros(all & 0xffff);
  }

  /** Bits that the largest colour takes, 0 to 16. */
  int usedBits() {
    return usedBits;
  }

  /** The samples with 8 bits each. */
  byte[] toBytes(Scale16 scale) {
    int shift = scale == Scale16.FULL ? NARROW : Math.max(NARROW, usedBits) - NARROW;
    byte[] bytes = new byte[samples.length];
    for (int i = 0; i < samples.length; i += bands) {
      for (int band = 0; band < bands; band++) {
        int sample = samples[i + band] & 0xffff;
        bytes[i + band] = (byte) (sample >> (band < colours ? shift : WIDE - NARROW));
      }
    }
    return bytes;
  }
}
