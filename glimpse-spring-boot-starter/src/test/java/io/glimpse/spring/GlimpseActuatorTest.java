package io.glimpse.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.glimpse.Glimpse;
import io.glimpse.ImageClassifier;
import io.glimpse.image.ImageException;
import io.glimpse.inference.AnswerListener;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.boot.actuate.health.Status;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;

class GlimpseActuatorTest {

  private final ApplicationContextRunner application =
      new ApplicationContextRunner()
          .withConfiguration(
              AutoConfigurations.of(
                  GlimpseAutoConfiguration.class,
                  GlimpseHealthAutoConfiguration.class,
                  GlimpseMetricsAutoConfiguration.class));

  @TempDir Path folder;

  private static Health health(ApplicationContext context) {
    return context.getBean("glimpseHealthIndicator", HealthIndicator.class).health();
  }

  @Test
  void healthNamesTheEncoderAndTheBanks() {
    application
        .withPropertyValues("glimpse.banks.folder=" + folder)
        .run(
            context -> {
              Glimpse glimpse = context.getBean(Glimpse.class);
              Pictures.bank(glimpse, folder.resolve("animals.bank"), "okapi", "bonsai");

              assertThat(health(context))
                  .isEqualTo(
                      Health.up()
                          .withDetail("encoder", "lite")
                          .withDetail("fingerprint", glimpse.encoder().fingerprint())
                          .withDetail("banks", Map.of("animals", "2 classes"))
                          .build());
            });
  }

  @Test
  void healthIsDownWhileABankCannotBeRead() {
    application
        .withPropertyValues("glimpse.banks.folder=" + folder)
        .run(
            context -> {
              Path file = Files.writeString(folder.resolve("animals.bank"), "no bank");
              Health damaged = health(context);

              assertThat(damaged.getStatus()).isEqualTo(Status.DOWN);
              assertThat(damaged.getDetails().get("banks")).asString().contains(file.toString());
              Files.delete(file);
              assertThat(health(context).getStatus()).isEqualTo(Status.UP);
            });
  }

  @Test
  void healthIsDownWhereABankOfThePropertiesIsMissing() {
    application
        .withPropertyValues("glimpse.banks.files.tools=" + folder.resolve("tools.bank"))
        .run(
            context -> {
              Health health = health(context);

              assertThat(health.getStatus()).isEqualTo(Status.DOWN);
              assertThat(health.getDetails().get("banks"))
                  .isEqualTo(Map.of("tools", "tools: there is no bank of this name; build one"));
            });
  }

  @Test
  void healthCanBeTurnedOff() {
    application
        .withPropertyValues("management.health.glimpse.enabled=false")
        .run(context -> assertThat(context).doesNotHaveBean(HealthIndicator.class));
  }

  @Test
  void everyAnswerIsCountedAndTimed() {
    application
        .withBean(MeterRegistry.class, SimpleMeterRegistry::new)
        .run(
            context -> {
              MeterRegistry registry = context.getBean(MeterRegistry.class);
              ImageClassifier classifier =
                  context.getBean(Glimpse.class).zeroShot("okapi", "bonsai");
              classifier.classify(Pictures.OKAPI);
              assertThatThrownBy(() -> classifier.classify(Pictures.NO_PICTURE))
                  .isInstanceOf(ImageException.class);
              classifier.classifyFiles(
                  List.of(Pictures.OKAPI, Pictures.NO_PICTURE, Pictures.OKAPI));

              assertThat(registry.get("glimpse.classify").timer().count()).isEqualTo(5);
              assertThat(registry.get("glimpse.classify").timer().totalTime(TimeUnit.NANOSECONDS))
                  .isPositive();
              assertThat(registry.get("glimpse.classify.failed").counter().count()).isEqualTo(2);
              assertThat(registry.getMeters())
                  .allSatisfy(meter -> assertThat(meter.getId().getTags()).isEmpty());
            });
  }

  @Test
  void classifiersOfBanksAreCountedToo() throws IOException {
    try (Glimpse glimpse = Glimpse.open()) {
      Pictures.bank(glimpse, folder.resolve("animals.bank"), "okapi", "bonsai");
    }
    application
        .withBean(MeterRegistry.class, SimpleMeterRegistry::new)
        .withPropertyValues("glimpse.banks.folder=" + folder)
        .run(
            context -> {
              context.getBean(GlimpseBanks.class).classifier("animals").classify(Pictures.OKAPI);

              assertThat(
                      context.getBean(MeterRegistry.class).get("glimpse.classify").timer().count())
                  .isEqualTo(1);
            });
  }

  @Test
  void withoutARegistryNothingIsCounted() {
    application.run(context -> assertThat(context).doesNotHaveBean(AnswerListener.class));
  }
}
