package io.glimpse.file;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/** The version of this Glimpse, for provenance and pages. */
public final class Version {

  /** Written by the build; a manifest cannot be asked on the module path. */
  private static final String RESOURCE = "version.properties";

  private Version() {}

  /** For example {@code 1.2.0}. */
  public static String current() {
    Properties stored = new Properties();
    try (InputStream in = Version.class.getResourceAsStream(RESOURCE)) {
      stored.load(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return stored.getProperty("version");
  }
}
