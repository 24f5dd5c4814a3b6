package io.glimpse.export;

import static org.assertj.core.api.Assertions.assertThat;

import io.glimpse.bank.Bank;
import io.glimpse.encoder.Encoder;
import io.glimpse.encoder.EncoderOptions.Precision;
import io.glimpse.fixture.Shared;
import io.glimpse.inference.Predictor;
import io.glimpse.shots.LocalMode;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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
    try (Encoder encoder = open(model, Precision.FP32)) {
      Predictor predictor = Classifiers.ofNames(encoder, method);

      SameAnswers.assertSameAnswers(predictor, folder);

      // Of these models a half says whether a picture is of any class.
      assertThat(predictor.unknownThreshold() != null).isEqualTo(matches);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "siglip2-hf,FP32",
    "siglip2-hf,INT8",
    "chinese-clip-original,FP32",
    "chinese-clip-original,INT8",
    "metaclip2-hf,INT8",
    "dinov2-registers-hf,FP32",
    "dinov2-registers-hf,INT8",
    "dinov3-gated-hf,FP32",
    "dinov3-gated-hf,INT8"
  })
  void banksAnswerAsGlimpseDoes(String model, Precision precision) throws Exception {
    try (Encoder encoder = open(model, precision)) {
      Bank bank = Classifiers.bank(encoder, "auto", LocalMode.OFF, 4);

      SameAnswers.assertSameAnswers(Classifiers.ofBank(encoder, bank), folder);
    }
  }

  private static Encoder open(String model, Precision precision) throws IOException {
    return Classifiers.open(Shared.path("fixtures/models/models/" + model).toString(), precision);
  }
}
