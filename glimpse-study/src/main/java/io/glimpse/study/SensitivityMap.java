package io.glimpse.study;

import io.glimpse.method.Task;
import org.jspecify.annotations.Nullable;

/** How much a method's accuracy depends on what a search would choose, over a coarse grid. */
final class SensitivityMap {

  private static final int STEPS = 20;

  private SensitivityMap() {}

  /** The map of an experiment with a plain method; null where its method has none. */
  static CellResult.@Nullable Sensitivity of(Cell cell, CellData from, Task task) {
    if (!cell.variant().isPlain()) {
      return null;
    }
    return from.method()
        .sensitivity(task, STEPS)
        .map(
            map ->
                new CellResult.Sensitivity(
                    map.outer(), map.inner(), map.right(), map.total(), from.selectedOn()))
        .orElse(null);
  }
}
