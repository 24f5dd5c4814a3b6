package io.glimpse.method;

import static org.assertj.core.api.Assertions.assertThat;

import io.glimpse.feature.ClassSet;
import io.glimpse.feature.FeatureBatch;
import io.glimpse.feature.LabelledFeatures;
import io.glimpse.feature.Labels;
import io.glimpse.feature.Shots;
import io.glimpse.feature.TextFeatures;
import io.glimpse.matrix.Matrix;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

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

  @ParameterizedTest
  @MethodSource("all")
  void whatASelectionChoosesIsNamed(Method method) {
    Parameters defaults = Parameters.defaults(method);
    for (Selection selection : method.selections()) {
      assertThat(defaults.asText().keySet()).containsAll(method.chosen(selection, defaults));
    }
    if (method.selections().contains(Selection.VALIDATION)) {
      assertThat(method.chosen(Selection.VALIDATION, defaults)).isNotEmpty();
    }
  }

  /** Of every method that takes such a task: what differs from what was asked for is named. */
  @ParameterizedTest
  @ValueSource(strings = {"tip", "tip-f", "ape", "gda", "linear-probe"})
  void noParameterIsChosenThatIsNotNamed(String name) {
    Method method = Methods.of(name);
    Matrix rows =
        Matrix.of(
                new float[] {1, 0.1f, 0},
                new float[] {0.7f, 0.6f, 0.1f},
                new float[] {0.1f, 1, 0.3f},
                new float[] {0.6f, 0.7f, -0.1f})
            .normalizeRows();
    Labels labels = Labels.of(0, 0, 1, 1);
    Matrix asked =
        Matrix.of(
                new float[] {0.7f, 0.72f, 0},
                new float[] {0.72f, 0.7f, 0.1f},
                new float[] {0.2f, 0.9f, 0})
            .normalizeRows();
    Parameters before = Parameters.defaults(method);
    Task task =
        Task.of(
                TextFeatures.ofPrompts(
                    ClassSet.of("cat", "dog"), List.of(rows.rows(0, 2), rows.rows(2, 4))))
            .shots(Shots.of(FeatureBatch.ofGlobals(rows), labels))
            .validation(new LabelledFeatures(FeatureBatch.ofGlobals(asked), Labels.of(0, 1, 0)))
            .selection(Selection.VALIDATION)
            .build();

    Parameters after = method.fit(task).parameters();

    Set<String> changed = new HashSet<>();
    after
        .asText()
        .forEach(
            (parameter, value) -> {
              if (!value.equals(before.asText().get(parameter))) {
                changed.add(parameter);
              }
            });
    assertThat(changed).isNotEmpty().isSubsetOf(method.chosen(Selection.VALIDATION, after));
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
