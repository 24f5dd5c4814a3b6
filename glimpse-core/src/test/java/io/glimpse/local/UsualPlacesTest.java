package io.glimpse.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.glimpse.feature.LocalTokens;
import io.glimpse.matrix.Matrix;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UsualPlacesTest {

  private static Matrix noise(Random random, int rows, int columns) {
    Matrix m = new Matrix(rows, columns);
    for (int i = 0; i < rows * columns; i++) {
      m.data()[i] = (float) random.nextGaussian();
    }
    return m;
  }

  private static LocalTokens picture(Random random) {
    return new LocalTokens(List.of(noise(random, 20, 4), noise(random, 20, 3)));
  }

  private static List<LocalTokens> pictures(Random random, int count) {
    List<LocalTokens> all = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      all.add(picture(random));
    }
    return all;
  }

  private static UsualPlaces.Fit fit(List<LocalTokens> shots) {
    Matrix globals = noise(new Random(5), shots.size(), 3);
    return LocalFit.of(globals, shots, new int[shots.size()], 1).usualPlaces();
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 7, 20})
  void aShotThatIsLeftOutIsJudgedAsIfItHadNeverBeenThere(int count) {
    List<LocalTokens> shots = pictures(new Random(count), count);

    UsualPlaces.Fit all = fit(shots);

    for (int i = 0; i < count; i++) {
      List<LocalTokens> others = new ArrayList<>(shots);
      others.remove(i);
      double[] bruteForce = fit(others).usual().of(shots.get(i));
      assertThat(all.leftOut()[i]).containsExactly(bruteForce, within(1e-4));
    }
  }

  @Test
  void shotsLookLessOddToThemselvesThanToTheOthers() {
    List<LocalTokens> shots = pictures(new Random(3), 4);
    UsualPlaces.Fit all = fit(shots);

    for (int level = 0; level < 2; level++) {
      double judgedByThemselves = 0;
      double leftOut = 0;
      for (int i = 0; i < shots.size(); i++) {
        judgedByThemselves += all.usual().of(shots.get(i))[level];
        leftOut += all.leftOut()[i][level];
      }
      assertThat(judgedByThemselves).isLessThan(leftOut);
    }
  }

  @Test
  void oneOddPlaceCountsHoweverMuchIsUsual() {
    Random random = new Random(4);
    UsualPlaces usual = fit(pictures(random, 10)).usual();
    LocalTokens plain = picture(random);
    Matrix scratched = plain.levels().get(0).copy();
    scratched.set(7, 2, 30);

    double[] before = usual.of(plain);
    double[] after = usual.of(new LocalTokens(List.of(scratched, plain.levels().get(1))));

    assertThat(after[0]).isGreaterThan(before[0] + 2);
    assertThat(after[1]).isEqualTo(before[1]);
  }

  @Test
  void whatIsKeptSaysTheSame() {
    Random random = new Random(6);
    UsualPlaces usual = fit(pictures(random, 5)).usual();
    LocalTokens other = picture(random);

    assertThat(UsualPlaces.restore(usual.tensors()).of(other)).isEqualTo(usual.of(other));
  }

  @Test
  void keptGaussiansThatDoNotFitAreRefused() {
    Map<String, Matrix> tensors = fit(pictures(new Random(7), 5)).usual().tensors();
    Map<String, Matrix> narrow = new HashMap<>(tensors);
    narrow.put("turn.0", new Matrix(4, 3));
    Map<String, Matrix> without = new HashMap<>(tensors);
    without.remove("turn.1");

    assertThatThrownBy(() -> UsualPlaces.restore(narrow)).hasMessageContaining("4 x 3, not 4 x 4");
    assertThatThrownBy(() -> UsualPlaces.restore(without)).hasMessageContaining("'turn.1'");
    assertThatThrownBy(() -> UsualPlaces.restore(Map.of())).hasMessageContaining("is missing");
  }

  @Test
  void placesOfAnotherEncoderAreRefused() {
    UsualPlaces usual = fit(pictures(new Random(8), 3)).usual();

    assertThatThrownBy(() -> usual.of(new LocalTokens(List.of(new Matrix(20, 4)))))
        .hasMessageContaining("[4] wide, but those of the shots [4, 3]");
  }

  @Test
  void shotsThatAreAllTheSameAndOfOneColourGiveNumbers() {
    Matrix flat = new Matrix(20, 4);
    for (int i = 0; i < 80; i++) {
      flat.data()[i] = 0.1f + i % 4;
    }
    LocalTokens same = new LocalTokens(List.of(flat, flat));

    UsualPlaces.Fit fit = fit(Collections.nCopies(5, same));

    for (double[] leftOut : fit.leftOut()) {
      assertThat(leftOut[0]).isFinite().isEqualTo(leftOut[1]);
    }
    assertThat(fit.usual().of(same)[0]).isFinite();
  }

  @Test
  void ofSeveralClassesNothingIsUsualInAll() {
    Random random = new Random(9);
    LocalFit two = LocalFit.of(noise(random, 4, 3), pictures(random, 4), new int[] {0, 1, 0, 1}, 2);

    assertThatThrownBy(two::usualPlaces).isInstanceOf(IllegalStateException.class);
  }
}
