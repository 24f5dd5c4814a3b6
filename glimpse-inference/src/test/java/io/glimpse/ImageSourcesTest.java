package io.glimpse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.glimpse.file.Input;
import io.glimpse.image.DecodedImage;
import io.glimpse.image.ImageException;
import io.glimpse.method.Prediction;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** One image is the same to the bit wherever it comes from. */
class ImageSourcesTest {

  private static Glimpse glimpse;
  private static ImageClassifier classifier;

  @TempDir Path folder;

  @BeforeAll
  static void open() throws IOException {
    glimpse = Glimpse.open();
    classifier = glimpse.calip("okapi", "bonsai", "grand piano");
  }

  @AfterAll
  static void close() {
    glimpse.close();
  }

  /** Kinds of images that programs hold, each of which a PNG can hold without loss. */
  enum Kind {
    RGB(BufferedImage.TYPE_INT_RGB),
    BGR(BufferedImage.TYPE_INT_BGR),
    BYTES(BufferedImage.TYPE_3BYTE_BGR),
    ARGB(BufferedImage.TYPE_INT_ARGB),
    ABGR(BufferedImage.TYPE_4BYTE_ABGR),
    GRAY(BufferedImage.TYPE_BYTE_GRAY),
    DEEP_GRAY(BufferedImage.TYPE_USHORT_GRAY),
    INDEXED(BufferedImage.TYPE_BYTE_INDEXED),
    TRANSPARENT_INDEX(BufferedImage.TYPE_BYTE_INDEXED),
    BINARY(BufferedImage.TYPE_BYTE_BINARY);

    private final int type;

    Kind(int type) {
      this.type = type;
    }

    /** A scene of large shapes under noise, see-through in places where the kind can be. */
    BufferedImage draw() {
      int width = 120;
      int height = 90;
      BufferedImage image =
          this == TRANSPARENT_INDEX
              ? new BufferedImage(width, height, type, palette())
              : new BufferedImage(width, height, type);
      Random random = new Random(3);
      if (image.getRaster().getNumBands() == 1) {
        // TYPE_INT_RGB and its like have a band a colour, however they pack them.
        for (int p = 0; p < width * height; p++) {
          int most = 1 << image.getSampleModel().getSampleSize(0);
          int shape = (p % width) / 30 * most / 6 + random.nextInt(most) / 2;
          image.getRaster().setSample(p % width, p / width, 0, Math.min(shape, most - 1));
        }
        return image;
      }
      Graphics2D graphics = image.createGraphics();
      graphics.setColor(new Color(200, 120, 40, 90));
      graphics.fillOval(10, 10, 70, 60);
      graphics.setColor(new Color(20, 90, 160, 255));
      graphics.fillRect(60, 30, 50, 40);
      graphics.dispose();
      for (int i = 0; i < 2000; i++) {
        image.setRGB(random.nextInt(width), random.nextInt(height), random.nextInt());
      }
      return image;
    }

    private static IndexColorModel palette() {
      byte[][] bands = new byte[4][256];
      Random random = new Random(9);
      for (byte[] band : bands) {
        random.nextBytes(band);
      }
      return new IndexColorModel(8, 256, bands[0], bands[1], bands[2], bands[3]);
    }
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void fileBytesStreamAndDecodedImageAgree(Kind kind) throws IOException {
    BufferedImage image = kind.draw();
    byte[] png = png(image);
    Path file = Files.write(folder.resolve("image.png"), png);

    Prediction byFile = classifier.classify(file);

    assertThat(classifier.classify(png)).isEqualTo(byFile);
    assertThat(classifier.classify(new ByteArrayInputStream(png))).isEqualTo(byFile);
    assertThat(classifier.classify(Input.of("some name", png))).isEqualTo(byFile);
    assertThat(classifier.classify(image)).isEqualTo(byFile);
    BufferedImage decoded = Objects.requireNonNull(ImageIO.read(new ByteArrayInputStream(png)));
    assertThat(classifier.classify(decoded)).isEqualTo(byFile);
    assertThat(classifier.classify(glimpse.encode(file))).isEqualTo(byFile);
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void aPartOfAnImageIsAnImage(Kind kind) throws IOException {
    BufferedImage part = kind.draw().getSubimage(20, 10, 60, 70);

    assertThat(classifier.classify(part)).isEqualTo(classifier.classify(png(part)));
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void laterChangesOfAnImageAreNotSeen(Kind kind) throws IOException {
    BufferedImage image = kind.draw();
    DecodedImage kept = DecodedImage.of("image", image);
    String digest = kept.digest();
    int[] pixel = image.getRaster().getPixel(0, 0, (int[]) null);
    pixel[0] ^= (1 << image.getSampleModel().getSampleSize(0)) - 1;
    image.getRaster().setPixel(0, 0, pixel);

    assertThat(kept.digest()).isEqualTo(digest);
    assertThat(DecodedImage.of("image", image).digest()).isNotEqualTo(digest);
  }

  @Test
  void aStreamIsReadToItsEndAndStaysOpen() throws IOException {
    boolean[] closed = {false};
    InputStream stream =
        new ByteArrayInputStream(Files.readAllBytes(Demo.OKAPI)) {
          @Override
          public void close() {
            closed[0] = true;
          }
        };

    assertThat(classifier.classify(stream)).isEqualTo(classifier.classify(Demo.OKAPI));
    assertThat(stream.read()).isEqualTo(-1);
    assertThat(closed[0]).isFalse();
  }

  @Test
  void aStreamThatFailsSaysSo() {
    InputStream failing =
        new InputStream() {
          @Override
          public int read() throws IOException {
            throw new IOException("the line went dead");
          }

          @Override
          public int read(byte[] to, int offset, int count) throws IOException {
            return read();
          }
        };

    assertThatThrownBy(() -> classifier.classify(failing)).hasMessage("the line went dead");
  }

  @Test
  void whatIsNoImageIsRefusedByItsName() {
    byte[] text = {'n', 'o'};

    assertThatThrownBy(() -> classifier.classify(Input.of("upload 7", text)))
        .isInstanceOf(ImageException.class)
        .hasMessageStartingWith("upload 7: ");
    assertThatThrownBy(() -> classifier.classify(new byte[0]))
        .isInstanceOf(ImageException.class)
        .hasMessageStartingWith("image: ");
  }

  @Test
  void anExampleMayComeFromAnywhere() throws IOException {
    byte[] okapi = Files.readAllBytes(Demo.shots("okapi", 3, 4).get(0));
    ImageClassifier few = glimpse.fewShot(Demo.emusAndOkapis());

    ImageClassifier byFile = few.with("okapi", Demo.inputs(Demo.shots("okapi", 3, 4)));
    ImageClassifier byBytes = few.with("okapi", List.of(Input.of("an okapi", okapi)));

    assertThat(byBytes.classify(Demo.OKAPI)).isEqualTo(byFile.classify(Demo.OKAPI));
    assertThat(byBytes.bank().orElseThrow().shots().get(4).id())
        .isEqualTo(byFile.bank().orElseThrow().shots().get(4).id());
    assertThat(byBytes.bank().orElseThrow().shots().get(4).source()).isEqualTo("an okapi");
  }

  private static byte[] png(BufferedImage image) throws IOException {
    ByteArrayOutputStream png = new ByteArrayOutputStream();
    assertThat(ImageIO.write(image, "png", png)).isTrue();
    return png.toByteArray();
  }
}
