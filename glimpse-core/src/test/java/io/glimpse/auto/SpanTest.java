package io.glimpse.auto;

import static io.glimpse.fixture.Near.assertNear;
import static org.assertj.core.api.Assertions.assertThat;

import io.glimpse.matrix.Matrix;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class SpanTest {

  private final Problem p = Problem.of(8, new int[] {2, 3}, 400, 1, 1);

  @Test
  void rowsComeBackFromTheirCoordinates() {
    Span span = Objects.requireNonNull(Span.of(p.shots(), p.text()));

    Matrix coordinates = span.coordinates(p.shots());

    assertThat(coordinates.columns()).isEqualTo(5 + 2);
    assertNear(span.rows(coordinates), Problem.rows(p.shots()), 1e-6);
    for (int i = 0; i < 5; i++) {
      for (int j = 0; j < 5; j++) {
        double dot = p.shots().dot(i, p.shots(), j);
        assertThat(Math.abs(coordinates.dot(i, coordinates, j) - dot)).isLessThan(1e-6);
      }
    }
  }

  @Test
  void whatAddsNothingHasNoCoordinateOfItsOwn() {
    Matrix rows = p.shots().select(0, 1, 0, 1, 1);

    Span span = Objects.requireNonNull(Span.of(rows, new Matrix(3, 400)));

    Matrix coordinates = span.coordinates(rows);
    assertThat(coordinates.columns()).isEqualTo(2);
    assertThat(coordinates.row(2)).containsExactly(coordinates.row(0));
  }

  /** The whole fit, in the coordinates of the span and in all dimensions. */
  @Test
  void aFitIsTheSameInFewerDimensions() {
    Matrix narrow = p.fit().layer().logits(p.queries());

    int[] labels = p.labels().toArray();
    ShotSums sums = ShotSums.of(p.shots(), labels, 2);
    Anchors anchors = Anchors.of(sums, p.text());
    Layer wide = Layer.of(sums, anchors, Gaussians.of(sums, anchors), p.fit().mixture());

    assertThat(p.fit().isSpanned()).isTrue();
    assertNear(narrow, Problem.rows(wide.logits(p.queries())), 1e-5);
  }

  @Test
  void manyRowsAreLeftInAllDimensions() {
    assertThat(Span.of(p.shots(), new Matrix(196, 400))).isNull();
    assertThat(Span.of(p.shots(), new Matrix(195, 400))).isNotNull();
  }
}
