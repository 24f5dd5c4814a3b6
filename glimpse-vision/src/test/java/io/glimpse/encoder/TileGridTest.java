package io.glimpse.encoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.glimpse.image.Framing;
import io.glimpse.image.Image;
import io.glimpse.image.Preprocessing;
import io.glimpse.image.Region;
import io.glimpse.local.Tiling;
import io.glimpse.matrix.Matrix;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TileGridTest {

  /** Squares of 32 pixels, of which the places, 4 pixels a side, cover 3 to 31. */
  private static final LocalView SMALL =
      new LocalView("1", Preprocessing.clip(32), List.of(new LocalView.Level("a", 1)), 7, 7, 3, 4);

  /** As `lite` has it. */
  private static final LocalView LARGE =
      new LocalView(
          "1", Preprocessing.clip(448), List.of(new LocalView.Level("a", 1)), 26, 26, 18, 16);

  private static Image picture(int width, int height) {
    return Image.of(Image.Mode.GRAY, width, height, new byte[width * height]);
  }

  private static TileGrid grid(int width, int height, LocalView view, Tiling tiling) {
    return TileGrid.of(picture(width, height), view, tiling);
  }

  @Property(tries = 300)
  void everyPixelButForTheBorderIsInAPlace(
      @ForAll @IntRange(min = 32, max = 290) int width,
      @ForAll @IntRange(min = 32, max = 290) int height) {
    TileGrid tiles = grid(width, height, SMALL, Tiling.NATIVE);
    boolean[] columns = new boolean[width];
    boolean[] rows = new boolean[height];
    for (int place = 0; place < tiles.places(); place++) {
      Region box = tiles.box(place);
      Arrays.fill(columns, box.left(), box.left() + box.width(), true);
      Arrays.fill(rows, box.top(), box.top() + box.height(), true);
    }

    if (!tiles.isShrunk() && tiles.count() > 1) {
      for (int x = 0; x < width; x++) {
        assertThat(columns[x]).as("column %d", x).isEqualTo(x >= 3 && x < width - 1);
      }
      for (int y = 0; y < height; y++) {
        assertThat(rows[y]).as("row %d", y).isEqualTo(y >= 3 && y < height - 1);
      }
    }
    Framing last = tiles.square(tiles.count() - 1);
    assertThat(tiles.count()).isLessThanOrEqualTo(Tiling.MOST);
    assertThat(last.left() + 32).isLessThanOrEqualTo(last.resizedWidth());
    if (tiles.count() > 1) {
      assertThat(last.left() + 32).isEqualTo(last.resizedWidth());
      assertThat(last.top() + 32).isEqualTo(last.resizedHeight());
    }
  }

  @Property(tries = 300)
  void theMapHasAValueInEveryCellAndTheLargestWhereItIs(
      @ForAll @IntRange(min = 10, max = 290) int width,
      @ForAll @IntRange(min = 10, max = 290) int height,
      @ForAll @IntRange(min = 0, max = 11) int along,
      @ForAll @IntRange(min = 0, max = 1 << 20) int chosen) {
    TileGrid tiles = grid(width, height, SMALL, new Tiling(along));
    double[] values = new double[tiles.places()];
    int largest = chosen % values.length;
    values[largest] = 1;

    Matrix map = tiles.map(values);

    Region mapped = tiles.mapped();
    Region box = tiles.box(largest);
    int hot = 0;
    for (int row = 0; row < map.rows(); row++) {
      for (int column = 0; column < map.columns(); column++) {
        assertThat(map.get(row, column)).isBetween(0f, 1f);
        if (map.get(row, column) == 1) {
          hot++;
          double cellWidth = (double) mapped.width() / map.columns();
          double cellHeight = (double) mapped.height() / map.rows();
          double x = mapped.left() + (column + 0.5) * cellWidth;
          double y = mapped.top() + (row + 0.5) * cellHeight;
          assertThat(Math.abs(x - box.left() - box.width() / 2.0)).isLessThan(cellWidth + 1);
          assertThat(Math.abs(y - box.top() - box.height() / 2.0)).isLessThan(cellHeight + 1);
        }
      }
    }
    assertThat(hot).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource({
    // What a camera gives, at its own size.
    "4000, 3000, auto, 10, 8, 4000, 3000",
    "3000, 4000, auto, 8, 10, 3000, 4000",
    "448, 449, auto, 1, 2, 448, 449",
    // So large that it is shrunk until 128 cover it.
    "12000, 9000, auto, 13, 9, 5034, 3776",
    // Shrunk until so many cover the longer side, and never enlarged.
    "4000, 3000, 3, 3, 3, 1280, 960",
    "4000, 3000, 11, 10, 8, 4000, 3000",
    // The shorter side is never less than a tile's, and is enlarged where it was.
    "4000, 1000, 2, 5, 1, 1792, 448",
    "900, 300, auto, 4, 1, 1344, 448",
    // Within a tile: as without.
    "300, 200, auto, 1, 1, 672, 448",
    "4000, 3000, 1, 1, 1, 597, 448"
  })
  void aPictureIsAsLargeAsItsTilesAllow(
      int width, int height, String tiles, int columns, int rows, int resized, int resizedHeight) {
    TileGrid grid = grid(width, height, LARGE, Tiling.of(tiles));

    assertThat(grid.first().resizedWidth()).isEqualTo(resized);
    assertThat(grid.first().resizedHeight()).isEqualTo(resizedHeight);
    assertThat(grid.columns()).isEqualTo(columns);
    assertThat(grid.rows()).isEqualTo(rows);
  }

  @Test
  void oneSquareIsTheOneInTheMiddle() {
    Image picture = picture(900, 700);

    TileGrid one = TileGrid.of(picture, LARGE, Tiling.ONE);

    assertThat(one.square(0)).isEqualTo(Framing.of(picture, LARGE.preprocessing()));
    assertThat(one.mapped()).isEqualTo(one.first().inPicture(new Region(18, 18, 416, 416)));
  }

  @Test
  void aPictureTooNarrowForItsTilesIsRefused() {
    assertThatThrownBy(() -> grid(1, 5000, LARGE, Tiling.NATIVE))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "1 x 5000 pixels take 5385 tiles even if the shorter side has the 448 of one, and at"
                + " most 128 are looked at; cut it into parts");
    assertThat(grid(1, 5000, LARGE, Tiling.ONE).count()).isEqualTo(1);
  }
}
