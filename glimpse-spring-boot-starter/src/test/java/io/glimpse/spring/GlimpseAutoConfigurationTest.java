package io.glimpse.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.glimpse.Glimpse;
import io.glimpse.encoder.EncoderOptions.Precision;
import io.glimpse.image.ImageException;
import io.glimpse.inference.AnswerListener;
import io.glimpse.onnx.Device;
import io.glimpse.progress.Notes;
import io.glimpse.shots.BankStore;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

class GlimpseAutoConfigurationTest {

  private final ApplicationContextRunner application =
      new ApplicationContextRunner()
          .withConfiguration(AutoConfigurations.of(GlimpseAutoConfiguration.class));

  @TempDir Path folder;

  @Test
  void anApplicationClassifiesByNamesAlone() {
    application.run(
        context ->
            assertThat(
                    context
                        .getBean(Glimpse.class)
                        .zeroShot("okapi", "bonsai", "grand piano")
                        .classify(Pictures.OKAPI)
                        .best()
                        .name())
                .isEqualTo("okapi"));
  }

  @Test
  void everyPropertyIsRead() {
    application
        .withBean(Glimpse.class, Pictures::lite)
        .withPropertyValues(
            "glimpse.encoder=ViT-B/32",
            "glimpse.precision=int8",
            "glimpse.device=cuda",
            "glimpse.threads=3",
            "glimpse.home=" + folder,
            "glimpse.offline=false",
            "glimpse.max-pixels=1000",
            "glimpse.banks.folder=" + folder,
            "glimpse.banks.files.tools=" + folder.resolve("t"))
        .run(
            context ->
                assertThat(context.getBean(GlimpseProperties.class))
                    .isEqualTo(
                        new GlimpseProperties(
                            "ViT-B/32",
                            Precision.INT8,
                            Device.CUDA,
                            3,
                            folder,
                            false,
                            1000,
                            new GlimpseProperties.Banks(
                                folder, Map.of("tools", folder.resolve("t"))))));
  }

  @Test
  void saidNothingTheUsualIsMeant() {
    application
        .withBean(Glimpse.class, Pictures::lite)
        // The home of whoever runs the tests is a property, too.
        .withInitializer(
            context -> context.getEnvironment().getPropertySources().remove("systemEnvironment"))
        .run(
            context -> {
              assertThat(context.getBean(GlimpseProperties.class))
                  .isEqualTo(
                      new GlimpseProperties(
                          "lite",
                          Precision.FP32,
                          Device.CPU,
                          null,
                          null,
                          true,
                          64_000_000,
                          new GlimpseProperties.Banks(null, Map.of())));
              assertThat(context).doesNotHaveBean(BankStore.class);
              assertThat(context.getBean(GlimpseBanks.class).names()).isEmpty();
            });
  }

  @Test
  void theLimitOfPixelsHolds() {
    application
        .withPropertyValues("glimpse.max-pixels=1000")
        .run(
            context ->
                assertThatThrownBy(() -> context.getBean(Glimpse.class).encode(Pictures.OKAPI))
                    .isInstanceOf(ImageException.class)
                    .hasMessageContaining("the limit is 1000 pixels"));
  }

  @Test
  void theApplicationsOwnListenersHear() {
    List<Boolean> answers = new ArrayList<>();
    List<String> notes = new ArrayList<>();
    AnswerListener listener = (good, nanos) -> answers.add(good);
    Notes listening =
        new Notes() {
          @Override
          public void note(String sentence) {
            notes.add(sentence);
          }
        };
    application
        .withBean(AnswerListener.class, () -> listener)
        .withBean(Notes.class, () -> listening)
        .run(
            context -> {
              context.getBean(Glimpse.class).zeroShot("okapi", "emu").classify(Pictures.OKAPI);

              assertThat(answers).containsExactly(true);
              assertThat(notes).anyMatch(note -> note.contains("lite"));
            });
  }

  @Test
  void whatIsOutOfRangeIsNamed() {
    fails("glimpse.threads=0", "glimpse.threads: at least 1 thread is needed, not 0");
    fails(
        "glimpse.max-pixels=0",
        "glimpse.max-pixels: a limit of 0 pixels is not between 1 and 500000000");
  }

  @Test
  void whatCannotBeOpenedIsNamed() {
    fails("glimpse.encoder=ViT-Z", "glimpse.encoder=ViT-Z cannot be opened: ");
    fails("glimpse.device=cuda", "glimpse.encoder=lite cannot be opened: device cuda");
  }

  @Test
  void theEncoderIsClosedWithTheApplication() {
    List<Glimpse> opened = new ArrayList<>();

    application.run(context -> opened.add(context.getBean(Glimpse.class)));

    assertThatThrownBy(() -> opened.get(0).encode(Pictures.OKAPI))
        .isInstanceOf(IllegalStateException.class);
  }

  private void fails(String property, String sentence) {
    application
        .withPropertyValues(property)
        .run(
            context ->
                assertThat(context.getStartupFailure()).cause().hasMessageContaining(sentence));
  }

  @Test
  void nothingButTheCoreIsNeeded() {
    new ApplicationContextRunner()
        .withConfiguration(
            AutoConfigurations.of(
                GlimpseAutoConfiguration.class,
                GlimpseHealthAutoConfiguration.class,
                GlimpseMetricsAutoConfiguration.class))
        .withBean(Glimpse.class, Pictures::lite)
        .withClassLoader(
            new FilteredClassLoader("org.springframework.boot.actuate", "io.micrometer"))
        .run(
            context -> {
              assertThat(context).hasNotFailed().hasSingleBean(GlimpseBanks.class);
              assertThat(context).doesNotHaveBean("glimpseHealthIndicator");
              assertThat(context).doesNotHaveBean(AnswerListener.class);
            });
  }
}
