package io.glimpse.spring;

import io.glimpse.inference.AnswerListener;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnSingleCandidate;
import org.springframework.context.annotation.Bean;

/** Figures of all classifiers, where Micrometer is present and has a registry. */
@AutoConfiguration(
    before = GlimpseAutoConfiguration.class,
    afterName = {
      "org.springframework.boot.actuate.autoconfigure.metrics.MetricsAutoConfiguration",
      "org.springframework.boot.actuate.autoconfigure.metrics.CompositeMeterRegistryAutoConfiguration",
      "org.springframework.boot.actuate.autoconfigure.metrics.export.simple.SimpleMetricsExportAutoConfiguration"
    })
@ConditionalOnClass(MeterRegistry.class)
@ConditionalOnSingleCandidate(MeterRegistry.class)
public class GlimpseMetricsAutoConfiguration {

  /** Counts and times the answers. */
  @Bean
  @ConditionalOnMissingBean
  AnswerListener glimpseAnswers(MeterRegistry registry) {
    return new MeteredAnswers(registry);
  }
}
