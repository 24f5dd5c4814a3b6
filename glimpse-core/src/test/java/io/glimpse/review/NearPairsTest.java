package io.glimpse.review;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.glimpse.matrix.Matrix;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class NearPairsTest {

  private static Matrix random(int rows, int columns, long seed) {
    Random random = new Random(seed);
    Matrix all = new Matrix(rows, columns);
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < columns; j++) {
        all.set(i, j, (float) random.nextGaussian());
      }
    }
    return all;
  }

  /** The slow, obvious way. */
  private static List<NearPair> slow(
      Matrix queries, Matrix keys, boolean within, double floor, int most) {
    List<NearPair> all = new ArrayList<>();
    for (int i = 0; i < queries.rows(); i++) {
      List<NearPair> of = new ArrayList<>();
      for (int j = 0; j < (within ? i : keys.rows()); j++) {
        double cosine = queries.dot(i, keys, j) / queries.norm(i) / keys.norm(j);
        if (cosine >= floor) {
          of.add(new NearPair(j, i, cosine));
        }
      }
      of.sort(Comparator.comparingDouble(NearPair::cosine).reversed());
      all.addAll(of.subList(0, Math.min(most, of.size())));
    }
    return all;
  }

  private static void assertSame(List<NearPair> found, List<NearPair> expected) {
    assertThat(found).hasSameSizeAs(expected).isNotEmpty();
    for (int i = 0; i < found.size(); i++) {
      assertThat(found.get(i).first()).isEqualTo(expected.get(i).first());
      assertThat(found.get(i).second()).isEqualTo(expected.get(i).second());
      assertThat(found.get(i).cosine()).isCloseTo(expected.get(i).cosine(), within(1e-6));
    }
  }

  @Test
  void blocksFindWhatAllPairsDo() {
    Matrix rows = random(2100, 7, 1);
    assertSame(NearPairs.within(rows, 0.9, 3), slow(rows, rows, true, 0.9, 3));
    Matrix keys = random(1031, 7, 2);
    Matrix some = rows.rows(0, 1030);
    assertSame(NearPairs.between(some, keys, 0.9, 3), slow(some, keys, false, 0.9, 3));
  }

  @Test
  void ofManyEqualRowsEachHasAFewNeighbours() {
    Matrix rows = new Matrix(1500, 3);
    for (int i = 0; i < rows.rows(); i++) {
      rows.set(i, 1, 2);
    }

    List<NearPair> pairs = NearPairs.within(rows, 0.5, 2);

    assertThat(pairs).hasSize(1 + 2 * 1498).allMatch(NearPair::isSame);
    assertThat(pairs.get(0)).isEqualTo(new NearPair(0, 1, 1));
    assertThat(pairs.get(2995).first()).isZero();
  }

  @Test
  void oneRowHasNoPair() {
    assertThat(NearPairs.within(random(1, 3, 1), -1, 3)).isEmpty();
    assertThat(NearPairs.between(new Matrix(0, 3), random(1, 3, 1), -1, 3)).isEmpty();
  }
}
