package io.glimpse.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.glimpse.fixture.Shared;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ImageDecoderTest {

  private final ImageDecoder reader = new ImageDecoder();

  @ParameterizedTest
  @CsvSource({
    "bomb_60000x60000.png, says 60000x60000 pixels",
    "bomb_65500x65500.jpg, says 65500x65500 pixels",
    "bomb_65535x65535.gif, says 65535x65535 pixels",
    "bomb_zero_height.png, which is no picture",
    "corrupt_idat.png, damaged",
    "crc_idat.png, checksum of chunk IDAT",
    "crc_ihdr.png, checksum of chunk IHDR",
    "header_only.jpg, truncated",
    "html_renamed.jpg, format is not supported",
    "png_signature_only.png, truncated",
    "random_bytes.png, format is not supported",
    "text.txt, format is not supported",
    "truncated.bmp, truncated",
    "truncated.jpg, truncated",
    "truncated.png, truncated",
    "truncated.webp, truncated",
    "vector.svg, format is not supported",
    "zero_bytes.jpg, file is empty",
  })
  void badFilesAreRefusedByName(String name, String reason) {
    Path file = Shared.path("fixtures/encoders/images/bad/" + name);
    assertThatThrownBy(() -> reader.read(file))
        .isInstanceOf(ImageException.class)
        .hasMessageContaining(name + ": ")
        .hasMessageContaining(reason)
        .message()
        .doesNotContain("Exception", "java");
  }

  @ParameterizedTest
  @CsvSource({
    "rgb_420.jpg, 320x240 RGB",
    "gray.jpg, 257x193 GRAY",
    "cmyk_adobe.jpg, 241x201 CMYK",
    "gray_alpha.png, 230x260 GRAY_ALPHA",
    "gray16.png, 250x240 GRAY",
    "rgba.png, 251x233 RGBA",
    "bilevel.png, 300x260 INDEXED",
    "palette_trns.png, 280x240 INDEXED",
    "animated.gif, 236x236 INDEXED",
    "rgb.bmp, 271x226 RGB",
    "lossy.webp, 290x250 RGB",
    "exif_orient6.jpg, 151x200 RGB",
  })
  void aPictureKeepsTheModeOfItsFile(String name, String description) throws Exception {
    Image picture = reader.read(Shared.path("fixtures/encoders/images/" + name));
    assertThat(picture).hasToString(description);
  }

  @Test
  void theFormatIsToldByTheBytesAndNotByTheName() throws Exception {
    byte[] png = Files.readAllBytes(Shared.path("fixtures/encoders/images/rgb.png"));
    assertThat(reader.read("photo.jpg", png)).hasToString("300x201 RGB");
  }

  @Test
  void cmykSamplesAreThoseOfPillow() throws Exception {
    Image picture = reader.read(Shared.path("fixtures/encoders/images/cmyk_adobe.jpg"));
    assertThat(picture.samples())
        .isEqualTo(Npy.bytes(Shared.path("fixtures/encoders/images/decoded/cmyk_adobe.jpg.npy")));
  }

  @Test
  void theLimitOfPixelsIsAParameter() {
    DecodeOptions options = DecodeOptions.defaults().withMaxPixels(300 * 201 - 1);
    Path file = Shared.path("fixtures/encoders/images/rgb.png");
    assertThatThrownBy(() -> new ImageDecoder(options).read(file))
        .isInstanceOf(ImageException.class)
        .hasMessageEndingWith(
            "rgb.png: PNG says 300x201 pixels, the limit is 60299 pixels"
                + " (raise the limit of pixels)");
  }

  @Test
  void whatIsNoFileIsNamed(@TempDir Path folder) {
    Path missing = folder.resolve("missing.png");
    assertThatThrownBy(() -> reader.read(missing))
        .isInstanceOf(ImageException.class)
        .hasMessage(missing + ": there is no such file");
    assertThatThrownBy(() -> reader.read(folder))
        .isInstanceOf(ImageException.class)
        .hasMessage(folder + ": this is a folder, not a picture");
  }
}
