package io.glimpse.study;

import io.glimpse.feature.EncoderId;
import io.glimpse.feature.FeatureSource;
import io.glimpse.feature.LabelledFeatures;
import io.glimpse.feature.NpySource;
import io.glimpse.method.Classifier;
import io.glimpse.method.Method;
import io.glimpse.method.Methods;
import io.glimpse.method.Need;
import io.glimpse.method.Task;
import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Runs one experiment: fits, answers the test set once, and writes down what came out. */
final class CellRun {

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
    data.require(Methods.of(cell.variant().method()));
    CellData from = CellData.withTokens(cell, data, plan);
    LabelledFeatures test = data.test(from.method().needs(Need.TOKENS));
    PeakHeap heap = alone ? PeakHeap.start() : null;
    CellMonitor monitor = new CellMonitor();
    CellTask all = CellTask.of(from, cell, data);
    Task task = all.toTask(monitor);
    Classifier classifier = from.method().fit(task);
    monitor.stop();
    long fitBytes = heap == null ? 0 : heap.bytes();
    TrustTrial trust = TrustTrial.of(all, classifier, each);
    int[] columns = data.testColumns();
    TestScore score = trust.score(columns);
    PeakHeap later = alone ? PeakHeap.start() : null;
    double predict = new TestBlocks(test, each).ask(classifier, score);
    CellResult.Cost cost =
        new CellResult.Cost(
            monitor.fitSeconds(),
            monitor.selectSeconds(),
            predict,
            predict * each / test.size(),
            later == null ? null : (Long) Math.max(fitBytes, later.bytes()));
    return result(
        from,
        classifier.parameters().asValues(),
        score.toScore(columns.length == 0 ? trust.unknown(test) : null),
        cost,
        monitor,
        SensitivityMap.of(cell, from, task),
        ofRows(from, test),
        null);
  }

  /** What is written down of an experiment that failed. */
  CellResult failed(CellData from, String reason) throws IOException {
    return result(
        from, from.given().asValues(), null, null, new CellMonitor(), null, List.of(), reason);
  }

  /** Of ready features whose rows are longer or shorter than the method expects them. */
  private List<String> ofRows(CellData from, LabelledFeatures test) {
    Method method = from.method();
    if (method.needs(Need.RAW)) {
      return List.of();
    }
    List<FeatureSource> sources = new ArrayList<>(List.of(test.features()));
    if (from.chosenOn() != null) {
      sources.add(from.chosenOn().features());
    }
    if (from.shots() != null) {
      sources.addAll(from.shots().views());
    }
    Set<String> rows = new LinkedHashSet<>(data.offUnitRows(cell.shots(), cell.seed()));
    for (FeatureSource source : sources) {
      if (source instanceof NpySource stored) {
        stored.offUnitRow().ifPresent(rows::add);
      }
    }
    return rows.stream()
        .map(row -> row + ", but '" + method.name() + "' expects rows of length 1")
        .toList();
  }

  private CellResult result(
      CellData from,
      Map<String, Object> parameters,
      CellResult.@Nullable Score score,
      CellResult.@Nullable Cost cost,
      CellMonitor monitor,
      CellResult.@Nullable Sensitivity sensitivity,
      List<String> ofRows,
      @Nullable String error)
      throws IOException {
    List<String> warnings = new ArrayList<>(data.warnings(cell.shots(), cell.seed()));
    warnings.addAll(monitor.warnings());
    warnings.addAll(ofRows);
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
