package io.glimpse.server.guard;

import java.util.Map;
import java.util.function.BiConsumer;

/**
 * Headers of every answer: nothing is taken for another type, framed, shared with other sites or
 * loaded from them. Pages may show pictures that were dropped on them, and nothing is run that does
 * not come from the service.
 */
public final class SecurityHeaders {

  private static final Map<String, String> HEADERS =
      Map.of(
          "X-Content-Type-Options", "nosniff",
          "X-Frame-Options", "DENY",
          "Referrer-Policy", "no-referrer",
          "Cross-Origin-Opener-Policy", "same-origin",
          "Cross-Origin-Resource-Policy", "same-origin",
          "Permissions-Policy", "geolocation=(), microphone=(), camera=(self)",
          "Content-Security-Policy",
              "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob: data:;"
                  + " media-src 'self' blob:; connect-src 'self'; font-src 'self'; manifest-src"
                  + " 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'");

  private SecurityHeaders() {}

  /** Gives each header with its value. */
  public static void forEach(BiConsumer<String, String> header) {
    HEADERS.forEach(header);
  }
}
