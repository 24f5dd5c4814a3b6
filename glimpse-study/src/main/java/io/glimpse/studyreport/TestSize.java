package io.glimpse.studyreport;

import io.glimpse.data.Catalogue;
import io.glimpse.data.Counts;
import io.glimpse.data.DatasetInfo;
import io.glimpse.study.StudyStamp;
import java.util.Optional;

/**
 * A study's test beside the one that papers report on: the same data set under the same name may
 * hold fewer classes or pictures.
 *
 * @param unpublished class names that the papers do not have
 */
record TestSize(int classes, int pictures, Counts published, String things, int unpublished) {

  /** Empty for a data set that is not in the catalogue, or that was never opened. */
  static Optional<TestSize> of(String dataset, Findings findings) {
    Optional<DatasetInfo> info = Catalogue.standard().find(dataset);
    Optional<StudyStamp.Facts> facts = findings.facts(dataset);
    if (info.isEmpty() || facts.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new TestSize(
            facts.get().classes().size(),
            facts.get().test(),
            info.get().counts(),
            info.get().kind() == DatasetInfo.Kind.CLOUDS ? "clouds" : "pictures",
            info.get().unpublished(facts.get().classes())));
  }

  /** Whether both are of the same size; other spellings of class names do not matter. */
  boolean isPublished() {
    return classes == published.classes() && pictures == published.test();
  }

  /** What a caption says of it, with a blank behind. */
  String sentence() {
    String ours = String.format("%d classes and %d test %s", classes, pictures, things);
    String names =
        unpublished == 0
            ? ""
            : String.format("%d of our class names are not among the papers'. ", unpublished);
    if (isPublished()) {
      return "Our test and the papers' have " + ours + ". " + names;
    }
    return String.format(
        "Not comparable: our test has %s, the papers' %d and %d. %s",
        ours, published.classes(), published.test(), names);
  }
}
