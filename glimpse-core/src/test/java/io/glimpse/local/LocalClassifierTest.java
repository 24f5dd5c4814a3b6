package io.glimpse.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.offset;

import io.glimpse.feature.Cache;
import io.glimpse.feature.ClassSet;
import io.glimpse.feature.FeatureBatch;
import io.glimpse.feature.Labels;
import io.glimpse.feature.LocalTokens;
import io.glimpse.feature.Shots;
import io.glimpse.matrix.Matrix;
import io.glimpse.method.Classifier;
import io.glimpse.method.Methods;
import io.glimpse.method.ParameterException;
import io.glimpse.method.Task;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LocalClassifierTest {

  private static final int PLACES = 25;
  private static final int CLASSES = 3;
  private static final int SHOTS = 24;

  private final Random random = new Random(11);
  private final ClassSet classes = ClassSet.of("good", "bent", "scratched");

  private Matrix noise(int rows, int columns) {
    Matrix m = new Matrix(rows, columns);
    for (int i = 0; i < rows * columns; i++) {
      m.data()[i] = (float) random.nextGaussian();
    }
    return m;
  }

  /** Class 0 is plain; the others have one place that is far off, in a direction of their own. */
  private LocalTokens places(int label) {
    Matrix tokens = noise(PLACES, 4);
    if (label > 0) {
      tokens.set(random.nextInt(PLACES), label, 20);
    }
    return new LocalTokens(List.of(tokens));
  }

  private FeatureBatch pictures(int count, double told) {
    Matrix globals = noise(count, 6);
    List<LocalTokens> local = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      globals.set(i, i % CLASSES, (float) (globals.get(i, i % CLASSES) + told));
      local.add(places(i % CLASSES));
    }
    return FeatureBatch.ofGlobals(globals.normalizeRows()).withLocal(local);
  }

  private static int[] labels(int count) {
    int[] labels = new int[count];
    for (int i = 0; i < count; i++) {
      labels[i] = i % CLASSES;
    }
    return labels;
  }

  private Classifier auto(Cache cache) {
    return Methods.of("auto").fit(Task.of(classes).shots(Shots.of(cache)).build());
  }

  private static int right(Classifier classifier, FeatureBatch pictures) {
    Matrix logits = classifier.logits(pictures);
    int right = 0;
    for (int i = 0; i < logits.rows(); i++) {
      right += logits.argmax(i) == i % CLASSES ? 1 : 0;
    }
    return right;
  }

  @Test
  void placesTellWhatTheWholePictureDoesNot() {
    FeatureBatch shots = pictures(SHOTS, 0);
    Cache cache = Cache.of(shots.globals(), Labels.of(labels(SHOTS)));
    Classifier whole = auto(cache);
    LocalClassifier both =
        LocalClassifier.of(whole, cache, LocalShots.of(shots.local())).orElseThrow();
    FeatureBatch test = pictures(60, 0);

    assertThat(both.weightOfPlaces()).isPositive();
    assertThat(right(both, test)).isGreaterThan(50).isGreaterThan(right(whole, test) + 20);
    assertThat(both.leaveOneOut().orElseThrow().logits().rows()).isEqualTo(SHOTS);
    assertThat(both.isProbabilistic()).isTrue();
  }

  @Test
  void aPictureIsAnsweredAloneAsAmongOthers() {
    FeatureBatch shots = pictures(SHOTS, 3);
    Cache cache = Cache.of(shots.globals(), Labels.of(labels(SHOTS)));
    LocalClassifier both =
        LocalClassifier.of(auto(cache), cache, LocalShots.of(shots.local())).orElseThrow();
    FeatureBatch test = pictures(7, 3);

    Matrix together = both.logits(test);
    for (int i = 0; i < 7; i++) {
      FeatureBatch one = test.read(i, i + 1);
      assertThat(both.logits(one).row(0)).isEqualTo(together.row(i));
      assertThat(both.logits(one, both.answerOfPlaces(one)).row(0)).isEqualTo(together.row(i));
    }
    assertThatThrownBy(() -> both.logits(FeatureBatch.ofGlobals(test.globals())))
        .hasMessageContaining("without local tokens");
  }

  @Test
  void sixteenBitsHoldTokensToAThousandth() {
    LocalTokens tokens = places(1);
    LocalShots kept = LocalShots.of(List.of(tokens, places(2)));

    assertThat(kept.bytes()).isEqualTo(2L * PLACES * 4 * 2);
    Matrix back = kept.get(0).levels().get(0);
    for (int i = 0; i < PLACES; i++) {
      for (int j = 0; j < 4; j++) {
        float value = tokens.levels().get(0).get(i, j);
        assertThat(back.get(i, j)).isCloseTo(value, offset(Math.abs(value) / 1000 + 1e-6f));
      }
    }
    assertThat(kept.with(List.of(tokens)).select(2).get(0).levels().get(0).data())
        .isEqualTo(back.data());
  }

  @Test
  void whatIsNoMultipleOfASquareIsRefused() {
    LocalTokens some = places(0);

    assertThat(LocalShots.of(List.of(some), 5, Tiling.NATIVE).squares())
        .containsExactly(PLACES / 5);
    assertThatThrownBy(() -> LocalShots.of(List.of(some), 5, Tiling.ONE))
        .hasMessageContaining(PLACES + " places");
    assertThatThrownBy(() -> LocalShots.of(List.of(some), PLACES - 1, Tiling.NATIVE))
        .hasMessageContaining(PLACES + " places");
    LocalShots cut = LocalShots.of(List.of(some), PLACES, Tiling.NATIVE);
    LocalShots whole = LocalShots.of(List.of(some));
    assertThatThrownBy(() -> LocalShots.joined(List.of(cut, whole)))
        .hasMessage("local tokens of tiles '1' do not go with those of tiles 'auto'");
  }

  @Test
  void tilesAreAutoOrAFewAlongTheLongerSide() {
    assertThat(Tiling.of("auto")).isEqualTo(Tiling.NATIVE);
    assertThat(Tiling.of("1")).isEqualTo(Tiling.ONE);
    assertThat(Tiling.of("11").label()).isEqualTo("11");
    for (String wrong : List.of("0", "12", "-1", "1.5", "", "AUTO", "99999999999")) {
      assertThatThrownBy(() -> Tiling.of(wrong))
          .isInstanceOf(ParameterException.class)
          .hasMessage(
              "tiles along a picture's longer side are auto or 1 to 11, not '" + wrong + "'");
    }
  }

  @Test
  void tokensThatDoNotFitAreRefused() {
    LocalTokens large = places(0);
    large.levels().get(0).set(3, 1, 1e9f);
    LocalShots some = LocalShots.of(List.of(places(0)));
    LocalTokens narrow = new LocalTokens(List.of(noise(PLACES, 3)));

    assertThatThrownBy(() -> LocalShots.of(List.of(large))).hasMessageContaining("16 bits");
    assertThatThrownBy(() -> some.with(List.of(narrow))).hasMessageContaining("two encoders");
  }
}
