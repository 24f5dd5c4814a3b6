package io.glimpse.spring;

import io.glimpse.Glimpse;
import io.glimpse.inference.AnswerListener;
import io.glimpse.progress.Notes;
import io.glimpse.shots.BankFiles;
import io.glimpse.shots.BankStore;
import java.io.IOException;
import java.util.Objects;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;

/**
 * One {@link Glimpse} for the application, by the properties {@code glimpse.*}, and its banks by
 * name. Each bean gives way to one of the application's own.
 */
@AutoConfiguration
@EnableConfigurationProperties(GlimpseProperties.class)
public class GlimpseAutoConfiguration {

  /**
   * The opened encoder, which is closed with the application. A bean of {@link Notes} or {@link
   * AnswerListener} hears of its work.
   */
  @Bean(destroyMethod = "close")
  @ConditionalOnMissingBean
  Glimpse glimpse(
      GlimpseProperties properties,
      ObjectProvider<Notes> notes,
      ObjectProvider<AnswerListener> answers) {
    try {
      Glimpse.Builder builder = properties.builder();
      notes.ifUnique(builder::notes);
      answers.ifUnique(builder::answers);
      return builder.open();
    } catch (IOException e) {
      throw new GlimpseStartException(
          "glimpse.encoder=" + properties.encoder() + " cannot be opened: " + e.getMessage(), e);
    } catch (IllegalArgumentException e) {
      throw new GlimpseStartException(String.valueOf(e.getMessage()), e);
    }
  }

  /** The banks of {@code glimpse.banks.folder}, to be read, changed and added to. */
  @Bean
  @ConditionalOnMissingBean
  @ConditionalOnProperty("glimpse.banks.folder")
  BankStore glimpseBankStore(GlimpseProperties properties) {
    return BankFiles.in(Objects.requireNonNull(properties.banks().folder()));
  }

  /** Classifiers by the names of banks. */
  @Bean
  @ConditionalOnMissingBean
  GlimpseBanks glimpseBanks(
      Glimpse glimpse, GlimpseProperties properties, ObjectProvider<BankStore> store) {
    return new GlimpseBanks(glimpse, properties.banks().files(), store.getIfUnique());
  }
}
