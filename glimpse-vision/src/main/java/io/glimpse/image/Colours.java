package io.glimpse.image;

/** Pillow's integer conversions between the modes of a picture and RGB. */
final class Colours {

  private Colours() {}

  /** a * b / 255, rounded as Pillow rounds it. */
  static int multiply(int a, int b) {
    int t = a * b + 128;
    return ((t >> 8) + t) >> 8;
  }

  /** A copy in which every colour is multiplied with the alpha that is its pixel's last band. */
  static byte[] premultiplied(byte[] samples, int bands) {
    byte[] out = new byte[samples.length];
    for (int i = 0; i < samples.length; i += bands) {
      int alpha = samples[i + bands - 1] & 0xff;
      for (int band = 0; band < bands - 1; band++) {
        out[i + band] = (byte) multiply(samples[i + band] & 0xff, alpha);
      }
      out[i + bands - 1] = (byte) alpha;
    }
    return out;
  }

  /** Divides the colours by alpha again, in place; where alpha is 0 they stay. */
  static void unpremultiply(byte[] samples, int bands) {
    for (int i = 0; i < samples.length; i += bands) {
      int alpha = samples[i + bands - 1] & 0xff;
      if (alpha != 0 && alpha != 255) {
        for (int band = 0; band < bands - 1; band++) {
          samples[i + band] = (byte) Math.min(255, 255 * (samples[i + band] & 0xff) / alpha);
        }
      }
    }
  }

  /** RGB of palette indices. */
  static byte[] lookUp(byte[] indices, byte[] palette) {
    byte[] rgb = new byte[3 * indices.length];
    for (int i = 0; i < indices.length; i++) {
      System.arraycopy(palette, 3 * (indices[i] & 0xff), rgb, 3 * i, 3);
    }
    return rgb;
  }

  /** RGB of the samples of any mode that has no palette; those of RGB itself are not copied. */
  static byte[] toRgb(byte[] samples, Image.Mode mode) {
    if (mode == Image.Mode.RGB) {
      return samples;
    }
    int bands = mode.bands();
    byte[] rgb = new byte[samples.length / bands * 3];
    for (int from = 0, to = 0; to < rgb.length; from += bands, to += 3) {
      switch (mode) {
        case GRAY, GRAY_ALPHA -> {
          rgb[to] = samples[from];
          rgb[to + 1] = samples[from];
          rgb[to + 2] = samples[from];
        }
        case CMYK -> {
          int light = 255 - (samples[from + 3] & 0xff);
          for (int band = 0; band < 3; band++) {
            rgb[to + band] = (byte) (light - multiply(samples[from + band] & 0xff, light));
          }
        }
        default -> System.arraycopy(samples, from, rgb, to, 3);
      }
    }
    return rgb;
  }
}
