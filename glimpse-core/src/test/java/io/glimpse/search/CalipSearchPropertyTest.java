package io.glimpse.search;

import static org.assertj.core.api.Assertions.assertThat;

import io.glimpse.matrix.Matrix;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/** The fast search counts as its plain twin does, at every point, ties included. */
class CalipSearchPropertyTest {

  @Property(tries = 300)
  void countsAsThePlainSearchDoes(
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 30) int rows,
      @ForAll @IntRange(min = 1, max = 12) int classes,
      @ForAll @IntRange(max = 8) int levels,
      @ForAll("grids") Grid beta2,
      @ForAll("grids") Grid beta3) {
    Random random = new Random(seed);
    Matrix base = term(random, rows, classes, levels);
    Matrix guided = term(random, rows, classes, levels);
    Matrix blended = term(random, rows, classes, levels);
    int[] truth = random.ints(rows, 0, classes).toArray();
    assertThat(new CalipSearch(base, guided, blended, truth).counts(beta2, beta3))
        .isEqualTo(new PlainCalipSearch(base, guided, blended, truth).counts(beta2, beta3));
  }

  /** Few levels make equal logits; the last class often repeats the first. */
  private static Matrix term(Random random, int rows, int classes, int levels) {
    Matrix term = new Matrix(rows, classes);
    for (int i = 0; i < term.data().length; i++) {
      float value = 2 * random.nextFloat() - 1;
      term.data()[i] = levels == 0 ? value : (float) Math.rint(value * levels) / levels;
    }
    for (int i = 0; levels % 2 == 1 && i < rows; i++) {
      term.set(i, classes - 1, term.get(i, 0));
    }
    return term;
  }

  @Provide
  Arbitrary<Grid> grids() {
    return Arbitraries.of(
        new Grid(0.001, 2, 20),
        new Grid(0.001, 0.1, 17),
        new Grid(0, 4, 16),
        new Grid(0.5, 1.5, 1),
        new Grid(0, 1e6, 30));
  }
}
