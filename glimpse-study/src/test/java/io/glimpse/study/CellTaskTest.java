package io.glimpse.study;

import static org.assertj.core.api.Assertions.assertThat;

import io.glimpse.feature.ClassSet;
import io.glimpse.feature.FeatureBatch;
import io.glimpse.feature.LabelledFeatures;
import io.glimpse.feature.Labels;
import io.glimpse.feature.Shots;
import io.glimpse.feature.TextFeatures;
import io.glimpse.matrix.Matrix;
import io.glimpse.method.Methods;
import io.glimpse.method.Parameters;
import io.glimpse.method.Selection;
import io.glimpse.method.Ties;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class CellTaskTest {

  private static final ClassSet CLASSES = ClassSet.of("ant", "bee", "cat", "dog", "emu");

  /** A row {@code (value, label)} for every label. */
  private static LabelledFeatures pictures(int value, int... labels) {
    Matrix rows = new Matrix(labels.length, 2);
    for (int i = 0; i < labels.length; i++) {
      rows.set(i, 0, value + i);
      rows.set(i, 1, labels[i]);
    }
    return new LabelledFeatures(FeatureBatch.ofGlobals(rows), Labels.of(labels));
  }

  private static CellTask task(Selection selection) {
    LabelledFeatures shots = pictures(10, 0, 1, 2, 3, 4, 3);
    CellData from =
        new CellData(
            Methods.of("tip"),
            Parameters.of(Methods.of("tip"), Map.of()),
            selection,
            Ties.FIRST,
            null,
            "",
            null,
            Map.of());
    return new CellTask(
        from,
        1,
        CLASSES,
        TextFeatures.ofPrompts(
            CLASSES, List.of(text(1, 0), text(0, 1), text(1, 1), text(-1, 0), text(0, -1))),
        Shots.of(shots.features(), shots.labels()),
        pictures(100, 4, 3, 2, 1, 0));
  }

  private static Matrix text(float x, float y) {
    return Matrix.of(new float[] {x, y});
  }

  @Test
  void takingClassesAwayTakesTheirTextsShotsAndValidationPictures() {
    CellTask some = task(Selection.VALIDATION).of(0, 1, 2, 4);

    assertThat(some.classes().names()).containsExactly("ant", "bee", "cat", "emu");
    TextFeatures text = Objects.requireNonNull(some.text());
    assertThat(text.classes()).isEqualTo(some.classes());
    assertThat(text.weights().row(3)).containsExactly(0, -1);
    assertThat(text.prompts()).hasSize(4);
    Shots shots = Objects.requireNonNull(some.shots());
    assertThat(shots.labels().toArray()).containsExactly(0, 1, 2, 3);
    assertThat(shots.keys().row(3)).containsExactly(14, 4);
    LabelledFeatures validation = Objects.requireNonNull(some.chosenOn());
    assertThat(validation.labels().toArray()).containsExactly(3, 2, 1, 0);
    assertThat(validation.features().globals().row(0)).containsExactly(100, 4);
    assertThat(validation.features().globals().row(1)).containsExactly(102, 2);
  }

  @Test
  void onlyValidationPicturesCalibrate() {
    assertThat(task(Selection.VALIDATION).validation()).isNotNull();
    assertThat(task(Selection.REFERENCE).validation()).isNull();
    assertThat(task(Selection.LEAVE_ONE_OUT).validation()).isNull();
  }
}
