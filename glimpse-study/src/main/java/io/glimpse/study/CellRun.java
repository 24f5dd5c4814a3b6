package io.glimpse.study;

import io.glimpse.feature.ClassSet;
import io.glimpse.feature.EncoderId;
import io.glimpse.feature.FeatureBatch;
import io.glimpse.feature.FeatureSource;
import io.glimpse.feature.LabelledFeatures;
import io.glimpse.feature.TextFeatures;
import io.glimpse.matrix.Matrix;
import io.glimpse.method.Classifier;
import io.glimpse.method.Methods;
import io.glimpse.method.Need;
import io.glimpse.method.Task;
import io.glimpse.multiview.Fusion;
import io.glimpse.multiview.SeenBy;
import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Runs one experiment: fits, answers the test set once, and writes down what came out. */
final class CellRun {

  private static final int BLOCK = 1024;
  private static final int TOKEN_BLOCK = 64;

  private final Cell cell;
  private final StudyData data;
  private final int each;
  private final StudyPlan plan;
  private final String version;
  private final boolean alone;

  /**
   * @param alone whether no other experiment runs at the same time, so that memory can be measured
   */
  CellRun(Cell cell, StudyData data, StudyPlan plan, String version, boolean alone) {
    this.cell = cell;
    this.data = data.seenBy(Methods.of(cell.variant().method()));
    this.each = this.data.picturesEach();
    this.plan = plan;
    this.version = version;
    this.alone = alone;
  }

  CellResult run() throws IOException {
    CellData from = CellData.withTokens(cell, data, plan);
    LabelledFeatures test = data.test(from.method().needs(Need.TOKENS));
    PeakHeap heap = alone ? PeakHeap.start() : null;
    CellMonitor monitor = new CellMonitor();
    Task task = task(from, monitor);
    Classifier classifier = from.method().fit(task);
    monitor.stop();
    long before = System.nanoTime();
    TestScore score = answer(classifier, test);
    double predict = (System.nanoTime() - before) / 1e9;
    CellResult.Cost cost =
        new CellResult.Cost(
            monitor.fitSeconds(),
            monitor.selectSeconds(),
            predict,
            predict * each / test.size(),
            heap == null ? null : heap.bytes());
    return result(
        from,
        classifier.parameters().asValues(),
        score.toScore(),
        cost,
        monitor,
        SensitivityMap.of(cell, from, task),
        null);
  }

  /** What is written down of an experiment that failed. */
  CellResult failed(CellData from, String reason) throws IOException {
    return result(from, from.given().asValues(), null, null, new CellMonitor(), null, reason);
  }

  private Task task(CellData from, CellMonitor monitor) {
    TextFeatures text = data.text();
    return (text == null ? Task.of(data.classes()) : Task.of(text))
        .shots(from.shots())
        .validation(from.chosenOn())
        .selection(from.selection())
        .seed(cell.seed())
        .parameters(from.given())
        .monitor(monitor)
        .build();
  }

  private TestScore answer(Classifier classifier, LabelledFeatures test) {
    int[] columns = data.testColumns();
    ClassSet classes = data.classes();
    TestScore score = new TestScore(columns.length == 0 ? classes.size() : columns.length, columns);
    FeatureSource features = test.features();
    int size = features.size() / each;
    int block = Math.max(1, (features.isSpatial() ? TOKEN_BLOCK : BLOCK) / each);
    for (int from = 0; from < size; from += block) {
      FeatureBatch some = features.read(from * each, Math.min(size, from + block) * each);
      Matrix logits = logits(classifier, some).requireFinite("logits of the test set");
      for (int i = 0; i < logits.rows(); i++) {
        score.add(test.labels().label((from + i) * each), logits, i);
      }
    }
    return score;
  }

  private Matrix logits(Classifier classifier, FeatureBatch pictures) {
    return new SeenBy(classifier, Fusion.USUAL, null).logits(pictures, each);
  }

  private CellResult result(
      CellData from,
      Map<String, Object> parameters,
      CellResult.@Nullable Score score,
      CellResult.@Nullable Cost cost,
      CellMonitor monitor,
      CellResult.@Nullable Sensitivity sensitivity,
      @Nullable String error)
      throws IOException {
    List<String> warnings = new ArrayList<>(data.warnings(cell.shots(), cell.seed()));
    warnings.addAll(monitor.warnings());
    EncoderId encoder = data.encoder();
    return new CellResult(
        version,
        cell.key(),
        cell.dataset(),
        encoder.name(),
        encoder.fingerprint().isEmpty() ? null : encoder.fingerprint(),
        data.textSource(),
        cell.variant().method(),
        cell.variant().label(),
        cell.shots(),
        cell.seed(),
        from.shots() == null ? 1 : from.shots().views().size(),
        data.drawing(),
        cell.protocol().label(),
        from.selection().label(),
        from.selectedOn(),
        parameters,
        score,
        cost,
        monitor.epochs(),
        sensitivity,
        List.copyOf(warnings),
        from.inputs(),
        Instant.now().truncatedTo(ChronoUnit.SECONDS).toString(),
        error);
  }
}
