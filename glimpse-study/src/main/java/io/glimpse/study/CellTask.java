package io.glimpse.study;

import io.glimpse.calibration.Calibration;
import io.glimpse.calibration.CalibrationFit;
import io.glimpse.feature.Cache;
import io.glimpse.feature.ClassSet;
import io.glimpse.feature.FeatureSource;
import io.glimpse.feature.LabelledFeatures;
import io.glimpse.feature.Labels;
import io.glimpse.feature.Shots;
import io.glimpse.feature.TextFeatures;
import io.glimpse.matrix.Matrix;
import io.glimpse.method.Classifier;
import io.glimpse.method.Need;
import io.glimpse.method.Selection;
import io.glimpse.method.Task;
import io.glimpse.method.Ties;
import io.glimpse.progress.Monitor;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * What a method is fitted to in an experiment: all classes, or some of them.
 *
 * @param from how parameters are chosen, and from which values on
 * @param seed of training
 * @param text null where there are no texts
 * @param shots null for a method that uses none
 * @param chosenOn what parameters are chosen on; null where nothing is, or the shots are
 */
record CellTask(
    CellData from,
    long seed,
    ClassSet classes,
    @Nullable TextFeatures text,
    @Nullable Shots shots,
    @Nullable LabelledFeatures chosenOn) {

  static CellTask of(CellData from, Cell cell, StudyData data) {
    return new CellTask(
        from, cell.seed(), data.classes(), data.text(), from.shots(), from.chosenOn());
  }

  Task toTask(Monitor monitor) {
    Task.Builder task =
        (text == null ? Task.of(classes) : Task.of(text))
            .shots(shots)
            .validation(chosenOn)
            .selection(from.selection())
            .seed(seed)
            .parameters(from.given())
            .monitor(monitor);
    if (from.ties() == Ties.DEFAULT) {
      task.preferring(from.given());
    }
    return task.build();
  }

  /** What calibrates answers; null where the shots do. The test set never does. */
  @Nullable LabelledFeatures validation() {
    return from.selection() == Selection.VALIDATION ? chosenOn : null;
  }

  /** How far the answers of a classifier that was made of this can be trusted. */
  Calibration calibration(Classifier classifier) {
    return CalibrationFit.of(classifier, shots == null ? null : unit(shots), text, validation());
  }

  /** Keys as pictures are compared with them, whatever rows the method sees. */
  private Cache unit(Shots all) {
    return from.method().needs(Need.RAW)
        ? Cache.of(all.keys().copy().normalizeRows(), all.labels())
        : all.cache();
  }

  /** Whether every shot is of one class. */
  boolean isHard() {
    return shots == null || !shots.labels().isSoft();
  }

  /**
   * The same without some classes: without their texts, shots and validation pictures. Global
   * features only.
   *
   * @param kept the labels of the other classes, ascending
   */
  CellTask of(int... kept) {
    return new CellTask(
        from,
        seed,
        ClassSet.of(Arrays.stream(kept).mapToObj(classes::name).toList()),
        text == null ? null : some(text, kept),
        shots == null ? null : some(shots, kept),
        chosenOn == null ? null : some(chosenOn, kept));
  }

  private static TextFeatures some(TextFeatures text, int... kept) {
    List<Matrix> prompts = text.prompts();
    return new TextFeatures(
        ClassSet.of(Arrays.stream(kept).mapToObj(text.classes()::name).toList()),
        text.weights().select(kept),
        prompts.isEmpty() ? prompts : Arrays.stream(kept).mapToObj(prompts::get).toList());
  }

  private static Shots some(Shots shots, int... kept) {
    int[] rows = rows(shots.labels(), kept);
    Matrix means = shots.means();
    return new Shots(
        shots.views().stream().map(view -> some(view, rows)).toList(),
        relabelled(shots.labels().select(rows), kept),
        means == null ? null : means.select(rows));
  }

  private static @Nullable LabelledFeatures some(LabelledFeatures pictures, int... kept) {
    int[] rows = rows(pictures.labels(), kept);
    return new LabelledFeatures(
        some(pictures.features(), rows), relabelled(pictures.labels().select(rows), kept));
  }

  private static FeatureSource some(FeatureSource features, int... rows) {
    return InMemory.ofGlobals(features.globals().select(rows));
  }

  private static int[] rows(Labels labels, int... kept) {
    return IntStream.range(0, labels.size())
        .filter(i -> Arrays.binarySearch(kept, labels.label(i)) >= 0)
        .toArray();
  }

  private static Labels relabelled(Labels labels, int... kept) {
    return Labels.of(
        Arrays.stream(labels.toArray()).map(label -> Arrays.binarySearch(kept, label)).toArray());
  }
}
