package io.glimpse.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.glimpse.fixture.Shared;
import io.glimpse.image.Filter;
import io.glimpse.image.Fit;
import io.glimpse.image.Fit.Offset;
import io.glimpse.image.Preprocessing;
import io.glimpse.image.Preprocessing.Rgb;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class PreprocessorJsonTest {

  private static final Path FILE = Path.of("folder", "preprocessor_config.json");
  private static final PictureSize MODEL = PictureSize.square(96);

  private static Preprocessing read(String json, ImageProcessor family, @Nullable PictureSize model)
      throws IOException {
    return PreprocessorJson.read(
        new ConfigValues(FILE, "", new ObjectMapper().readTree(json)), family, model);
  }

  private static Fit shortest(int edge) {
    return new Fit.Shortest(edge, Offset.FLOOR);
  }

  @ParameterizedTest
  @EnumSource
  void whatIsLeftOutIsTheClasss(ImageProcessor family) throws IOException {
    Preprocessing read = read("{}", family, null);
    Preprocessing nulls =
        read(
            "{\"size\": null, \"crop_size\": null, \"do_center_crop\": null, \"do_resize\": null,"
                + " \"resample\": null, \"image_mean\": null, \"do_pad\": null, \"do_rescale\":"
                + " null, \"do_normalize\": null, \"do_convert_rgb\": null}",
            family,
            null);

    assertThat(nulls).isEqualTo(read);
    assertThat(PreprocessorJson.read(null, family, null)).isEqualTo(read);
    assertThat(read.height()).isEqualTo(224);
    assertThat(read.width()).isEqualTo(224);
    assertThat(read.rgbFirst()).isTrue();
    assertThat(read.range()).isEqualTo(255);
    boolean crops =
        switch (family) {
          case CLIP, CHINESE_CLIP, BIT -> true;
          case SIGLIP, DINOV3, VIT -> false;
        };
    assertThat(read.fit()).isEqualTo(crops ? shortest(224) : new Fit.Squash());
    assertThat(read.filter() == Filter.BILINEAR)
        .isEqualTo(family == ImageProcessor.DINOV3 || family == ImageProcessor.VIT);
  }

  @Test
  void theModelsSizeIsMeantWhereNoneIsSaid() throws IOException {
    assertThat(read("{}", ImageProcessor.CLIP, MODEL).fit()).isEqualTo(shortest(96));
    assertThat(read("{\"size\": 96}", ImageProcessor.CLIP, MODEL).fit()).isEqualTo(shortest(96));
    assertThat(read("{}", ImageProcessor.SIGLIP, MODEL).height()).isEqualTo(96);
  }

  @Test
  void aBareNumberIsMeantAsTheClassMeansIt() throws IOException {
    assertThat(read("{\"size\": 50}", ImageProcessor.SIGLIP, null).fit())
        .isEqualTo(new Fit.Squash());
    assertThat(read("{\"size\": 256}", ImageProcessor.BIT, null).fit()).isEqualTo(shortest(256));
    String chinese = "{\"size\": 96, \"do_center_crop\": %s, \"crop_size\": 96}";
    assertThat(read(chinese.formatted("false"), ImageProcessor.CHINESE_CLIP, MODEL).fit())
        .isEqualTo(new Fit.Squash());
    assertThat(read(chinese.formatted("true"), ImageProcessor.CHINESE_CLIP, MODEL).fit())
        .isEqualTo(shortest(96));
    assertThat(
            read("{\"size\": 96, \"default_to_square\": true}", ImageProcessor.CLIP, MODEL).fit())
        .isEqualTo(new Fit.Squash());
  }

  @Test
  void sizesOfTwoNumbersAreRowsAndColumns() throws IOException {
    PictureSize flat = new PictureSize(32, 48);
    for (String size : new String[] {"{\"height\": 32, \"width\": 48}", "[32, 48]"}) {
      Preprocessing read = read("{\"size\": " + size + "}", ImageProcessor.DINOV3, flat);
      assertThat(read.height()).isEqualTo(32);
      assertThat(read.width()).isEqualTo(48);
      assertThat(read.fit()).isEqualTo(new Fit.Squash());
    }
  }

  @Test
  void stepsMayBeLeftOut() throws IOException {
    Preprocessing read =
        read(
            "{\"do_normalize\": false, \"resample\": 2, \"rescale_factor\": 0.5}",
            ImageProcessor.CLIP,
            MODEL);

    assertThat(read.mean()).isEqualTo(Rgb.of(0));
    assertThat(read.std()).isEqualTo(Rgb.of(1));
    assertThat(read.range()).isEqualTo(2);
    assertThat(read.filter()).isEqualTo(Filter.BILINEAR);
    assertThat(read("{\"do_rescale\": false}", ImageProcessor.CLIP, MODEL).range()).isEqualTo(1);
  }

  @Test
  void meanAndDeviationMayBeOneNumberOrHaveOldNames() throws IOException {
    Preprocessing read =
        read("{\"image_mean\": 0.25, \"std\": [1, 2, 3]}", ImageProcessor.SIGLIP, MODEL);

    assertThat(read.mean()).isEqualTo(Rgb.of(0.25));
    assertThat(read.std()).isEqualTo(Rgb.of(1, 2, 3));
  }

  @Test
  void theClassThatAFileNamesCounts() throws IOException {
    assertThat(
            read(
                    "{\"image_processor_type\": \"SiglipImageProcessorFast\"}",
                    ImageProcessor.CLIP,
                    MODEL)
                .mean())
        .isEqualTo(Rgb.of(0.5));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "'resample': 1 | resample is 1, but only 2 (bilinear) and 3 (bicubic)",
        "'image_std': [0.5, 0, 0.5] | image_std has a number that is not above 0",
        "'image_mean': [0.5, 0.5] | image_mean is neither a number nor a list of three",
        "'size': {'longest_edge': 96} | size is {\"longest_edge\":96}, but only a number",
        "'size': {'shortest_edge': 96, 'longest_edge': 99} | size.longest_edge is not known here",
        "'size': {'height': 96, 'width': 0} | size is",
        "'size': 96000000000 | size is not a whole number",
        "'size': 64 | has a shortest side of 64, of which no 96 x 96 can be cut",
        "'crop_size': {'height': 96, 'width': 9} | crop_size is 96 x 9, but the model takes 96 x 96",
        "'size': {'height': 32, 'width': 32} | size is 32 x 32, but the model takes 96 x 96",
        "'size': {'height': 96, 'width': 96}, 'crop_size': 64 | crop_size is 64, but pictures are",
        "'size': {'shortest_edge': 96}, 'do_center_crop': false | do_center_crop is false",
        "'do_resize': false | do_resize is false",
        "'do_pad': true | do_pad is not known here, where",
        "'rescale_factor': 0 | rescale_factor is 0.0",
        "'image_processor_type': 'OwlViTImageProcessor' | is 'OwlViTImageProcessor', but only CLIP"
      })
  void whatCannotBeDoneIsNamed(String settings, String reason) {
    assertThatThrownBy(
            () -> read("{" + settings.replace('\'', '"') + "}", ImageProcessor.CLIP, MODEL))
        .isInstanceOf(CheckpointException.class)
        .hasMessageStartingWith(FILE.toString())
        .hasMessageContaining(reason);
  }

  @ParameterizedTest
  @CsvSource({
    "siglip-preprocessor-size, size",
    "siglip-preprocessor-std-zero, image_std",
    "siglip-preprocessor-lanczos, resample"
  })
  void brokenFilesOfTheReferenceAreRefused(String folder, String word) throws IOException {
    Path file = Shared.path("fixtures/models/broken/" + folder + "/preprocessor_config.json");
    ConfigValues said = ConfigValues.read(file);

    assertThatThrownBy(
            () -> PreprocessorJson.read(said, ImageProcessor.SIGLIP, PictureSize.square(8)))
        .isInstanceOf(CheckpointException.class)
        .hasMessageContaining(": " + word);
  }

  @ParameterizedTest
  @CsvSource({
    "oc-size, size",
    "oc-mean, mean",
    "oc-interpolation, interpolation",
    "oc-resize-mode, resize_mode"
  })
  void brokenConfigurationsOfOpenClipAreRefused(String folder, String word) throws IOException {
    Path file = Shared.path("fixtures/models/broken/" + folder + "/open_clip_config.json");
    ConfigValues all = ConfigValues.read(file);
    int side = all.object("model_cfg").object("vision_cfg").whole("image_size", 0);

    assertThatThrownBy(
            () -> OpenClipPreprocess.read(all.object("preprocess_cfg"), PictureSize.square(side)))
        .isInstanceOf(CheckpointException.class)
        .hasMessageContaining("preprocess_cfg." + word);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "'fill_color': 256 | fill_color is 256, but only whole numbers of 0 to 255",
        "'fill_color': [0, 0, 0] | fill_color is [0,0,0]",
        "'mode': 'L' | mode is 'L', but only 'RGB'",
        "'antialias': true | antialias is not known here",
        "'std': 0 | std has a number that is not above 0"
      })
  void otherSettingsOfOpenClipAreNamed(String settings, String reason) throws IOException {
    ConfigValues said =
        new ConfigValues(
            FILE,
            "preprocess_cfg.",
            new ObjectMapper().readTree("{" + settings.replace('\'', '"') + "}"));

    assertThatThrownBy(() -> OpenClipPreprocess.read(said, MODEL)).hasMessageContaining(reason);
  }

  @Test
  void openClipsUsualStepsStayOpenAis() throws IOException {
    ConfigValues said =
        new ConfigValues(
            FILE,
            "",
            new ObjectMapper()
                .readTree("{\"resize_mode\": null, \"fill_color\": 0, \"size\": 96}"));

    assertThat(OpenClipPreprocess.read(said, MODEL)).isEqualTo(Preprocessing.clip(96));
  }
}
