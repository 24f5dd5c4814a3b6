package io.glimpse.encoder;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ModelSpellingTest {

  private static final List<String> NAMES =
      List.of("lite", "RN50", "RN50x4", "ViT-B/32", "ViT-B/16", "ViT-L/14", "ViT-L/14@336px");

  @ParameterizedTest
  @CsvSource({
    "ViT-B-32, ViT-B/32",
    "vit_b_32, ViT-B/32",
    "vitb16, ViT-B/16",
    "ViT-L-14-336, ViT-L/14@336px",
    "openai/clip-vit-base-patch32, ViT-B/32",
    "openai/clip-vit-large-patch14-336, ViT-L/14@336px",
    "sentence-transformers/clip-ViT-B-32, ViT-B/32",
    "clip-ViT-L-14, ViT-L/14",
    "rn-50x4, RN50x4",
    "lyte, lite",
  })
  void aModelIsKnownByOtherSpellings(String typed, String name) {
    assertThat(ModelSpelling.hint(typed, NAMES)).isEqualTo("; did you mean '" + name + "'?");
  }

  @ParameterizedTest
  @CsvSource({"resnet152d", "some/where/else.pt"})
  void whatIsLikeNoneGetsNoHint(String typed) {
    assertThat(ModelSpelling.hint(typed, NAMES)).isEmpty();
    assertThat(ModelSpelling.hint(typed, List.of())).isEmpty();
  }
}
