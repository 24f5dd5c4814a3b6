package io.glimpse.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.glimpse.Glimpse;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.Banner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.actuate.health.HealthEndpoint;
import org.springframework.boot.actuate.health.Status;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;

/** Whole applications, which find everything by themselves. */
class GlimpseApplicationTest {

  @TempDir Path folder;

  @SpringBootConfiguration
  @EnableAutoConfiguration
  static class Application {

    /** As an application would ask for it. */
    @Bean
    Guesses guesses(Glimpse glimpse, GlimpseBanks banks) {
      return new Guesses(glimpse, banks);
    }
  }

  record Guesses(Glimpse glimpse, GlimpseBanks banks) {

    String byNames(Path picture) throws IOException {
      return glimpse.zeroShot("okapi", "bonsai").classify(picture).best().name();
    }

    String byBank(Path picture) throws IOException {
      return banks.classifier("animals").classify(picture).best().name();
    }
  }

  private static ConfigurableApplicationContext run(String... arguments) {
    SpringApplication application = new SpringApplication(Application.class);
    application.setBannerMode(Banner.Mode.OFF);
    return application.run(arguments);
  }

  @Test
  void aWholeApplicationAnswersAndTellsItsHealthAndFigures() throws IOException {
    try (ConfigurableApplicationContext context = run("--glimpse.banks.folder=" + folder)) {
      Guesses guesses = context.getBean(Guesses.class);
      Pictures.bank(guesses.glimpse(), folder.resolve("animals.bank"), "striped legs", "potted");

      assertThat(guesses.byNames(Pictures.OKAPI)).isEqualTo("okapi");
      assertThat(guesses.byBank(Pictures.OKAPI)).isEqualTo("striped legs");
      assertThat(context.getBean(HealthEndpoint.class).healthForPath("glimpse").getStatus())
          .isEqualTo(Status.UP);
      assertThat(context.getBean(MeterRegistry.class).get("glimpse.classify").timer().count())
          .isEqualTo(2);
    }
  }

  @Test
  void aStartThatFailsEndsWithASentence() {
    assertThatThrownBy(() -> run("--glimpse.threads=0"));

    assertThat(ReportedFailure.take())
        .returns(
            "glimpse.threads: at least 1 thread is needed, not 0", FailureAnalysis::getDescription)
        .returns(
            "Correct this property of the application's configuration.",
            FailureAnalysis::getAction);
  }

  @Test
  void aWordThatIsNoneOfThePropertysEndsWithASentence() {
    assertThatThrownBy(() -> run("--glimpse.precision=fp16"));

    assertThat(ReportedFailure.take())
        .extracting(said -> said.getDescription() + said.getAction())
        .asString()
        .contains("Property: glimpse.precision")
        .contains("FP32")
        .contains("INT8");
  }
}
