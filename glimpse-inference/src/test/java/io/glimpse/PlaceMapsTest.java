package io.glimpse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import io.glimpse.fixture.ScratchedParts;
import io.glimpse.input.LabelledSource;
import io.glimpse.method.PlaceMap;
import io.glimpse.method.Prediction;
import io.glimpse.progress.Notes;
import io.glimpse.shots.BankRecipe;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The map of a prediction lies where the picture's own pixels do, however its file holds them. */
class PlaceMapsTest {

  /** Pixels of the square that places are looked at in, from a scratch to its place. */
  private static final int NEAR = 16;

  /** Bytes of a PNG before its second chunk: the signature, and IHDR. */
  private static final int PNG_HEAD = 33;

  @TempDir static Path pictures;

  private static Glimpse glimpse;
  private static ImageClassifier close;

  @TempDir Path folder;

  @BeforeAll
  static void build() throws IOException {
    glimpse = Glimpse.open();
    Path parts = new ScratchedParts(1).folders(pictures.resolve("shots"), 6);
    close = glimpse.fewShot(BankRecipe.usual(), LabelledSource.read(parts, null, Notes.SILENT));
  }

  @AfterAll
  static void close() {
    glimpse.close();
  }

  /** Every orientation; files that lie, stand, are square; as large as is seen, and twice. */
  static List<Arguments> stored() {
    List<Arguments> all = new ArrayList<>();
    for (int orientation = 1; orientation <= 8; orientation++) {
      all.add(Arguments.of(orientation, 448, 448, 1));
      all.add(Arguments.of(orientation, 1001, 448, 1));
      all.add(Arguments.of(orientation, 896, 1300, 2));
    }
    return all;
  }

  @ParameterizedTest(name = "orientation {0}, {1} x {2}")
  @MethodSource("stored")
  void aScratchOfTheFileIsInTheBoxOfTheOddestPlaceTurnedBack(
      int orientation, int width, int height, int scale) throws IOException {
    ScratchedParts.Part bad = new ScratchedParts(6).bad(folder.resolve("bad.bmp"));
    int side = scale * ScratchedParts.SIZE;
    int left = (width - side) / 2;
    int top = (height - side) / 2;
    Path file = folder.resolve("turned.png");
    write(file, canvas(bad.file(), width, height, side), orientation);

    PlaceMap map = map(close.classify(file));

    PlaceMap.Box inFile = turnedBack(map.oddest().get(0).box(), orientation, width, height);
    int near = NEAR * scale;
    assertThat(left + scale * bad.x()).isBetween(inFile.left() - near, inFile.right() + near);
    assertThat(top + scale * bad.y()).isBetween(inFile.top() - near, inFile.bottom() + near);
    // The grid leaves 18 and 14 pixels of the square's 448 out, or those of the turned one.
    PlaceMap.Box grid = turnedBack(map.box(), orientation, width, height);
    assertThat(grid.left() - left).isBetween(14 * scale - 1, 18 * scale + 1);
    assertThat(grid.top() - top).isBetween(14 * scale - 1, 18 * scale + 1);
    assertThat(grid.right() - grid.left()).isBetween(416 * scale, 416 * scale + 1);
    assertThat(grid.bottom() - grid.top()).isBetween(416 * scale, 416 * scale + 1);
  }

  private static PlaceMap map(Prediction prediction) {
    return Objects.requireNonNull(prediction.places());
  }

  /** A picture in the middle of another, which is gray about it where nobody looks. */
  private static BufferedImage canvas(Path part, int width, int height, int side)
      throws IOException {
    BufferedImage canvas = new BufferedImage(width, height, BufferedImage.TYPE_3BYTE_BGR);
    Graphics2D graphics = canvas.createGraphics();
    graphics.setColor(Color.GRAY);
    graphics.fillRect(0, 0, width, height);
    graphics.setRenderingHint(
        RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BICUBIC);
    graphics.drawImage(
        ImageIO.read(part.toFile()), (width - side) / 2, (height - side) / 2, side, side, null);
    graphics.dispose();
    return canvas;
  }

  /** As a PNG with an eXIf chunk of nothing but an orientation. */
  private static void write(Path file, BufferedImage image, int orientation) throws IOException {
    ByteArrayOutputStream plain = new ByteArrayOutputStream();
    ImageIO.write(image, "png", plain);
    byte[] exif = {
      'e',
      'X',
      'I',
      'f',
      'M',
      'M',
      0,
      42,
      0,
      0,
      0,
      8,
      0,
      1,
      1,
      0x12,
      0,
      3,
      0,
      0,
      0,
      1,
      0,
      (byte) orientation,
      0,
      0,
      0,
      0,
      0,
      0
    };
    CRC32 check = new CRC32();
    check.update(exif);
    ByteArrayOutputStream turned = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(turned);
    out.write(plain.toByteArray(), 0, PNG_HEAD);
    out.writeInt(exif.length - 4);
    out.write(exif);
    out.writeInt((int) check.getValue());
    out.write(plain.toByteArray(), PNG_HEAD, plain.size() - PNG_HEAD);
    Files.write(file, turned.toByteArray());
  }

  /** A box of the upright picture in columns and rows of the file, by EXIF's table. */
  private static PlaceMap.Box turnedBack(PlaceMap.Box box, int orientation, int width, int height) {
    int x0 = box.left();
    int y0 = box.top();
    int x1 = box.right();
    int y1 = box.bottom();
    return switch (orientation) {
      case 1 -> box;
      case 2 -> new PlaceMap.Box(width - x1, y0, width - x0, y1);
      case 3 -> new PlaceMap.Box(width - x1, height - y1, width - x0, height - y0);
      case 4 -> new PlaceMap.Box(x0, height - y1, x1, height - y0);
      case 5 -> new PlaceMap.Box(y0, x0, y1, x1);
      case 6 -> new PlaceMap.Box(y0, height - x1, y1, height - x0);
      case 7 -> new PlaceMap.Box(width - y1, height - x1, width - y0, height - x0);
      default -> new PlaceMap.Box(width - y1, x0, width - y0, x1);
    };
  }

  @Test
  void theOddestPlacesAreThoseOfTheLargestValues() throws IOException {
    Path bad = new ScratchedParts(9).bad(folder.resolve("bad.bmp")).file();

    PlaceMap map = map(close.classify(bad));

    assertThat(map.oddness().rows()).isEqualTo(26);
    assertThat(map.oddness().columns()).isEqualTo(26);
    assertThat(map.box()).isEqualTo(new PlaceMap.Box(18, 18, 434, 434));
    List<Float> told = new ArrayList<>();
    Set<List<Integer>> places = new HashSet<>();
    for (PlaceMap.Place place : map.oddest()) {
      told.add(map.oddness().get(place.row(), place.column()));
      places.add(List.of(place.row(), place.column()));
      assertThat(place.oddness()).isEqualTo(told.get(told.size() - 1), offset(1e-6));
      assertThat(place.box())
          .isEqualTo(
              new PlaceMap.Box(
                  18 + 16 * place.column(),
                  18 + 16 * place.row(),
                  34 + 16 * place.column(),
                  34 + 16 * place.row()));
    }
    List<Float> all = new ArrayList<>();
    for (int row = 0; row < 26; row++) {
      for (float value : map.oddness().row(row)) {
        all.add(value);
      }
    }
    all.sort((a, b) -> Float.compare(b, a));
    assertThat(told).isEqualTo(all.subList(0, PlaceMap.ODDEST));
    assertThat(places).hasSize(PlaceMap.ODDEST);
  }

  @Test
  void manyAnswersHaveTheMapsOfSingleOnesAndOthersHaveNone() throws IOException {
    ScratchedParts parts = new ScratchedParts(10);
    List<Path> files =
        List.of(
            parts.bad(folder.resolve("bad.bmp")).file(),
            parts.good(folder.resolve("good.bmp")).file());

    List<Prediction> many = new ArrayList<>();
    for (var result : close.classifyFiles(files)) {
      many.add(result.get());
    }

    assertThat(many).containsExactly(close.classify(files.get(0)), close.classify(files.get(1)));
    assertThat(map(many.get(0))).isNotEqualTo(map(many.get(1)));
    assertThat(glimpse.zeroShot("good", "bad").classify(files.get(0)).places()).isNull();
  }
}
