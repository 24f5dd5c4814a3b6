package io.glimpse.feature;

import static org.assertj.core.api.Assertions.assertThat;

import io.glimpse.matrix.Matrix;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CacheTest {

  private static final int[] CLASSES = {2, 2, 2, 4, 3, 3, 2, 4, 4, 4, 4};
  private static final int QUERIES = 7;

  private final Random random = new Random(3);

  @Test
  void votesOfManyQueriesAreThoseOfSingleShotsAddedInOrder() {
    Cache cache = Cache.of(random(CLASSES.length, 2), Labels.of(CLASSES));
    Matrix weights = random(QUERIES, CLASSES.length - 1);
    Matrix votes = new Matrix(QUERIES, 3);

    cache.vote(1, weights, votes, 2);

    assertThat(votes.data()).containsExactly(oneByOne(cache, weights, 2, 3).data());
  }

  @Test
  void sharesOfSeveralClassesAreVotedForAlike() {
    Cache cache = Cache.of(random(CLASSES.length, 2), Labels.soft(random(CLASSES.length, 5)));
    Matrix weights = random(QUERIES, CLASSES.length - 1);
    Matrix votes = new Matrix(QUERIES, 5);

    cache.vote(1, weights, votes, 0);

    assertThat(votes.data()).containsExactly(oneByOne(cache, weights, 0, 5).data());
  }

  /** The votes by shots 1, 2, ... for some classes, each shot's share times its weight. */
  private static Matrix oneByOne(Cache cache, Matrix weights, int firstClass, int classes) {
    Matrix votes = new Matrix(weights.rows(), classes);
    for (int i = 0; i < weights.rows(); i++) {
      for (int j = 0; j < weights.columns(); j++) {
        for (int c = 0; c < classes; c++) {
          float share = cache.share(1 + j, firstClass + c);
          votes.set(i, c, votes.get(i, c) + weights.get(i, j) * share);
        }
      }
    }
    return votes;
  }

  private Matrix random(int rows, int columns) {
    Matrix matrix = new Matrix(rows, columns);
    for (int i = 0; i < matrix.data().length; i++) {
      matrix.data()[i] = random.nextFloat();
    }
    return matrix;
  }
}
