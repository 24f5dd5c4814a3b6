package io.glimpse.spring;

import io.glimpse.Glimpse;
import org.springframework.boot.actuate.autoconfigure.health.ConditionalOnEnabledHealthIndicator;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;

/** Health of the encoder and the banks, where the actuator is present. */
@AutoConfiguration(after = GlimpseAutoConfiguration.class)
@ConditionalOnClass({HealthIndicator.class, ConditionalOnEnabledHealthIndicator.class})
@ConditionalOnBean({Glimpse.class, GlimpseBanks.class})
public class GlimpseHealthAutoConfiguration {

  /** Shown as {@code glimpse}. */
  @Bean
  // Not on the class: there its condition would be loaded without the actuator, too.
  @ConditionalOnEnabledHealthIndicator("glimpse")
  @ConditionalOnMissingBean(name = "glimpseHealthIndicator")
  HealthIndicator glimpseHealthIndicator(Glimpse glimpse, GlimpseBanks banks) {
    return new GlimpseHealthIndicator(glimpse, banks);
  }
}
