package io.glimpse.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.glimpse.fixture.Shared;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class PreprocessingTest {

  private static final DecodeOptions PARITY = DecodeOptions.defaults().withExifOrientation(false);

  static List<String> pictures() throws IOException {
    try (Stream<Path> files = Files.list(Shared.path("fixtures/encoders/images"))) {
      return files
          .filter(Files::isRegularFile)
          .map(file -> file.getFileName().toString())
          .filter(name -> !name.endsWith(".json"))
          .sorted()
          .toList();
    }
  }

  @ParameterizedTest
  @MethodSource("pictures")
  void cropEqualsPillowsAt224(String name) throws IOException {
    // 16-bit gray keeps its upper byte here; Pillow clips at 255 and shows white.
    String expected = name.equals("gray16.png") ? "preprocessed_alt" : "preprocessed";
    assertEqualsReference(crop(name, 224, PARITY), expected, name);
  }

  @ParameterizedTest
  @MethodSource("pictures")
  void cropEqualsPillowsAtOtherSizes(String name) throws IOException {
    if (name.equals("gray16.png")) {
      return;
    }
    assertEqualsReference(crop(name, 64, PARITY), "preprocessed_64", name);
    assertEqualsReference(crop(name, 96, PARITY), "preprocessed_96", name);
  }

  @ParameterizedTest
  @ValueSource(ints = {3, 5, 6, 8})
  void exifOrientationIsAppliedWhenAskedFor(int orientation) throws IOException {
    String name = "exif_orient" + orientation + ".jpg";
    byte[] crop = crop(name, 224, DecodeOptions.defaults());
    assertEqualsReference(crop, "preprocessed_exif", name);
  }

  @ParameterizedTest
  @ValueSource(ints = {3, 5, 6, 8})
  void aPictureKnowsHowItsFileLies(int orientation) throws IOException {
    Path file = reference("exif_orient" + orientation + ".jpg");
    Image turned = new ImageDecoder().read(file);
    Image stored = new ImageDecoder(PARITY).read(file);
    Preprocessing square = Preprocessing.clip(224);
    Region whole = new Region(0, 0, 224, 224);

    assertThat(turned.orientation()).isEqualTo(orientation);
    assertThat(stored.orientation()).isEqualTo(1);
    // The middle of a picture is the middle of its file, however it is turned.
    assertThat(Framing.of(turned, square).inFile(whole))
        .isEqualTo(Framing.of(stored, square).inPicture(whole));
  }

  @ParameterizedTest
  @ValueSource(strings = {"rgb.png", "rgb_444.jpg"})
  void normalisedFloatsEqualTorchvisions(String name) throws IOException {
    Preprocessing clip = Preprocessing.clip(224);
    FloatBuffer out = FloatBuffer.allocate(clip.length());
    clip.normalise(crop(name, 224, PARITY), out);
    assertThat(out.hasRemaining()).isFalse();
    assertThat(out.array())
        .containsExactly(Npy.floats(reference("normalised").resolve(name + ".npy")));
  }

  @Test
  void centredNormalisationNeedsNoDivisionBy255() {
    Preprocessing lite = Preprocessing.centred(1, 127, 128);
    FloatBuffer out = FloatBuffer.allocate(3);
    lite.normalise(new byte[] {0, 127, (byte) 255}, out);
    assertThat(out.array()).containsExactly(-127 / 128f, 0, 1);
  }

  @Test
  void aGrayPictureNeedsNoColours() {
    byte[] rgb = new byte[3 * 16 * 16];
    for (int i = 0; i < rgb.length; i++) {
      rgb[i] = (byte) (i / 3);
    }
    for (Preprocessing any :
        new Preprocessing[] {Preprocessing.clip(16), Preprocessing.centred(16, 100, 50)}) {
      FloatBuffer expected = FloatBuffer.allocate(any.length());
      any.normalise(rgb, expected);
      FloatBuffer out = FloatBuffer.allocate(1 + any.length()).position(1).slice();
      for (int row = 0; row < 16; row++) {
        float[] gray = new float[16];
        for (int i = 0; i < 16; i++) {
          gray[i] = 16 * row + i;
        }
        any.normaliseGray(row, gray, out);
      }

      float[] written = new float[any.length()];
      out.get(written);
      assertThat(written).containsExactly(expected.array());
    }
    assertThatThrownBy(
            () -> Preprocessing.clip(2).normaliseGray(0, new float[4], FloatBuffer.allocate(12)))
        .hasMessageContaining("4 samples are not a row");
  }

  @Test
  void aPictureOfTheRightSizeKeepsTheColoursBelowItsAlpha() {
    Image picture = Image.of(Image.Mode.RGBA, 1, 1, new byte[] {10, 20, 30, 0});
    assertThat(Preprocessing.clip(1).crop(picture)).containsExactly(10, 20, 30);
    assertThat(Preprocessing.clip(2).crop(picture)).containsOnly(0);
  }

  @Test
  void extremeShapesNeedNoGiantIntermediate() {
    int length = 2_000_000;
    Image tall = Image.of(Image.Mode.GRAY, 1, length, new byte[length]);
    Image wide = Image.of(Image.Mode.GRAY, length, 1, new byte[length]);
    Image palette = Image.indexed(length, 1, new byte[length], new byte[3]);
    for (Image picture : List.of(tall, wide, palette)) {
      assertThat(Preprocessing.clip(32).crop(picture)).hasSize(32 * 32 * 3).containsOnly(0);
    }
  }

  @Test
  void aCropOfAnotherSizeIsRefused() {
    assertThatThrownBy(
            () -> Preprocessing.clip(224).normalise(new byte[3], FloatBuffer.allocate(9)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("224 x 224 x 3");
  }

  private static byte[] crop(String name, int size, DecodeOptions options) throws IOException {
    Image picture = new ImageDecoder(options).read(reference(name));
    return Preprocessing.clip(size).crop(picture);
  }

  private static Path reference(String name) {
    return Shared.path("fixtures/encoders/images/" + name);
  }

  /** Every decoder in use is exact, so no tolerance is used, not even for lossy formats. */
  private static void assertEqualsReference(byte[] crop, String folder, String name)
      throws IOException {
    assertThat(crop).as(name).isEqualTo(Npy.bytes(reference(folder).resolve(name + ".npy")));
  }
}
