package io.glimpse.study;

import io.glimpse.feature.Cache;
import io.glimpse.feature.LabelledFeatures;
import io.glimpse.feature.TextFeatures;
import io.glimpse.matrix.Matrix;
import io.glimpse.matrix.Products;
import io.glimpse.search.Grid;
import io.glimpse.search.TipSearch;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How much Tip-Adapter's accuracy depends on alpha and beta: right answers over a coarse grid. */
final class SensitivityMap {

  private static final int STEPS = 20;
  private static final double LEAST = 0.1;
  private static final float LOGIT_SCALE = 100;

  private SensitivityMap() {}

  /** The map of an experiment with plain {@code tip}; null for any other. */
  static CellResult.@Nullable Sensitivity of(Cell cell, CellData from, StudyData data) {
    LabelledFeatures on = from.chosenOn();
    TextFeatures text = data.text();
    boolean plain = cell.variant().isPlain() && cell.variant().method().equals("tip");
    if (!plain || on == null || text == null || from.shots() == null) {
      return null;
    }
    Map<String, String> given = from.given().asText();
    Grid beta = new Grid(LEAST, number(given, "beta_max"), STEPS);
    Grid alpha = new Grid(LEAST, number(given, "alpha_max"), STEPS);
    Matrix features = on.features().globals();
    Cache cache = from.shots().cache();
    Matrix base = Products.timesTransposed(features, text.weights());
    for (int i = 0; i < base.data().length; i++) {
      base.data()[i] *= LOGIT_SCALE;
    }
    Matrix affinities = Products.timesTransposed(features, cache.keys());
    int[][] counts =
        TipSearch.onValidation(base, affinities::rows, cache, on.labels().toArray())
            .counts(beta, alpha);
    List<List<Integer>> correct = new ArrayList<>();
    for (int[] row : counts) {
      correct.add(Arrays.stream(row).boxed().toList());
    }
    return new CellResult.Sensitivity(
        values(beta), values(alpha), correct, on.size(), from.selectedOn());
  }

  private static double number(Map<String, String> values, String name) {
    return Double.parseDouble(values.getOrDefault(name, "1"));
  }

  private static List<Double> values(Grid grid) {
    List<Double> values = new ArrayList<>();
    for (int i = 0; i < grid.steps(); i++) {
      values.add(grid.value(i));
    }
    return values;
  }
}
