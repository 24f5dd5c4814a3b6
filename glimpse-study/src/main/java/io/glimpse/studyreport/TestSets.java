package io.glimpse.studyreport;

import io.glimpse.data.DatasetCatalogue;
import io.glimpse.data.SplitOrigin;
import io.glimpse.study.CellResult;
import io.glimpse.study.StudyStamp;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Which test set every encoder saw last, and which results are of another. */
final class TestSets {

  /** A data set as one encoder sees it. */
  private record Seen(String dataset, String encoder) {}

  private final Map<Seen, StudyStamp.Facts> facts = new LinkedHashMap<>();

  /** Those of which only an older Glimpse kept something, which did not say for which encoder. */
  private final Set<Seen> older = new LinkedHashSet<>();

  TestSets(StudyStamp stamp, List<CellResult> results) {
    for (CellResult result : results) {
      Seen seen = new Seen(result.dataset(), result.encoder());
      Optional<StudyStamp.Facts> own = stamp.facts(seen.dataset, seen.encoder);
      own.ifPresent(found -> facts.put(seen, found));
      if (own.isEmpty() && result.isDone()) {
        older.add(seen);
        stamp
            .factsOfSomeEncoder(seen.dataset)
            .filter(found -> found.isTestOf(result))
            .ifPresent(found -> facts.put(seen, found));
      }
    }
  }

  Optional<StudyStamp.Facts> facts(String dataset, String encoder) {
    return Optional.ofNullable(facts.get(new Seen(dataset, encoder)));
  }

  /** Whether a result is of a test set that is no longer its data set's. */
  boolean isStale(CellResult result) {
    return facts(result.dataset(), result.encoder())
        .map(found -> !found.isTestOf(result))
        .orElse(false);
  }

  /** What a reader must know of them. */
  List<String> warnings() {
    Set<String> warnings = new LinkedHashSet<>();
    facts.forEach(
        (seen, found) -> {
          boolean published = DatasetCatalogue.standard().find(seen.dataset).isPresent();
          if (published && found.split() == SplitOrigin.Kind.DRAWN) {
            warnings.add(
                found.title()
                    + " was split here, for want of its published split file: the test pictures are"
                    + " others than the papers'.");
          }
        });
    for (Seen seen : older) {
      warnings.add(
          String.format(
              "An older Glimpse did not keep which test set of %s %s saw, nor who split it;"
                  + " the next run adds both and keeps the results.",
              seen.dataset, seen.encoder));
    }
    return List.copyOf(warnings);
  }
}
