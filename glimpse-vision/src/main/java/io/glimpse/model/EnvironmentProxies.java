package io.glimpse.model;

import java.io.IOException;
import java.net.Authenticator;
import java.net.InetSocketAddress;
import java.net.PasswordAuthentication;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The proxies that {@code HTTPS_PROXY}, {@code HTTP_PROXY}, {@code ALL_PROXY} and {@code NO_PROXY}
 * name, in either case; without them those of the system properties, such as {@code
 * https.proxyHost}.
 */
final class EnvironmentProxies extends ProxySelector {

  private final UnaryOperator<@Nullable String> environment;

  EnvironmentProxies(UnaryOperator<@Nullable String> environment) {
    this.environment = environment;
  }

  @Override
  public List<Proxy> select(URI uri) {
    URI proxy = proxy(String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT));
    if (proxy == null) {
      ProxySelector system = ProxySelector.getDefault();
      return system == null ? List.of(Proxy.NO_PROXY) : system.select(uri);
    }
    if (isExempt(uri)) {
      return List.of(Proxy.NO_PROXY);
    }
    int port = proxy.getPort() < 0 ? 80 : proxy.getPort();
    // Unresolved, so that the name is looked up when it is needed.
    return List.of(
        new Proxy(Proxy.Type.HTTP, InetSocketAddress.createUnresolved(proxy.getHost(), port)));
  }

  @Override
  public void connectFailed(URI uri, SocketAddress address, IOException failure) {}

  /** Answers a proxy with the name and password of its own URL; empty where it has none. */
  Optional<Authenticator> authenticator() {
    URI https = proxy("https");
    URI proxy = https == null ? proxy("http") : https;
    String user = proxy == null ? null : proxy.getRawUserInfo();
    if (user == null) {
      return Optional.empty();
    }
    String[] parts = user.split(":", 2);
    String name = URLDecoder.decode(parts[0].replace("+", "%2B"), StandardCharsets.UTF_8);
    String secret =
        parts.length < 2
            ? ""
            : URLDecoder.decode(parts[1].replace("+", "%2B"), StandardCharsets.UTF_8);
    return Optional.of(
        new Authenticator() {
          @Override
          protected @Nullable PasswordAuthentication getPasswordAuthentication() {
            return getRequestorType() == RequestorType.PROXY
                ? new PasswordAuthentication(name, secret.toCharArray())
                : null;
          }
        });
  }

  private @Nullable URI proxy(String scheme) {
    for (String name : List.of(scheme + "_proxy", "all_proxy")) {
      String value = variable(name);
      if (value != null) {
        URI proxy = parse(name, value);
        if (!"http".equalsIgnoreCase(proxy.getScheme()) || proxy.getHost() == null) {
          throw new IllegalArgumentException(
              name.toUpperCase(Locale.ROOT) + " must be like http://host:port");
        }
        return proxy;
      }
    }
    return null;
  }

  private static URI parse(String name, String value) {
    try {
      return URI.create(value.contains("://") ? value : "http://" + value);
    } catch (IllegalArgumentException e) {
      // The value may hold a password, so it is not repeated.
      throw new IllegalArgumentException(name.toUpperCase(Locale.ROOT) + " is no URL", e);
    }
  }

  private boolean isExempt(URI uri) {
    String list = variable("no_proxy");
    String host = String.valueOf(uri.getHost()).toLowerCase(Locale.ROOT);
    if (list == null) {
      return false;
    }
    for (String entry : list.toLowerCase(Locale.ROOT).split("[,\\s]+", -1)) {
      String domain = entry.startsWith(".") ? entry.substring(1) : entry;
      if (entry.equals("*")
          || (!domain.isEmpty() && (host.equals(domain) || host.endsWith("." + domain)))
          || entry.equals(host + ":" + uri.getPort())) {
        return true;
      }
    }
    return false;
  }

  private @Nullable String variable(String name) {
    for (String key : List.of(name, name.toUpperCase(Locale.ROOT))) {
      String value = environment.apply(key);
      if (value != null && !value.isBlank()) {
        return value.strip();
      }
    }
    return null;
  }
}
