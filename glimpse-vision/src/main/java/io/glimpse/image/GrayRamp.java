package io.glimpse.image;

/** Palettes in which every index is its own gray. Pillow takes such GIF and BMP files for gray. */
final class GrayRamp {

  private GrayRamp() {}

  /** All 256 of them. */
  static byte[] whole() {
    byte[] palette = new byte[3 * 256];
    for (int i = 0; i < palette.length; i++) {
      palette[i] = (byte) (i / 3);
    }
    return palette;
  }

  /** Whether colour i is (i, i, i) throughout. */
  static boolean is(byte[] palette) {
    for (int i = 0; i < palette.length; i++) {
      if ((palette[i] & 0xff) != i / 3) {
        return false;
      }
    }
    return true;
  }
}
