package io.glimpse.server.document;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** Paths of what the service has, for answers that point to it. */
public final class Paths {

  private Paths() {}

  /** Of a bank. */
  public static String bank(String bank) {
    return "/v1/banks/" + segment(bank);
  }

  /** Of a shot. */
  public static String shot(String bank, String id) {
    return bank(bank) + "/shots/" + segment(id);
  }

  /** Of the picture of a shot. */
  public static String thumbnail(String bank, String id) {
    return shot(bank, id) + "/thumbnail";
  }

  private static String segment(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
