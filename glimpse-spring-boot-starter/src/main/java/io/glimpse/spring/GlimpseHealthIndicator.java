package io.glimpse.spring;

import io.glimpse.Glimpse;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.boot.actuate.health.AbstractHealthIndicator;
import org.springframework.boot.actuate.health.Health;

/**
 * Up if every bank can answer with the opened encoder. A bank that has not changed is not read
 * again, so that asking often costs little.
 */
final class GlimpseHealthIndicator extends AbstractHealthIndicator {

  private final Glimpse glimpse;
  private final GlimpseBanks banks;

  GlimpseHealthIndicator(Glimpse glimpse, GlimpseBanks banks) {
    super("the banks of Glimpse cannot be listed");
    this.glimpse = glimpse;
    this.banks = banks;
  }

  @Override
  protected void doHealthCheck(Health.Builder health) throws IOException {
    health
        .up()
        .withDetail("encoder", glimpse.encoder().name())
        .withDetail("fingerprint", glimpse.encoder().fingerprint());
    Map<String, String> states = new LinkedHashMap<>();
    for (String name : banks.names()) {
      try {
        states.put(name, banks.classifier(name).classes().size() + " classes");
      } catch (IOException e) {
        health.down();
        states.put(name, String.valueOf(e.getMessage()));
      }
    }
    health.withDetail("banks", states);
  }
}
