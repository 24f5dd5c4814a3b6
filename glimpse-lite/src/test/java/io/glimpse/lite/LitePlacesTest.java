package io.glimpse.lite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.glimpse.encoder.Encoder;
import io.glimpse.encoder.EncoderOptions;
import io.glimpse.encoder.EncoderOptions.Precision;
import io.glimpse.encoder.Encoders;
import io.glimpse.encoder.ImagePipeline;
import io.glimpse.encoder.LocalImage;
import io.glimpse.encoder.LocalView;
import io.glimpse.feature.LocalTokens;
import io.glimpse.file.Input;
import io.glimpse.file.Sha256;
import io.glimpse.fixture.Shared;
import io.glimpse.image.DecodeOptions;
import io.glimpse.image.DecodedImage;
import io.glimpse.image.Image;
import io.glimpse.image.ImageDecoder;
import io.glimpse.image.Region;
import io.glimpse.matrix.Matrix;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LitePlacesTest {

  private static Encoder encoder;

  @BeforeAll
  static void open() throws IOException {
    encoder = Encoders.open("lite", EncoderOptions.defaults());
  }

  @AfterAll
  static void close() {
    encoder.close();
  }

  @Test
  void theTokensOfABoardAreTheReferences() throws Exception {
    JsonNode golden = new ObjectMapper().readTree(Shared.path("local/golden.json").toFile());
    Path board = Shared.path("data/deeppcb").resolve(golden.at("/pictures/1").asText());

    LocalTokens tokens =
        new ImagePipeline(encoder, DecodeOptions.defaults(), 1)
            .withLocal(true)
            .run(Input.of(board))
            .local()
            .orElseThrow()
            .tokens();

    assertThat(tokens.places()).isEqualTo(26 * 26);
    assertThat(tokens.widths()).containsExactly(48, 88);
    for (int level = 0; level < 2; level++) {
      JsonNode row = golden.at("/picture_1/token_of_level_" + level + "_row_100");
      double largest =
          IntStream.range(0, row.size())
              .mapToDouble(j -> Math.abs(row.get(j).asDouble()))
              .max()
              .orElseThrow();
      assertThat(row).hasSize(tokens.levels().get(level).columns());
      for (int j = 0; j < row.size(); j++) {
        assertThat((double) tokens.levels().get(level).get(100, j))
            .as("level %d, value %d", level, j)
            .isCloseTo(row.get(j).asDouble(), within(1e-4 * largest));
      }
    }
  }

  /** SHA-256 of what Pillow 13.0.0 makes of it: bicubic to 448 pixels, in rows of RGB. */
  @Test
  void theSquareIsPillowsToTheBit() throws Exception {
    Path board = Shared.path("data/deeppcb/mousebite/12300223_108_28.png");

    byte[] square =
        encoder.local().orElseThrow().preprocessing().crop(new ImageDecoder().read(board));

    assertThat(Sha256.hex(square))
        .isEqualTo("cc26ad963c6806b37c1fc2de136c9561d0117b6438b165e00f1599c58dc11403");
  }

  @Test
  void picturesGiveTheSameBitsAloneAndTogether() {
    List<LocalTokens> both = encoder.encodeLocal(noise(1, 2), 2);

    assertThat(both.get(0).levels().get(1).row(77))
        .isEqualTo(encoder.encodeLocal(noise(1), 1).get(0).levels().get(1).row(77));
    assertThat(both.get(1).levels().get(0).row(600))
        .isEqualTo(encoder.encodeLocal(noise(2), 1).get(0).levels().get(0).row(600));
  }

  @Test
  void anInt8EncoderHasTheVeryTokensOfAFloat32One() throws IOException {
    try (Encoder int8 = Encoders.open("lite", new EncoderOptions(Precision.INT8, 1))) {
      assertThat(int8.local()).isEqualTo(encoder.local());
      assertThat(int8.encodeLocal(noise(3), 1).get(0).levels().get(0).row(5))
          .isEqualTo(encoder.encodeLocal(noise(3), 1).get(0).levels().get(0).row(5));
    }
  }

  /** The cell that changes most when a dark square is painted is the one whose box holds it. */
  @ParameterizedTest
  @CsvSource({"896, 896, 200, 610", "1344, 896, 700, 333", "600, 1500, 90, 905"})
  void theBoxOfAPlaceHoldsWhatItSees(int width, int height, int x, int y) throws Exception {
    LocalImage plain = places(gray(width, height, new Region(0, 0, 1, 1)));
    LocalImage marked = places(gray(width, height, new Region(x, y, 8, 8)));

    for (int level = 0; level < 2; level++) {
      Region box = marked.box(mostChanged(plain, marked, level));
      // The field of a place is wider than its cell: a neighbour's is as good.
      assertThat(x + 4).isBetween(box.left() - box.width(), box.left() + 2 * box.width());
      assertThat(y + 4).isBetween(box.top() - box.height(), box.top() + 2 * box.height());
    }
  }

  private static int mostChanged(LocalImage a, LocalImage b, int level) {
    Matrix before = a.tokens().levels().get(level);
    Matrix after = b.tokens().levels().get(level);
    double[] changes = new double[before.rows()];
    int most = 0;
    for (int place = 0; place < changes.length; place++) {
      for (int j = 0; j < before.columns(); j++) {
        changes[place] += Math.pow(before.get(place, j) - after.get(place, j), 2);
      }
      most = changes[place] > changes[most] ? place : most;
    }
    return most;
  }

  private static LocalImage places(Image picture) throws Exception {
    return new ImagePipeline(encoder, DecodeOptions.defaults(), 1)
        .withLocal(true)
        .run(new DecodedImage("gray", picture))
        .local()
        .orElseThrow();
  }

  /** Light gray with a dark part. */
  private static Image gray(int width, int height, Region dark) {
    byte[] samples = new byte[width * height];
    Arrays.fill(samples, (byte) 200);
    for (int y = dark.top(); y < dark.top() + dark.height(); y++) {
      Arrays.fill(
          samples, y * width + dark.left(), y * width + dark.left() + dark.width(), (byte) 20);
    }
    return Image.of(Image.Mode.GRAY, width, height, samples);
  }

  @ParameterizedTest
  @ValueSource(strings = {"1x1", "3x2", "1x5000", "5000x1"})
  void tinyAndNarrowPicturesHavePlacesWithinThem(String size) throws Exception {
    int width = Integer.parseInt(size.substring(0, size.indexOf('x')));
    int height = Integer.parseInt(size.substring(size.indexOf('x') + 1));

    LocalImage places = places(gray(width, height, new Region(0, 0, 1, 1)));

    assertThat(places.tokens().places()).isEqualTo(676);
    for (int place = 0; place < 676; place++) {
      Region box = places.box(place);
      assertThat(box.left()).isBetween(0, width - 1);
      assertThat(box.top()).isBetween(0, height - 1);
      assertThat(box.left() + box.width()).isBetween(box.left() + 1, width);
      assertThat(box.top() + box.height()).isBetween(box.top() + 1, height);
    }
  }

  @Test
  void joinedTokensHaveTheLevelsSideBySide() throws Exception {
    LocalImage places = places(gray(100, 80, new Region(30, 30, 5, 5)));

    Matrix joined = places.joined();

    assertThat(joined.columns()).isEqualTo(136);
    assertThat(Arrays.copyOf(joined.row(300), 48))
        .isEqualTo(places.tokens().levels().get(0).row(300));
    assertThat(Arrays.copyOfRange(joined.row(300), 48, 136))
        .isEqualTo(places.tokens().levels().get(1).row(300));
  }

  @Test
  void theCellsAreThoseOfTheSpecification() {
    LocalView view = encoder.local().orElseThrow();

    assertThat(view.side()).isEqualTo(448);
    assertThat(view.cell(0)).isEqualTo(new Region(18, 18, 16, 16));
    assertThat(view.cell(26 + 3)).isEqualTo(new Region(16 * 3 + 18, 16 + 18, 16, 16));
  }

  @Test
  void aBufferThatIsTooShortIsRefused() {
    assertThatThrownBy(() -> encoder.encodeLocal(noise(1), 2))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("602112 values are not 2 pictures of 602112");
    assertThatThrownBy(() -> encoder.encodeLocal(noise(1), 0)).hasMessageContaining("0");
  }

  @Test
  void aClosedEncoderSaysSo() throws IOException {
    Encoder closed = Encoders.open("lite", EncoderOptions.defaults());
    closed.encodeLocal(noise(1), 1);
    closed.close();

    assertThatThrownBy(() -> closed.encodeLocal(noise(1), 1)).hasMessageContaining("closed");
  }

  private static FloatBuffer noise(int... seeds) {
    int length = 3 * 448 * 448;
    FloatBuffer pixels =
        ByteBuffer.allocateDirect(seeds.length * length * Float.BYTES)
            .order(ByteOrder.nativeOrder())
            .asFloatBuffer();
    for (int seed : seeds) {
      Random random = new Random(seed);
      for (int i = 0; i < length; i++) {
        pixels.put(random.nextFloat() * 2 - 1);
      }
    }
    return pixels.flip();
  }
}
