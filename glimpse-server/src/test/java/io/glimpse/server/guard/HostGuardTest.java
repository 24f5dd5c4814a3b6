package io.glimpse.server.guard;

import static org.assertj.core.api.Assertions.assertThat;

import io.glimpse.server.problem.ProblemException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HostGuardTest {

  private static boolean passes(HostGuard guard, @Nullable String host, @Nullable String origin) {
    try {
      guard.check(host, origin);
      return true;
    } catch (ProblemException e) {
      return false;
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"localhost", "localhost:8080", "LOCALHOST", "127.0.0.1:1", "[::1]", "[::1]:8080"})
  void thisMachineIsAskedByItsOwnNames(String host) {
    assertThat(passes(new HostGuard("127.0.0.1", List.of()), host, null)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "evil.example",
        "localhost.evil.example",
        "127.0.0.1.evil.example:8080",
        "10.0.0.1",
        "",
        "[::2]",
        "[::1",
        "@localhost"
      })
  void anyOtherNameIsForeign(String host) {
    assertThat(passes(new HostGuard("127.0.0.1", List.of()), host, null)).isFalse();
  }

  @Test
  void aRequestWithoutAHostIsForeign() {
    assertThat(passes(new HostGuard("127.0.0.1", List.of()), null, null)).isFalse();
  }

  @Test
  void namesCanBeAllowed() {
    HostGuard guard = new HostGuard("192.168.1.5", List.of("Pictures.example"));

    assertThat(passes(guard, "pictures.example", "https://pictures.example")).isTrue();
    assertThat(passes(guard, "192.168.1.5:80", null)).isTrue();
    assertThat(passes(guard, "192.168.1.6:80", null)).isFalse();
  }

  @Test
  void aServiceThatListensEverywhereIsAskedByAnyAddressButNoName() {
    HostGuard guard = new HostGuard("0.0.0.0", List.of());

    assertThat(passes(guard, "10.1.2.3:8080", null)).isTrue();
    assertThat(passes(guard, "[fe80::1]:8080", null)).isTrue();
    assertThat(passes(guard, "evil.example", null)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"https://evil.example", "null", "file://", "not a uri", ""})
  void pagesOfOtherSitesAreForeign(String origin) {
    assertThat(passes(new HostGuard("127.0.0.1", List.of()), "localhost", origin)).isFalse();
  }
}
