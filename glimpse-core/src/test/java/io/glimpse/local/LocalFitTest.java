package io.glimpse.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.offset;
import static org.assertj.core.api.Assertions.within;

import io.glimpse.feature.LocalTokens;
import io.glimpse.matrix.Matrix;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LocalFitTest {

  private static final int PLACES = 30;

  private final Random random = new Random(5);

  private Matrix noise(int rows, int columns) {
    Matrix m = new Matrix(rows, columns);
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < columns; j++) {
        m.set(i, j, (float) random.nextGaussian());
      }
    }
    return m;
  }

  private LocalTokens tokens() {
    return new LocalTokens(List.of(noise(PLACES, 4), noise(PLACES, 6)));
  }

  /** Like noise, but for one place that is far off in a direction of the class's own. */
  private LocalTokens scratched(int direction, int place) {
    LocalTokens tokens = tokens();
    tokens.levels().get(0).set(place, direction, 25);
    tokens.levels().get(1).set(place, direction, 25);
    return tokens;
  }

  @Test
  void whatIsUsualWithoutAShotIsWhatItWouldBeHadItNotBeenThere() {
    List<TokenSums> sums = new ArrayList<>();
    List<Matrix> tokens = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      tokens.add(noise(PLACES, 4));
      sums.add(TokenSums.of(tokens.get(i)));
    }
    int[] labels = {0, 1, 0, 1, 1};
    int[] fewer = {0, 1, 0, 1};

    double[][] without = UsualTokens.of(sums, labels, 2).distances(tokens.get(4), 4);
    double[][] never = UsualTokens.of(sums.subList(0, 4), fewer, 2).distances(tokens.get(4), -1);

    for (int t = 0; t < PLACES; t++) {
      assertThat(without[1][t]).isCloseTo(never[1][t], within(1e-4 * never[1][t] + 1e-6));
    }
  }

  @Test
  void distancesAreThoseOfMahalanobis() {
    Matrix tokens = noise(PLACES, 3);
    UsualTokens usual = UsualTokens.of(List.of(TokenSums.of(tokens)), new int[1], 1);

    double[] distances = usual.distances(tokens, -1)[0];

    // Of as many values as made the covariance, which a floor of a thousandth is added to, the mean
    // is the width.
    double mean = 0;
    for (double distance : distances) {
      mean += distance / PLACES;
    }
    assertThat(mean).isCloseTo(3, offset(0.02));
  }

  @Test
  void aShotLeftOutIsAnsweredAsIfTheRidgeHadNeverSeenIt() {
    int n = 9;
    int[] labels = {0, 1, 2, 0, 1, 2, 0, 1, 2};
    double[][] signs = new double[n][5];
    for (double[] row : signs) {
      for (int j = 0; j < row.length; j++) {
        row[j] = random.nextGaussian();
      }
    }
    double[] kernel = new LinearKernel(signs).ofShots();
    double[] answers = new Ridge(kernel.clone(), labels, 3).leftOut();

    for (int out = 0; out < n; out++) {
      // With the shares of the classes held, by plain elimination.
      double[][] system = new double[n - 1][n - 1 + 3];
      for (int i = 0; i < n - 1; i++) {
        int a = i < out ? i : i + 1;
        for (int j = 0; j < n - 1; j++) {
          int b = j < out ? j : j + 1;
          system[i][j] = kernel[a * n + b] + (i == j ? 0.3 : 0);
        }
        for (int c = 0; c < 3; c++) {
          system[i][n - 1 + c] = (labels[a] == c ? 1 : 0) - 1.0 / 3;
        }
      }
      double[][] solved = solve(system, n - 1);
      for (int c = 0; c < 3; c++) {
        double expected = 1.0 / 3;
        for (int i = 0; i < n - 1; i++) {
          int a = i < out ? i : i + 1;
          expected += kernel[out * n + a] * solved[i][n - 1 + c];
        }
        assertThat(answers[out * 3 + c]).isCloseTo(expected, offset(1e-9));
      }
    }
  }

  private static double[][] solve(double[][] system, int n) {
    for (int k = 0; k < n; k++) {
      for (int i = 0; i < n; i++) {
        if (i != k) {
          double factor = system[i][k] / system[k][k];
          for (int j = k; j < system[i].length; j++) {
            system[i][j] -= factor * system[k][j];
          }
        }
      }
    }
    for (int k = 0; k < n; k++) {
      for (int j = n; j < system[k].length; j++) {
        system[k][j] /= system[k][k];
      }
    }
    return system;
  }

  @Test
  void kernelsOfAPictureAreThoseOfAShotThatItIs() {
    double[][] signs = new double[6][4];
    for (double[] row : signs) {
      for (int j = 0; j < row.length; j++) {
        row[j] = random.nextGaussian();
      }
    }
    for (ShotKernel kernel : List.of(new LinearKernel(signs), new DirectionKernel(signs))) {
      double[] square = kernel.ofShots();
      double trace = 0;
      for (int i = 0; i < 6; i++) {
        double[] row = kernel.of(signs[i]);
        for (int j = 0; j < 6; j++) {
          assertThat(row[j]).isCloseTo(square[i * 6 + j], offset(1e-12));
        }
        trace += square[i * 6 + i];
      }
      assertThat(trace).isCloseTo(6, offset(1e-9));
    }
  }

  @Test
  void aScratchThatTheWholePictureDoesNotShowIsSeenAndFound() {
    List<LocalTokens> places = new ArrayList<>();
    int[] labels = new int[18];
    for (int i = 0; i < labels.length; i++) {
      labels[i] = i % 3;
      places.add(labels[i] == 2 ? tokens() : scratched(labels[i], 3 + i));
    }
    LocalFit fit = LocalFit.of(noise(labels.length, 8), places, labels, 3);

    assertThat(fit.helps()).isTrue();
    assertThat(fit.errorWithPlaces()).isLessThan(fit.errorOfWhole());
    int right = 0;
    for (int i = 0; i < 30; i++) {
      int label = i % 3;
      LocalTokens picture = label == 2 ? tokens() : scratched(label, i % PLACES);
      LocalAnswer answer = fit.answer(noise(1, 8), 0, picture);
      int best = 0;
      for (int c = 1; c < 3; c++) {
        best = answer.scores()[c] > answer.scores()[best] ? c : best;
      }
      right += best == label ? 1 : 0;
      if (label < 2) {
        assertThat(answer.oddest(1)[0]).isEqualTo(i % PLACES);
      }
    }
    assertThat(right).isGreaterThanOrEqualTo(27);
  }

  @Test
  void placesThatSayNothingAreNotBelieved() {
    List<LocalTokens> places = new ArrayList<>();
    int[] labels = new int[30];
    Matrix whole = noise(labels.length, 8);
    for (int i = 0; i < labels.length; i++) {
      labels[i] = i % 3;
      whole.set(i, labels[i], 6);
      places.add(tokens());
    }

    assertThat(LocalFit.of(whole, places, labels, 3).helps()).isFalse();
  }

  @Test
  void oneShotAClassDecidesNothing() {
    List<LocalTokens> places = List.of(scratched(0, 1), scratched(1, 2));

    assertThat(LocalFit.of(noise(2, 4), places, new int[] {0, 1}, 2).helps()).isFalse();
  }

  @Test
  void tokensThatAreAllTheSameAreNoTrouble() {
    LocalTokens flat = new LocalTokens(List.of(new Matrix(PLACES, 3)));
    LocalFit fit =
        LocalFit.of(noise(4, 4), List.of(flat, flat, flat, flat), new int[] {0, 0, 1, 1}, 2);

    assertThat(fit.answer(noise(1, 4), 0, flat).scores()).doesNotContain(Double.NaN);
  }

  @Test
  void tokensOfTwoEncodersDoNotMeet() {
    LocalTokens narrow = new LocalTokens(List.of(noise(PLACES, 3)));
    List<LocalTokens> mixed = List.of(tokens(), narrow);
    LocalFit fit = LocalFit.of(noise(2, 4), List.of(tokens(), tokens()), new int[] {0, 1}, 2);

    assertThatThrownBy(() -> LocalFit.of(noise(2, 4), mixed, new int[] {0, 1}, 2))
        .hasMessageContaining("two encoders");
    assertThatThrownBy(() -> fit.answer(noise(1, 4), 0, narrow))
        .hasMessageContaining("those of the shots [4, 6]");
    assertThatThrownBy(() -> new LocalTokens(List.of(noise(3, 2), noise(4, 2))))
        .hasMessageContaining("one grid");
  }
}
