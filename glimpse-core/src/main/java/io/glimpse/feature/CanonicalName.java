package io.glimpse.feature;

import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Pattern;

/** What is left of a name without what people do not see, or do not mean, when they compare it. */
final class CanonicalName {

  private static final Pattern BETWEEN = Pattern.compile("[-_\\s\\u00a0]+");

  private CanonicalName() {}

  /** The name in small letters, composed, its words apart by one blank. */
  static String of(String name) {
    String composed = Normalizer.normalize(name, Normalizer.Form.NFC);
    // Some letters are equal in capitals alone, as the two small sigmas are.
    String small = composed.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT);
    String words = BETWEEN.matcher(small).replaceAll(" ").strip();
    return Normalizer.normalize(words, Normalizer.Form.NFC);
  }
}
