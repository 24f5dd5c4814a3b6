package io.glimpse.lite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.glimpse.encoder.EncodedImage;
import io.glimpse.encoder.Encoder;
import io.glimpse.encoder.EncoderOptions;
import io.glimpse.encoder.Encoders;
import io.glimpse.encoder.ImagePipeline;
import io.glimpse.encoder.LocalImage;
import io.glimpse.file.Input;
import io.glimpse.image.DecodeOptions;
import io.glimpse.image.DecodedImage;
import io.glimpse.image.Framing;
import io.glimpse.image.Image;
import io.glimpse.image.ImageException;
import io.glimpse.image.Region;
import io.glimpse.local.Tiling;
import io.glimpse.matrix.Matrix;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Small places of pictures that are cut. */
class LiteTilesTest {

  private static final int SIZE = 448;

  private static Encoder encoder;

  @BeforeAll
  static void open() throws IOException {
    encoder = Encoders.open("lite", EncoderOptions.defaults());
  }

  @AfterAll
  static void close() {
    encoder.close();
  }

  private static EncodedImage encoded(Input input, Tiling tiling) {
    return new ImagePipeline(encoder, DecodeOptions.defaults(), 1)
        .withLocal(true)
        .withTiles(tiling)
        .run(input);
  }

  private static LocalImage places(Image picture, Tiling tiling) throws ImageException {
    return encoded(new DecodedImage("noise", picture), tiling).local().orElseThrow();
  }

  private static byte[] noise(int width, int height, int bands) {
    byte[] samples = new byte[width * height * bands];
    new Random(width).nextBytes(samples);
    return samples;
  }

  /** A part of a picture, as a file of it would be. */
  private static Image cut(byte[] samples, Image.Mode mode, int width, Framing square) {
    int row = SIZE * mode.bands();
    byte[] part = new byte[SIZE * row];
    for (int y = 0; y < SIZE; y++) {
      int from = (int) ((square.top() + y) * width + square.left()) * mode.bands();
      System.arraycopy(samples, from, part, y * row, row);
    }
    return Image.of(mode, SIZE, SIZE, part);
  }

  @ParameterizedTest
  @ValueSource(strings = {"GRAY", "RGB", "RGBA"})
  void aTileHasTheVeryTokensOfAPictureOfItsOwn(String name) throws ImageException {
    Image.Mode mode = Image.Mode.valueOf(name);
    byte[] samples = noise(1000, 700, mode.bands());

    LocalImage places = places(Image.of(mode, 1000, 700, samples), Tiling.NATIVE);

    assertThat(places.tiles().count()).isEqualTo(6);
    assertThat(places.tokens().places()).isEqualTo(6 * 676);
    for (int square = 0; square < 6; square++) {
      Framing framing = places.tiles().square(square);
      LocalImage own = places(cut(samples, mode, 1000, framing), Tiling.ONE);
      for (int level = 0; level < 2; level++) {
        Matrix joined = places.tokens().levels().get(level);
        assertThat(joined.rows(676 * square, 676 * (square + 1)).copy().data())
            .as("tile %d, level %d", square, level)
            .isEqualTo(own.tokens().levels().get(level).copy().data());
      }
    }
  }

  @Test
  void theFeatureOfAPictureIsWhatItIsWithoutTiles() throws ImageException {
    Input input = new DecodedImage("noise", Image.of(Image.Mode.RGB, 900, 700, noise(900, 700, 3)));

    assertThat(encoded(input, Tiling.NATIVE).features().globals().row(0))
        .isEqualTo(encoded(input, Tiling.ONE).features().globals().row(0));
  }

  @Test
  void oneTileIsThePictureAsItWasLookedAtBefore() throws ImageException {
    Image picture = Image.of(Image.Mode.RGB, 900, 700, noise(900, 700, 3));

    LocalImage one = places(picture, Tiling.ONE);

    byte[] crop = encoder.local().orElseThrow().preprocessing().crop(picture);
    assertThat(one.crop()).isEqualTo(crop);
    LocalImage square = places(Image.of(Image.Mode.RGB, SIZE, SIZE, crop), Tiling.NATIVE);
    assertThat(one.joined().data()).isEqualTo(square.joined().data());
    assertThat(one.tokens().places()).isEqualTo(676);
  }

  /** A JPEG of light gray with a dark part, that says how it is to be turned. */
  private static byte[] turned(int width, int height, Region dark, int orientation)
      throws IOException {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        boolean inside =
            x >= dark.left()
                && x < dark.left() + dark.width()
                && y >= dark.top()
                && y < dark.top() + dark.height();
        image.setRGB(x, y, inside ? 0x101010 : 0xc8c8c8);
      }
    }
    ByteArrayOutputStream jpeg = new ByteArrayOutputStream();
    ImageIO.write(image, "jpeg", jpeg);
    byte[] plain = jpeg.toByteArray();
    ByteBuffer exif = ByteBuffer.allocate(plain.length + 36);
    exif.put(plain, 0, 2).putShort((short) 0xffe1).putShort((short) 34);
    exif.put(new byte[] {'E', 'x', 'i', 'f', 0, 0, 'M', 'M'}).putShort((short) 42).putInt(8);
    exif.putShort((short) 1).putShort((short) 0x112).putShort((short) 3).putInt(1);
    exif.putShort((short) orientation).putShort((short) 0).putInt(0);
    return exif.put(plain, 2, plain.length - 2).array();
  }

  @ParameterizedTest
  @CsvSource({
    // Upright, the dark part of 12 x 12 at 600,100 of 1000 x 520 is about here.
    "1, 606, 106",
    "3, 394, 414",
    "6, 414, 606",
    "8, 106, 394"
  })
  void theBoxOfAPlaceIsInPixelsOfTheUprightPicture(int orientation, int x, int y)
      throws IOException {
    Region dark = new Region(600, 100, 12, 12);
    byte[] marked = turned(1000, 520, dark, orientation);
    byte[] plain = turned(1000, 520, new Region(0, 0, 1, 1), orientation);

    LocalImage with = encoded(Input.of("marked", marked), Tiling.NATIVE).local().orElseThrow();
    LocalImage without = encoded(Input.of("plain", plain), Tiling.NATIVE).local().orElseThrow();

    assertThat(with.tiles().first().width()).isEqualTo(orientation < 5 ? 1000 : 520);
    assertThat(with.tiles().count()).isEqualTo(6);
    Region box = with.box(mostChanged(with.joined(), without.joined()));
    assertThat(box.left() + 8).isBetween(x - 16, x + 16);
    assertThat(box.top() + 8).isBetween(y - 16, y + 16);
    assertThat(box.width()).isEqualTo(16);
    assertThat(box.height()).isEqualTo(16);
  }

  private static int mostChanged(Matrix a, Matrix b) {
    int most = 0;
    double largest = 0;
    for (int place = 0; place < a.rows(); place++) {
      double change = 0;
      for (int j = 0; j < a.columns(); j++) {
        change += Math.pow(a.get(place, j) - b.get(place, j), 2);
      }
      if (change > largest) {
        largest = change;
        most = place;
      }
    }
    return most;
  }

  @Test
  void peopleAreShownAllThatPlacesCover() throws ImageException {
    byte[] samples = new byte[1000 * 500];
    Arrays.fill(samples, 500 * 500, 1000 * 500, (byte) 200);

    LocalImage places = places(Image.of(Image.Mode.GRAY, 500, 1000, samples), Tiling.NATIVE);

    assertThat(places.crop()).hasSize(3 * SIZE * SIZE);
    assertThat(places.crop()[0]).isZero();
    assertThat(places.crop()[3 * SIZE * SIZE - 1]).isEqualTo((byte) 200);
    Region mapped = places.tiles().mapped();
    assertThat(mapped.left()).isEqualTo(18);
    assertThat(mapped.left() + mapped.width()).isBetween(478, 500);
    assertThat(mapped.top() + mapped.height()).isBetween(978, 1000);
  }

  @Test
  void aPictureTooNarrowIsRefusedByItsNameAndOthersGoOn() throws IOException {
    Input narrow = new DecodedImage("line", Image.of(Image.Mode.GRAY, 1, 5000, new byte[5000]));
    Input good = new DecodedImage("good", Image.of(Image.Mode.GRAY, 500, 450, new byte[225_000]));
    List<EncodedImage> encoded = new ArrayList<>();

    new ImagePipeline(encoder, DecodeOptions.defaults(), 2)
        .withTiles(Tiling.NATIVE)
        .withLocal(true)
        .run(List.of(good, narrow, good), encoded::add);

    assertThatThrownBy(() -> encoded.get(1).features())
        .isInstanceOf(ImageException.class)
        .hasMessageStartingWith("line: 1 x 5000 pixels take 5385 tiles");
    assertThat(encoded.get(2).features().globals().row(0))
        .isEqualTo(encoded.get(0).features().globals().row(0));
    assertThat(encoded.get(2).local().orElseThrow().tiles().count()).isEqualTo(4);
  }
}
