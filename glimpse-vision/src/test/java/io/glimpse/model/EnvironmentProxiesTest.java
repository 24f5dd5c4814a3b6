package io.glimpse.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.Proxy;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EnvironmentProxiesTest {

  private static final URI HUB = URI.create("https://hub.example/x");

  private static String proxy(URI uri, Map<String, String> environment) {
    Proxy proxy = new EnvironmentProxies(environment::get).select(uri).get(0);
    return proxy.type() == Proxy.Type.DIRECT ? "none" : proxy.address().toString();
  }

  @Test
  void theProxyOfTheSchemeIsUsed() {
    Map<String, String> both =
        Map.of("HTTPS_PROXY", "http://secure:3128", "http_proxy", "plain:8080");

    assertThat(proxy(HUB, both)).startsWith("secure").endsWith(":3128");
    assertThat(proxy(URI.create("http://localhost/x"), both)).startsWith("plain").endsWith(":8080");
    assertThat(proxy(HUB, Map.of("all_proxy", "http://any"))).startsWith("any").endsWith(":80");
  }

  @Test
  void exemptHostsAreAskedDirectly() {
    for (String exempt : new String[] {"*", "hub.example", ".example", "a.b, EXAMPLE"}) {
      assertThat(proxy(HUB, Map.of("https_proxy", "http://p:1", "NO_PROXY", exempt)))
          .isEqualTo("none");
    }
    assertThat(proxy(HUB, Map.of("https_proxy", "http://p:1", "no_proxy", "ub.example")))
        .startsWith("p");
  }

  @Test
  void aProxyThatCannotBeUsedIsNamedWithoutItsPassword() {
    assertThatThrownBy(() -> proxy(HUB, Map.of("https_proxy", "socks5://me:secret@p:1")))
        .hasMessageContaining("HTTPS_PROXY")
        .hasMessageNotContaining("secret");
  }

  @Test
  void aPasswordInTheUrlIsForTheProxy() {
    assertThat(
            new EnvironmentProxies(Map.of("https_proxy", "http://me:se%40cret@p:1")::get)
                .authenticator())
        .isPresent();
    assertThat(new EnvironmentProxies(Map.of("https_proxy", "http://p:1")::get).authenticator())
        .isEmpty();
  }
}
