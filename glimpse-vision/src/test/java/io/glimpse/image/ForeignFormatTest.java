package io.glimpse.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.glimpse.fixture.Shared;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a file is called that is no picture of a format that is read, whatever its name says. */
class ForeignFormatTest {

  private final ImageDecoder reader = new ImageDecoder();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "....ftypheic....mif1heic | HEIC",
        "....ftypmif1....mif1heic | HEIC",
        "....ftypavif....mif1avif | AVIF",
        "....ftypmif1....avifmif1 | AVIF",
        "....ftypcrx ....crx isom | Canon",
        "....ftypqt  ....qt       | QuickTime",
        "....ftypisom....mp42isom | a video (MP4)",
        "8BPS........             | Photoshop",
        "%PDF-1.7                 | PDF",
        "FUJIFILMCCD-RAW          | camera's raw",
        "RIFF....AVI LIST         | a video (AVI)",
        "RIFF....WAVEfmt          | sound",
        "Rar!....                 | an archive (RAR)",
        "<!DOCTYPE html><p>404    | a web page",
        "<html><body>             | a web page",
        "<svg xmlns='x'/>         | SVG",
        "<?xml version='1.0'?><svg| SVG",
        "{`error`: `not found`}   | JSON",
        "just some words          | text",
        "SQLite format 3.         | a database",
      })
  void aFileIsNamedForWhatItIs(String bytes, String name) {
    // A dot stands for a byte that does not matter, but in what is text.
    boolean text = !bytes.contains("....") && !bytes.endsWith("3.");
    String given = text ? bytes : bytes.replace('.', '\u0001');
    refuses(given.replace('`', '"').getBytes(StandardCharsets.ISO_8859_1), name);
  }

  @Test
  void binaryFormatsAreNamedByTheirFirstBytes() {
    refuses(bytes(0xff, 0x0a, 1, 2), "JPEG XL");
    refuses(bytes(0, 0, 0, 12, 'J', 'X', 'L', ' ', 13, 10, 0x87, 10), "JPEG XL");
    refuses(bytes(0, 0, 0, 12, 'j', 'P', ' ', ' ', 13, 10, 0x87, 10), "JPEG 2000");
    refuses(bytes(0x1f, 0x8b, 8, 0), "an archive (gzip)");
    refuses(bytes(0x1a, 0x45, 0xdf, 0xa3), "Matroska");
    refuses(bytes(0x80, 2, 0x8a, 10), "PyTorch");
    refuses(bytes(8, 7, 0x12, 7, 'p', 'y', 't', 'o', 'r', 'c', 'h', 0x1a), "ONNX");
    refuses(bytes(0xd0, 0xcf, 0x11, 0xe0), "Thumbs.db");
    refuses(bytes(0, 5, 22, 7, 0, 2, 0, 0), "AppleDouble");
    refuses(new byte[300], "nothing but zeros");
    byte[] tar = new byte[512];
    System.arraycopy("ustar".getBytes(StandardCharsets.US_ASCII), 0, tar, 257, 5);
    refuses(tar, "an archive (tar)");
  }

  @Test
  void aZipIsNamedByWhatIsInIt() throws IOException {
    refuses(zip("photos/a.jpg"), "an archive (ZIP)");
    refuses(zip("archive/data.pkl"), "a PyTorch file");
    refuses(zip("[Content_Types].xml"), "an Office document");
    refuses(zip("arr_0.npy"), "arrays (.npz)");
  }

  @Test
  void aPointerSaysHowTheFileIsHad() {
    String pointer = "version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 5\n";
    assertThatThrownBy(() -> reader.read("a.jpg", pointer.getBytes(StandardCharsets.UTF_8)))
        .isInstanceOf(ImageException.class)
        .hasMessage(
            "a.jpg: this is only a pointer of Git LFS; fetch the file itself with 'git lfs pull'");
  }

  @Test
  void whatNobodyKnowsIsNotGuessed() {
    assertThatThrownBy(() -> reader.read("a.jpg", bytes(1, 2, 3, 4, 5, 6, 7, 8)))
        .hasMessage(
            "a.jpg: the format is not supported;"
                + " Glimpse reads JPEG, PNG, GIF, BMP, WebP and TIFF");
  }

  @Test
  void aHeadOfEveryLengthIsNoTrouble() {
    for (int length = 1; length < 70; length++) {
      byte[] some = Arrays.copyOf("....ftypheic".getBytes(StandardCharsets.US_ASCII), length);
      assertThatThrownBy(() -> reader.read("x", some)).isInstanceOf(ImageException.class);
      byte[] zip = Arrays.copyOf(bytes('P', 'K', 3, 4), length);
      assertThatThrownBy(() -> reader.read("x", zip)).isInstanceOf(ImageException.class);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"chair.heic", "chair.avif"})
  void picturesOfTheFieldAreNamed(String name) {
    Path file = Shared.path("field/inputs/pictures/" + name);
    assertThatThrownBy(() -> reader.read(file))
        .isInstanceOf(ImageException.class)
        .message()
        .containsIgnoringCase("this is " + name.substring(name.indexOf('.') + 1));
  }

  @Test
  void aLargeFileIsNamedWithoutBeingRead(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("film.jpg");
    Files.write(file, Arrays.copyOf(bytes(0x1a, 0x45, 0xdf, 0xa3), 5_000_000));
    assertThatThrownBy(() -> reader.read(file))
        .hasMessageContaining("film.jpg: the format is not supported: this is a video");
  }

  private void refuses(byte[] bytes, String name) {
    assertThatThrownBy(() -> reader.read("a.jpg", bytes))
        .isInstanceOf(ImageException.class)
        .hasMessageStartingWith("a.jpg: the format is not supported: this is ")
        .hasMessageContaining(name);
  }

  private static byte[] zip(String entry) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      zip.putNextEntry(new ZipEntry(entry));
    }
    assertThat(bytes.size()).isPositive();
    return bytes.toByteArray();
  }

  private static byte[] bytes(int... values) {
    byte[] bytes = new byte[values.length];
    for (int i = 0; i < values.length; i++) {
      bytes[i] = (byte) values[i];
    }
    return bytes;
  }
}
