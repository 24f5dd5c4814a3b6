package io.glimpse.study;

import java.util.Locale;

/** What parameters are chosen on. */
public enum Protocol {
  /** On validation pictures, or without any by leaving shots out; the test set is read once. */
  HONEST,
  /** On the test set itself, as the published scripts do; whatever comes out is labelled so. */
  REFERENCE;

  /** The word on the command line and in results. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
