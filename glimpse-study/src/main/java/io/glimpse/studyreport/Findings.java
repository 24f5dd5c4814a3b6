package io.glimpse.studyreport;

import io.glimpse.data.DatasetCatalogue;
import io.glimpse.data.DatasetInfo;
import io.glimpse.method.Method;
import io.glimpse.method.Methods;
import io.glimpse.study.CellResult;
import io.glimpse.study.PlannedCell;
import io.glimpse.study.StudyStamp;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;

/** The results of a study, by what a table asks for. */
final class Findings {

  private final StudyStamp stamp;
  private final TestSets tests;
  private final List<CellResult> results;
  private final int stale;
  private final List<PlannedCell> planned;

  Findings(StudyStamp stamp, List<CellResult> results) {
    this.stamp = stamp;
    this.tests = new TestSets(stamp, results);
    this.results = results.stream().filter(result -> !tests.isStale(result)).toList();
    this.stale = results.size() - this.results.size();
    // What has a result counts as planned, should the study's mark not say so.
    LinkedHashSet<String> keys = new LinkedHashSet<>(stamp.planned());
    results.forEach(result -> keys.add(result.key()));
    this.planned = keys.stream().flatMap(key -> PlannedCell.ofKey(key).stream()).toList();
  }

  /** Which test sets the results are of. */
  TestSets tests() {
    return tests;
  }

  /** How many results are of a test set that has changed since; they count as missing. */
  int stale() {
    return stale;
  }

  /** How many experiments were asked for and have no answers yet. */
  int missing() {
    return planned.size() - done().size();
  }

  List<CellResult> all() {
    return results;
  }

  List<CellResult> done() {
    return results.stream().filter(CellResult::isDone).toList();
  }

  List<CellResult> failed() {
    return results.stream().filter(result -> !result.isDone()).toList();
  }

  /** Every data set, encoder and protocol that something was asked for with. */
  List<Condition> conditions() {
    return planned.stream()
        .map(cell -> new Condition(cell.dataset(), cell.encoder(), cell.protocol()))
        .distinct()
        .toList();
  }

  /** Results under a condition. */
  List<CellResult> of(Condition condition) {
    return done().stream().filter(result -> Condition.of(result).equals(condition)).toList();
  }

  /** The seeds' results of one method at one number of shots. */
  List<CellResult> of(Condition condition, String variant, int shots) {
    return of(condition).stream()
        .filter(result -> result.variant().equals(variant) && result.shots() == shots)
        .toList();
  }

  /** The accuracy over seeds; empty where the experiment is missing. */
  Optional<Estimate> estimate(Condition condition, String variant, int shots) {
    return Estimate.of(of(condition, variant, shots));
  }

  /** The methods without settings, in the order of the command line's help. */
  List<String> methods() {
    return Methods.all().stream()
        .map(Method::name)
        .filter(name -> planned.stream().anyMatch(cell -> cell.variant().equals(name)))
        .toList();
  }

  /** Whether nothing but the method was said. */
  static boolean isPlain(CellResult result) {
    return result.variant().equals(result.method());
  }

  /** Whether a method learns from shots. */
  boolean isFewShot(String variant) {
    return planned.stream().anyMatch(cell -> cell.variant().equals(variant) && cell.shots() > 0);
  }

  /** All numbers of shots above 0 that plain methods were asked for with, ascending. */
  List<Integer> shots() {
    List<String> plain = methods();
    return planned.stream()
        .filter(cell -> plain.contains(cell.variant()))
        .map(PlannedCell::shots)
        .filter(shots -> shots > 0)
        .distinct()
        .sorted()
        .toList();
  }

  /** How many seeds a method was asked for with at a number of shots. */
  long seeds(Condition condition, String variant, int shots) {
    return planned.stream()
        .filter(cell -> cell.variant().equals(variant) && cell.shots() == shots)
        .filter(
            cell ->
                new Condition(cell.dataset(), cell.encoder(), cell.protocol()).equals(condition))
        .count();
  }

  /** The largest number of shots that a plain method has results with under a condition, or 0. */
  int mostShots(Condition condition, String variant) {
    return of(condition).stream()
        .filter(result -> result.variant().equals(variant))
        .mapToInt(CellResult::shots)
        .max()
        .orElse(0);
  }

  /**
   * The number of shots that most methods and encoders have results at; of several such, the
   * largest. 0 where none has any.
   */
  static int mostShots(List<CellResult> results) {
    Map<Integer, Set<List<String>>> runs = new TreeMap<>();
    for (CellResult result : results) {
      if (result.shots() > 0) {
        runs.computeIfAbsent(result.shots(), shots -> new HashSet<>())
            .add(List.of(result.variant(), result.encoder()));
      }
    }
    int most = 0;
    int size = 0;
    for (Map.Entry<Integer, Set<List<String>>> entry : runs.entrySet()) {
      if (entry.getValue().size() >= size) {
        most = entry.getKey();
        size = entry.getValue().size();
      }
    }
    return most;
  }

  /** What papers call a data set. */
  static String title(String dataset) {
    return DatasetCatalogue.standard().find(dataset).map(DatasetInfo::title).orElse(dataset);
  }

  /** Why data sets could not be opened, by their titles. */
  Map<String, String> unopened() {
    Map<String, String> reasons = new LinkedHashMap<>();
    stamp.unopened().forEach((dataset, reason) -> reasons.put(title(dataset), reason));
    return reasons;
  }

  /** What is known of a condition's data set as its encoder saw it. */
  Optional<StudyStamp.Facts> facts(Condition condition) {
    return tests.facts(condition.dataset(), condition.encoder());
  }

  /** A class by its label; the label where the names are not known. */
  String className(Condition condition, int label) {
    return facts(condition)
        .map(facts -> facts.classes().get(label))
        .orElseGet(() -> Integer.toString(label));
  }

  /** How a condition is headed: the data set, and the rest where there are several. */
  String heading(Condition condition) {
    StringBuilder heading = new StringBuilder(title(condition.dataset()));
    if (distinct(results, CellResult::encoder).size() > 1) {
      heading.append(", ").append(condition.encoder());
    }
    if (distinct(results, CellResult::protocol).size() > 1) {
      heading.append(", ").append(condition.protocol());
    }
    return heading.toString();
  }

  static <T> List<T> distinct(List<CellResult> results, Function<CellResult, T> of) {
    return List.copyOf(new LinkedHashSet<>(results.stream().map(of).toList()));
  }
}
