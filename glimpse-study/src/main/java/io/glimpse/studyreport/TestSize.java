package io.glimpse.studyreport;

import io.glimpse.data.Counts;
import io.glimpse.data.DatasetCatalogue;
import io.glimpse.data.DatasetInfo;
import io.glimpse.data.SplitOrigin;
import io.glimpse.study.StudyStamp;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A study's test beside the one that papers report on: the same data set under the same name may
 * hold other classes or pictures.
 *
 * @param unpublished class names that the papers do not have
 * @param split where our test set comes from; null where that is not known
 */
record TestSize(
    int classes,
    int pictures,
    Counts published,
    String things,
    int unpublished,
    SplitOrigin.@Nullable Kind split) {

  /** Whether a difference from published figures means something. */
  enum Verdict {
    COMPARABLE(""),
    OTHER("not comparable, our test is another than the papers'"),
    UNKNOWN("it is not known whether our test is the papers'");

    private final String text;

    Verdict(String text) {
      this.text = text;
    }

    /** For a heading; empty where there is nothing to say. */
    String text() {
      return text;
    }
  }

  /** Empty where a data set is not in the catalogue, or nothing was kept of it. */
  static Optional<TestSize> of(Condition condition, Findings findings) {
    Optional<DatasetInfo> info = DatasetCatalogue.standard().find(condition.dataset());
    Optional<StudyStamp.Facts> facts = findings.facts(condition);
    if (info.isEmpty() || facts.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new TestSize(
            facts.get().classes().size(),
            facts.get().test(),
            info.get().counts(),
            info.get().kind() == DatasetInfo.Kind.CLOUDS ? "clouds" : "pictures",
            info.get().unpublished(facts.get().classes()),
            facts.get().split()));
  }

  Verdict verdict() {
    if (!hasPublishedSize()
        || unpublished > 0
        || split == SplitOrigin.Kind.DRAWN
        || split == SplitOrigin.Kind.FILE) {
      return Verdict.OTHER;
    }
    return split == null ? Verdict.UNKNOWN : Verdict.COMPARABLE;
  }

  private boolean hasPublishedSize() {
    return classes == published.classes() && pictures == published.test();
  }

  /** What a caption says of it, with a blank behind. */
  String sentence() {
    StringBuilder text = new StringBuilder();
    if (verdict() == Verdict.OTHER) {
      text.append("Not comparable. ");
    }
    String ours = String.format("%d classes and %d test %s", classes, pictures, things);
    if (hasPublishedSize()) {
      text.append("Our test and the papers' have ").append(ours).append(". ");
    } else {
      text.append(
          String.format(
              "Our test has %s, the papers' %d and %d. ",
              ours, published.classes(), published.test()));
    }
    if (unpublished > 0) {
      text.append(String.format("%d of our class names are not among the papers'. ", unpublished));
    }
    if (split == null) {
      text.append("Whether our split is the papers' is not known. ");
    } else if (split == SplitOrigin.Kind.DRAWN) {
      text.append("The split was drawn here, so ours are other pictures. ");
    } else if (split == SplitOrigin.Kind.FILE) {
      text.append("Our split file is not known to be the published one. ");
    }
    return text.toString();
  }
}
