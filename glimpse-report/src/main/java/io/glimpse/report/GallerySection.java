package io.glimpse.report;

import java.util.List;

/**
 * Rows of one kind.
 *
 * @param title the heading
 * @param text what the rows show; a sentence or two
 * @param rows in the order shown; may be empty, where the text says all
 */
public record GallerySection(String title, String text, List<Row> rows) {

  public GallerySection {
    rows = List.copyOf(rows);
  }

  /**
   * Pictures to compare.
   *
   * @param text what is said of them
   * @param pictures from left to right; may be empty
   */
  public record Row(String text, List<GalleryPicture> pictures) {

    public Row {
      pictures = List.copyOf(pictures);
    }
  }
}
