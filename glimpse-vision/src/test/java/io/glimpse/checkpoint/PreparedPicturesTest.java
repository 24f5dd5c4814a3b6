package io.glimpse.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.glimpse.fixture.Shared;
import io.glimpse.image.DecodeOptions;
import io.glimpse.image.ImageDecoder;
import io.glimpse.image.Preprocessing;
import io.glimpse.tensor.NpyFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Pictures as the configurations of both libraries prepare them, against what Pillow makes. */
class PreparedPicturesTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** Levels by which decoders of JPEG differ. */
  private static final int LOSSY = 3;

  static List<Arguments> openClip() throws IOException {
    return cases("openclip");
  }

  static List<Arguments> transformers() throws IOException {
    return cases("transformers");
  }

  private static List<Arguments> cases(String library) throws IOException {
    List<Arguments> all = new ArrayList<>();
    JsonNode file = JSON.readTree(Shared.path("fixtures/models/preprocess/cases.json").toFile());
    for (JsonNode one : file.get(library)) {
      all.add(Arguments.of(one.get("file").asText(), one));
    }
    return all;
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("openClip")
  void aConfigurationOfOpenClipGivesItsPicture(String file, JsonNode one) throws IOException {
    ConfigValues said =
        new ConfigValues(Path.of("c.json"), "preprocess_cfg.", one.get("preprocess_cfg"));

    assertMakes(rgbFirst(OpenClipPreprocess.read(said, size(one))), one);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("transformers")
  void aConfigurationOfTransformersGivesItsPicture(String file, JsonNode one) throws IOException {
    JsonNode rule = one.get("rule");
    ObjectNode config = JSON.createObjectNode();
    config.set("resample", rule.get("resample"));
    config.set("image_mean", one.get("mean"));
    config.set("image_std", one.get("std"));
    PictureSize size = size(one);
    if (rule.get("mode").asText().equals("squash")) {
      config.putObject("size").put("height", size.height()).put("width", size.width());
      config.put("do_center_crop", false);
    } else {
      int edge = rule.path("edge").asInt(size.height());
      config.putObject("size").put("shortest_edge", edge);
      config.putObject("crop_size").put("height", size.height()).put("width", size.width());
    }
    ConfigValues said = new ConfigValues(Path.of("p.json"), "", config);

    Preprocessing read = PreprocessorJson.read(said, ImageProcessor.CLIP, size);

    assertThat(read.rgbFirst()).isTrue();
    assertMakes(read, one);
  }

  private static PictureSize size(JsonNode one) {
    return new PictureSize(one.get("shape").get(0).intValue(), one.get("shape").get(1).intValue());
  }

  /** The pictures of the reference became RGB before the library saw them. */
  private static Preprocessing rgbFirst(Preprocessing read) {
    return new Preprocessing(
        read.height(),
        read.width(),
        read.fit(),
        read.filter(),
        true,
        read.range(),
        read.mean(),
        read.std());
  }

  private static void assertMakes(Preprocessing preprocessing, JsonNode one) throws IOException {
    String name = one.get("image").asText();
    Path picture = Shared.path("fixtures/models/images/" + name);
    byte[] crop = preprocessing.crop(new ImageDecoder(DecodeOptions.defaults()).read(picture));
    float[] expected;
    try (NpyFile npy = NpyFile.open(Shared.path("fixtures/models/" + one.get("file").asText()))) {
      expected = npy.readAll();
    }
    assertThat(crop).hasSize(expected.length);
    int worst = 0;
    for (int i = 0; i < crop.length; i++) {
      worst = Math.max(worst, Math.abs((crop[i] & 0xff) - (int) expected[i]));
    }
    assertThat(worst).isLessThanOrEqualTo(name.equals("photo.jpg") ? LOSSY : 0);
  }
}
