package io.glimpse.server.guard;

import io.glimpse.server.problem.Problem;
import io.glimpse.server.problem.ProblemException;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Collection;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a page of a foreign site from driving a service on the same machine. Such a page can have
 * its own name lead to this machine (DNS rebinding), but not change the name in {@code Host}; and
 * what it sends without that trick has its site in {@code Origin}.
 */
public final class HostGuard {

  private static final Set<String> LOCAL = Set.of("localhost", "127.0.0.1", "[::1]");

  /** Who is asked for by number was not led astray by a name. */
  private static final Pattern ADDRESS =
      Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}|\\[[0-9a-f:.]+]");

  private static final Set<String> EVERYWHERE = Set.of("0.0.0.0", "::", "[::]");

  private final Set<String> hosts = new HashSet<>(LOCAL);
  private final boolean anyAddress;

  /**
   * A guard.
   *
   * @param bound the host that the service listens at
   * @param allowed further names that it may be asked for by
   */
  public HostGuard(String bound, Collection<String> allowed) {
    anyAddress = EVERYWHERE.contains(bound);
    hosts.add(named(bound));
    allowed.forEach(host -> hosts.add(named(host)));
  }

  private static String named(String host) {
    String lower = host.toLowerCase(Locale.ROOT);
    return lower.indexOf(':') >= 0 && !lower.startsWith("[") ? "[" + lower + "]" : lower;
  }

  /**
   * Lets a request pass.
   *
   * @param host the header, with or without a port
   * @param origin the header; null where there is none
   * @throws ProblemException if one of them is foreign
   */
  public void check(@Nullable String host, @Nullable String origin) {
    if (host == null || !isOurs(withoutPort(host))) {
      throw new ProblemException(
          Problem.FOREIGN_HOST,
          "This service does not answer for the host of the request. Ask it by localhost, or have"
              + " the host added to its allowed hosts.");
    }
    if (origin != null && !isOwn(origin)) {
      throw new ProblemException(
          Problem.FOREIGN_ORIGIN,
          "Pages of other sites may not use this service. Use its own page, or have the site's host"
              + " added to its allowed hosts.");
    }
  }

  private boolean isOurs(String host) {
    String lower = host.toLowerCase(Locale.ROOT);
    return hosts.contains(lower) || (anyAddress && ADDRESS.matcher(lower).matches());
  }

  private boolean isOwn(String origin) {
    try {
      String host = new URI(origin).getHost();
      return host != null && isOurs(host);
    } catch (URISyntaxException e) {
      // Also "null", which browsers send for pages without a site.
      return false;
    }
  }

  private static String withoutPort(String host) {
    int end = host.startsWith("[") ? host.indexOf(']') + 1 : host.indexOf(':');
    return end <= 0 ? host : host.substring(0, end);
  }
}
