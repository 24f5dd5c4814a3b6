package io.glimpse.export;

import static org.assertj.core.api.Assertions.assertThat;

import io.glimpse.bank.Bank;
import io.glimpse.encoder.Encoder;
import io.glimpse.encoder.EncoderOptions;
import io.glimpse.encoder.Encoders;
import io.glimpse.fixture.Shared;
import io.glimpse.inference.Predictor;
import io.glimpse.shots.LocalMode;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Exports of encoders of all families, with their own texts. */
class FamilyExportTest {

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({
    "siglip-hf,zero-shot,true",
    "siglip-hf,calip,true",
    "siglip2-openclip,zero-shot,true",
    "chinese-clip-hf,zero-shot,false",
    "metaclip2-hf,calip,false"
  })
  void namesAnswerAsGlimpseDoes(String model, String method, boolean matches) throws Exception {
    try (Encoder encoder = open(model)) {
      Predictor predictor = Classifiers.ofNames(encoder, method);

      SameAnswers.assertSameAnswers(predictor, folder);

      // Of these models a half says whether a picture is of any class.
      assertThat(predictor.unknownThreshold() != null).isEqualTo(matches);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"siglip2-hf", "chinese-clip-original", "dinov2-registers-hf", "dinov3-gated-hf"})
  void banksAnswerAsGlimpseDoes(String model) throws Exception {
    try (Encoder encoder = open(model)) {
      Bank bank = Classifiers.bank(encoder, "auto", LocalMode.OFF, 4);

      SameAnswers.assertSameAnswers(Classifiers.ofBank(encoder, bank), folder);
    }
  }

  private static Encoder open(String model) throws IOException {
    return Encoders.open(
        Shared.path("fixtures/models/models/" + model).toString(),
        new EncoderOptions(EncoderOptions.Precision.FP32, 1));
  }
}
