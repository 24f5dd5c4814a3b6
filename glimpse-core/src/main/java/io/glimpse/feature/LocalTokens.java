package io.glimpse.feature;

import io.glimpse.matrix.Matrix;
import java.util.List;

/**
 * The places of one picture as some middle layers of a network see them, all on one grid.
 *
 * @param levels at least one: of each layer h·w x c, the places row by row; c may differ
 */
public record LocalTokens(List<Matrix> levels) {

  /**
   * Checks them.
   *
   * @throws IllegalArgumentException if there are none, or levels differ in their places
   */
  public LocalTokens {
    levels = List.copyOf(levels);
    if (levels.isEmpty() || levels.get(0).rows() == 0) {
      throw new IllegalArgumentException("local tokens have at least one level and one place");
    }
    for (Matrix level : levels) {
      if (level.rows() != levels.get(0).rows()) {
        throw new IllegalArgumentException(
            "levels of local tokens have "
                + levels.get(0).rows()
                + " and "
                + level.rows()
                + " places; they must lie on one grid");
      }
    }
  }

  /** Number h·w of places. */
  public int places() {
    return levels.get(0).rows();
  }

  /** The widths c of the levels. */
  public List<Integer> widths() {
    return levels.stream().map(Matrix::columns).toList();
  }
}
