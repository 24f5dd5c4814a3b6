package io.glimpse.method;

import static org.assertj.core.api.Assertions.assertThat;

import io.glimpse.feature.ClassSet;
import io.glimpse.feature.FeatureBatch;
import io.glimpse.feature.Labels;
import io.glimpse.feature.Shots;
import io.glimpse.feature.TextFeatures;
import io.glimpse.matrix.Matrix;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class MethodsTest {

  static Stream<Method> all() {
    return Methods.all().stream();
  }

  @ParameterizedTest
  @MethodSource("all")
  void aSelectionThatAMethodLacksIsSaidOnceAndChoosesNothing(Method method) {
    assertThat(method.selections()).contains(Selection.FIXED);
    for (Selection selection : Selection.values()) {
      EpochLog log = new EpochLog();
      Selection used = task(selection, log).selection(method);
      if (method.selections().contains(selection)) {
        assertThat(used).isEqualTo(selection);
      } else {
        assertThat(used).isEqualTo(Selection.FIXED);
        assertThat(log.warnings)
            .containsExactly(
                "method '"
                    + method.name()
                    + "' chooses nothing by selection '"
                    + selection.label()
                    + "'; its parameters stay as they are");
      }
    }
  }

  @ParameterizedTest
  @MethodSource("all")
  void choosingOnTestDataIsSaidByWhoeverDoesIt(Method method) {
    EpochLog log = new EpochLog();
    task(Selection.REFERENCE, log).selection(method);
    boolean chooses = method.selections().contains(Selection.REFERENCE);
    assertThat(log.warnings).singleElement().asString().contains(chooses ? "too high" : "nothing");
  }

  private static Task task(Selection selection, EpochLog log) {
    Matrix rows = Matrix.of(new float[] {1, 0}, new float[] {0, 1});
    return Task.of(TextFeatures.ofWeights(ClassSet.of("cat", "dog"), rows))
        .selection(selection)
        .monitor(log)
        .build();
  }

  @ParameterizedTest
  @MethodSource("all")
  void whoeverLeavesShotsOutSaysSo(Method method) {
    if (method.needs(Need.TOKENS) || method.needs(Need.VIEWS) || method.needs(Need.PROMPTS)) {
      assertThat(method.leavesOneOut()).isFalse();
      return;
    }
    Matrix rows =
        Matrix.of(
            new float[] {1, 0},
            new float[] {0.8f, 0.6f},
            new float[] {0, 1},
            new float[] {0.6f, 0.8f});
    Task task =
        Task.of(TextFeatures.ofWeights(ClassSet.of("cat", "dog"), rows.select(0, 2)))
            .shots(Shots.of(FeatureBatch.ofGlobals(rows), Labels.of(0, 0, 1, 1)))
            .build();

    assertThat(method.fit(task).leaveOneOut().isPresent()).isEqualTo(method.leavesOneOut());
  }

  @Test
  void whatLooksAtPlacesOrTextsAloneSeesEachView() {
    List<String> eachView =
        all().filter(m -> m.sees() == Sees.EACH_VIEW).map(Method::name).sorted().toList();
    assertThat(eachView).containsExactly("calip", "calip-fs", "zero-shot");
  }

  @ParameterizedTest
  @MethodSource("all")
  void whoNeedsViewsTakesTheirNumberFromThem(Method method) {
    Map<String, String> ofSix = method.parametersFor(6);
    assertThat(ofSix.isEmpty()).isEqualTo(!method.needs(Need.VIEWS));
    assertThat(Parameters.of(method, ofSix).asText()).containsAllEntriesOf(ofSix);
  }

  @Test
  void tokensOfShotsAreWantedOnlyWhereTokensAndShotsAre() {
    assertThat(all().filter(m -> m.needs(Need.SHOT_TOKENS)))
        .isNotEmpty()
        .allMatch(m -> m.needs().containsAll(Set.of(Need.SHOTS, Need.TOKENS)));
  }
}
