package io.glimpse.calip;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.glimpse.feature.FeatureBatch;
import io.glimpse.fixture.Shared;
import io.glimpse.matrix.Matrix;
import io.glimpse.search.CalipSearch;
import io.glimpse.search.Grid;
import io.glimpse.search.Winner;
import io.glimpse.tensor.NpyFile;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** CALIP's search on the terms that its attention gives, against documented counts. */
class CalipSelectionTest {

  private static final Grid BETA2 = new Grid(0.001, 2, 200);
  private static final Grid BETA3 = new Grid(0.001, 0.1, 200);

  @ParameterizedTest
  @CsvSource({"2, val_counts_scale2.npy", "0.5, val_counts_scale05.npy"})
  void labelledPicturesAreCountedAsDocumented(double scale, String countFile) throws IOException {
    CalipAttention attention =
        new CalipAttention(
            NpyFile.readMatrix(Shared.path("fixtures/methods/calip/labelled_text.npy")),
            scale,
            CalipAttention.Pooling.MEAN_MAX,
            true);
    float[] tokens = values("val_tokens.npy");
    FeatureBatch pictures = FeatureBatch.ofTokens(Matrix.wrap(tokens, tokens.length / 64, 64), 50);
    CalipSearch search =
        search(
            attention,
            pictures,
            NpyFile.readLabels(Shared.path("fixtures/methods/calip/val_labels.npy")));
    float[] counts = values(countFile);
    float best = 0;
    for (float count : counts) {
      best = Math.max(best, count);
    }

    Winner winner = search.best(BETA2, BETA3);
    assertThat((float) winner.correct()).isBetween(best - 1, best + 1);
    assertThat(counts[winner.outerIndex() * 200 + winner.innerIndex()])
        .isGreaterThanOrEqualTo(best - 1);
    for (int cell = 0; cell < counts.length; cell += 97) {
      assertThat((float) correctAt(search, cell)).isBetween(counts[cell] - 1, counts[cell] + 1);
    }
  }

  private static int correctAt(CalipSearch search, int cell) {
    double beta2 = BETA2.value(cell / 200);
    double beta3 = BETA3.value(cell % 200);
    return search.best(new Grid(beta2, 2 * beta2, 1), new Grid(beta3, 2 * beta3, 1)).correct();
  }

  @Test
  void findsTheDocumentedWinnerOfASmallProblem() throws IOException {
    JsonNode root =
        new ObjectMapper()
            .readTree(Shared.path("fixtures/methods/small/calip_search.json").toFile());
    JsonNode inputs = root.path("inputs");
    int[] labels = new int[inputs.path("labels").size()];
    Matrix tokens = new Matrix(labels.length * 10, 12);
    for (int i = 0; i < labels.length; i++) {
      labels[i] = inputs.path("labels").path(i).asInt();
      copy(inputs.path("global_").path(i), tokens, i * 10);
      for (int place = 0; place < 9; place++) {
        copy(inputs.path("spatial").path(i).path(place), tokens, i * 10 + 1 + place);
      }
    }
    Matrix text = new Matrix(inputs.path("text").size(), 12);
    for (int c = 0; c < text.rows(); c++) {
      copy(inputs.path("text").path(c), text, c);
    }
    Winner winner =
        search(
                new CalipAttention(text, 2, CalipAttention.Pooling.MEAN_MAX, true),
                FeatureBatch.ofTokens(tokens, 10),
                labels)
            .best(BETA2, BETA3);
    JsonNode expected = root.path("expected");
    assertThat(winner.outerIndex()).isEqualTo(expected.path("i2").asInt());
    assertThat(winner.innerIndex()).isEqualTo(expected.path("i3").asInt());
    assertThat(winner.correct()).isEqualTo(expected.path("best").asInt());
    assertThat(winner.ties()).isEqualTo(expected.path("ties").asInt());
  }

  private static CalipSearch search(CalipAttention attention, FeatureBatch pictures, int[] labels) {
    CalipAttention.Terms terms = attention.terms(pictures, done -> {});
    return new CalipSearch(terms.plain(), terms.guided(), terms.blended(), labels);
  }

  private static float[] values(String file) throws IOException {
    try (NpyFile npy = NpyFile.open(Shared.path("fixtures/methods/calip/" + file))) {
      return npy.readAll();
    }
  }

  private static void copy(JsonNode values, Matrix to, int row) {
    for (int j = 0; j < to.columns(); j++) {
      to.set(row, j, (float) values.path(j).asDouble());
    }
  }
}
