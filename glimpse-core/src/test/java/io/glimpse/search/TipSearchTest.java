package io.glimpse.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.glimpse.feature.Cache;
import io.glimpse.feature.FeatureBatch;
import io.glimpse.feature.LabelledFeatures;
import io.glimpse.feature.Labels;
import io.glimpse.fixture.Caltech66;
import io.glimpse.fixture.Shared;
import io.glimpse.matrix.Matrix;
import io.glimpse.matrix.Products;
import java.io.IOException;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TipSearchTest {

  private static final Grid ONE_BETA = new Grid(1, 2, 1);

  /** Two shots, one a class; the second class is right, and its shot is the nearer one. */
  private static final Cache TWO_SHOTS = Cache.of(new Matrix(2, 1), Labels.of(0, 1));

  private static TipSearch oneRow(float textOfFirst, float textOfSecond) {
    Matrix base = Matrix.of(new float[] {textOfFirst, textOfSecond});
    Matrix affinity = Matrix.of(new float[] {0, 1});
    return TipSearch.onValidation(base, affinity::rows, TWO_SHOTS, new int[] {1});
  }

  @Test
  void alphaMustOutweighTheTexts() {
    double advantage = 1 - Math.exp(-1);
    int[][] counts = oneRow(1, 0).counts(ONE_BETA, new Grid(0, 4, 8));
    for (int a = 0; a < 8; a++) {
      assertThat(counts[0][a]).isEqualTo(a * 0.5 * advantage > 1 ? 1 : 0);
    }
  }

  @Test
  void equalLogitsGoToTheFirstClass() {
    assertThat(oneRow(0, 0).counts(ONE_BETA, new Grid(0, 2, 2))).isEqualTo(new int[][] {{0, 1}});
  }

  @Test
  void firstOfEqualPointsWins() {
    Winner winner = oneRow(0, 1).best(new Grid(0.1, 7, 200), new Grid(0.1, 3, 20));
    assertThat(winner).isEqualTo(new Winner(0, 0, 0.1, 0.1, 1, 4000));
  }

  @Test
  void aloneInItsClassAShotHasNoVotesWhenLeftOut() {
    Matrix same = Matrix.of(new float[] {1, 1}, new float[] {1, 1});
    TipSearch search = TipSearch.leaveOneOut(new Matrix(2, 2), same::rows, TWO_SHOTS);
    assertThat(search.counts(ONE_BETA, new Grid(0, 2, 2))).isEqualTo(new int[][] {{1, 0}});
  }

  @Test
  void affinitiesAreAskedForInBlocks() {
    Matrix affinity = new Matrix(64, 2);
    Affinities blocks =
        (from, to) -> {
          assertThat(to - from).isLessThanOrEqualTo(64);
          return affinity.rows(0, to - from);
        };
    TipSearch search =
        TipSearch.onValidation(new Matrix(1000, 2), blocks, TWO_SHOTS, new int[1000]);
    assertThat(search.best(ONE_BETA, new Grid(1, 2, 1)).correct()).isEqualTo(1000);
  }

  @Test
  void refusesWhatItCannotBound() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> oneRow(0, 0).best(new Grid(-1, 1, 2), ONE_BETA))
        .withMessage("the search for beta begins at -1.0; begin at 0 or above");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> oneRow(Float.NaN, 0).best(ONE_BETA, ONE_BETA))
        .withMessageContaining("row 0: the text logits are not finite");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                TipSearch.onValidation(
                    new Matrix(1, 1), new Matrix(1, 2)::rows, TWO_SHOTS, new int[1]))
        .withMessage("shot 1 has label 1, but there are 1 classes");
  }

  @Test
  void findsTheDocumentedWinnerOfASmallProblem() throws IOException {
    JsonNode root = json("fixtures/methods/small/tip_search.json");
    JsonNode inputs = root.path("inputs");
    JsonNode expected = root.path("expected");
    Grid beta = new Grid(0.1, 12, 200);
    Grid alpha = new Grid(0.1, 5, 20);
    TipSearch search = smallSearch(inputs, 8);
    Winner winner = search.best(beta, alpha);
    assertThat(winner.outerIndex()).isEqualTo(expected.path("i_beta").asInt());
    assertThat(winner.innerIndex()).isEqualTo(expected.path("i_alpha").asInt());
    assertThat(winner.correct()).isEqualTo(expected.path("best").asInt());
    assertThat(winner.ties()).isEqualTo(expected.path("ties").asInt());
    int[][] counts = search.counts(beta, alpha);
    assertThat(Arrays.stream(counts).flatMapToInt(Arrays::stream).sum())
        .isEqualTo(expected.path("sum_counts").asInt());
    for (int b = 0; b < 200; b++) {
      assertThat(counts[b][0]).isEqualTo(expected.at("/correct_by_beta_alpha0/" + b).asInt());
      assertThat(counts[b][19]).isEqualTo(expected.at("/correct_by_beta_last/" + b).asInt());
    }
    Winner atScale100 = smallSearch(inputs, 100).best(beta, alpha);
    assertThat(atScale100.outerIndex()).isEqualTo(7);
    assertThat(atScale100.innerIndex()).isEqualTo(19);
    assertThat(atScale100.ties()).isEqualTo(102);
  }

  private static TipSearch smallSearch(JsonNode inputs, float scale) {
    Matrix validation = matrix(inputs.path("val"));
    Cache cache =
        Cache.of(matrix(inputs.path("shots")), Labels.of(integers(inputs.path("shot_labels"))));
    return onValidation(
        new LabelledFeatures(
            FeatureBatch.ofGlobals(validation), Labels.of(integers(inputs.path("val_labels")))),
        matrix(inputs.path("text")),
        scale,
        cache);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 4, 8, 16})
  void findsTheDocumentedWinnerOnCaltech(int shots) throws IOException {
    JsonNode winner = caltechCase(shots, "tip_val_search").at("/params/winner");
    TipSearch search =
        onValidation(Caltech66.validation(), Caltech66.text(), 100, caltechCache(shots));
    Grid beta = new Grid(0.1, 12, 200);
    Grid alpha = new Grid(0.1, 5, 20);
    Winner found = search.best(beta, alpha);
    int best = winner.path("best").asInt();
    assertThat(found.correct()).isBetween(best - 1, best + 1);
    int there =
        search.counts(beta, alpha)[winner.path("i_beta").asInt()][winner.path("i_alpha").asInt()];
    assertThat(there).isBetween(best - 1, best + 1);
    if (found.correct() == best && found.ties() == winner.path("ties").asInt()) {
      assertThat(found.outerIndex()).isEqualTo(winner.path("i_beta").asInt());
      assertThat(found.innerIndex()).isEqualTo(winner.path("i_alpha").asInt());
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 4, 8, 16})
  void leavesOneOutAsDocumentedOnCaltech(int shots) throws IOException {
    JsonNode params = caltechCase(shots, "tip_rloo_acc").path("params");
    Cache cache = caltechCache(shots);
    Matrix keys = cache.keys().toMatrix();
    TipSearch search =
        TipSearch.leaveOneOut(
            scaled(Products.timesTransposed(keys, Caltech66.text()), 100),
            Products.timesTransposed(keys, cache.keys())::rows,
            cache);
    Winner winner = search.best(new Grid(0.1, 12, 50), new Grid(0.1, 5, 20));
    int score = params.path("loo_score").asInt();
    assertThat(winner.correct()).isBetween(score - 1, score + 1);
    if (winner.correct() == score) {
      assertThat(winner.outer()).isEqualTo(params.path("beta").asDouble(), within(1e-9));
      assertThat(winner.inner()).isEqualTo(params.path("alpha").asDouble(), within(1e-9));
    }
  }

  private static TipSearch onValidation(
      LabelledFeatures validation, Matrix text, float scale, Cache cache) {
    Matrix features = validation.features().globals();
    return TipSearch.onValidation(
        scaled(Products.timesTransposed(features, text), scale),
        Products.timesTransposed(features, cache.keys())::rows,
        cache,
        validation.labels().toArray());
  }

  private static Matrix scaled(Matrix matrix, float scale) {
    for (int i = 0; i < matrix.data().length; i++) {
      matrix.data()[i] *= scale;
    }
    return matrix;
  }

  private static Cache caltechCache(int shots) {
    LabelledFeatures data = Caltech66.shots(shots);
    return Cache.of(data.features().globals(), data.labels());
  }

  private static JsonNode caltechCase(int shots, String method) throws IOException {
    for (JsonNode one :
        json("fixtures/methods/real/caltech101_shots_" + shots + ".json").path("cases")) {
      if (one.path("method").asText().equals(method)) {
        return one;
      }
    }
    throw new AssertionError("no case " + method);
  }

  private static JsonNode json(String path) throws IOException {
    return new ObjectMapper().readTree(Shared.path(path).toFile());
  }

  private static Matrix matrix(JsonNode rows) {
    Matrix matrix = new Matrix(rows.size(), rows.path(0).size());
    for (int i = 0; i < matrix.rows(); i++) {
      for (int j = 0; j < matrix.columns(); j++) {
        matrix.set(i, j, (float) rows.path(i).path(j).asDouble());
      }
    }
    return matrix;
  }

  private static int[] integers(JsonNode values) {
    int[] integers = new int[values.size()];
    for (int i = 0; i < integers.length; i++) {
      integers[i] = values.path(i).asInt();
    }
    return integers;
  }
}
