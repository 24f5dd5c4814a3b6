package io.glimpse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.glimpse.encoder.EncodedImage;
import io.glimpse.encoder.Encoder;
import io.glimpse.encoder.EncoderOptions;
import io.glimpse.encoder.Encoders;
import io.glimpse.encoder.ImagePipeline;
import io.glimpse.feature.LocalTokens;
import io.glimpse.file.Input;
import io.glimpse.fixture.Shared;
import io.glimpse.image.DecodeOptions;
import io.glimpse.local.LocalAnswer;
import io.glimpse.local.LocalFit;
import io.glimpse.matrix.Matrix;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What places say, held to the figures of the reference program, to a ten-thousandth. */
class LocalGoldenTest {

  private static final double ERROR = 1e-4;

  private final JsonNode golden;
  private final Path boards = Shared.path("data/deeppcb");

  LocalGoldenTest() throws IOException {
    golden = new ObjectMapper().readTree(Shared.path("local/golden.json").toFile());
  }

  private List<EncodedImage> encoded(ImagePipeline pipeline, JsonNode files) {
    List<Input> inputs = new ArrayList<>();
    files.forEach(file -> inputs.add(Input.of(boards.resolve(file.asText()))));
    List<EncodedImage> images = new ArrayList<>();
    pipeline.run(inputs, images::add);
    return images;
  }

  private static Matrix globals(List<EncodedImage> images) throws IOException {
    Matrix rows = new Matrix(images.size(), images.get(0).features().dimension());
    for (int i = 0; i < images.size(); i++) {
      rows.setRow(i, images.get(i).features().globals(), 0);
    }
    return rows;
  }

  private static List<LocalTokens> places(List<EncodedImage> images) throws IOException {
    List<LocalTokens> places = new ArrayList<>();
    for (EncodedImage image : images) {
      places.add(image.local().orElseThrow().tokens());
    }
    return places;
  }

  @Test
  void aFitOnBoardsAnswersAsTheReferenceDoes() throws IOException {
    int[] labels = new int[golden.get("shots").size()];
    for (int i = 0; i < labels.length; i++) {
      labels[i] = i / 6;
    }
    try (Encoder lite = Encoders.open(Encoders.DEFAULT, EncoderOptions.defaults())) {
      ImagePipeline pipeline =
          new ImagePipeline(lite, DecodeOptions.defaults(), 2).globalsOnly(true).withLocal(true);
      List<EncodedImage> shots = encoded(pipeline, golden.get("shots"));
      LocalFit fit = LocalFit.of(globals(shots), places(shots), labels, 3);
      List<EncodedImage> pictures = encoded(pipeline, golden.get("pictures"));

      JsonNode errors = golden.get("leave_one_out");
      assertThat(fit.errorOfWhole()).isCloseTo(errors.get("G").asDouble(), within(ERROR));
      assertThat(fit.errorWithPlaces()).isCloseTo(errors.get("GSV").asDouble(), within(ERROR));
      assertThat(fit.helps()).isEqualTo(golden.get("chosen").asText().equals("GSV"));
      Matrix globals = globals(pictures);
      List<LocalTokens> places = places(pictures);
      for (int i = 0; i < 3; i++) {
        LocalAnswer answer = fit.answer(globals, i, places.get(i));
        for (int c = 0; c < 3; c++) {
          assertThat(answer.scores()[c])
              .as("class %d of picture %d", c, i)
              .isCloseTo(golden.at("/scores/GSV/" + i + "/" + c).asDouble(), within(ERROR));
        }
        if (i == 1) {
          JsonNode cell = golden.at("/picture_1/oddest_cell_of_map");
          assertThat(answer.oddest(1)[0]).isEqualTo(26 * cell.get(0).asInt() + cell.get(1).asInt());
        }
      }
    }
  }
}
