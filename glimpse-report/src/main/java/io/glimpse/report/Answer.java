package io.glimpse.report;

import io.glimpse.method.Prediction;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A method's answer for one file, and why.
 *
 * @param method what the page calls it, such as {@code tip, 4 shots}
 * @param prediction all classes, at least one
 * @param shots the nearest shots, the nearest first; empty for a method without a cache
 * @param attention where the picture, or each view of a point cloud, spoke for a class, in the
 *     order shown; empty for a method without attention
 * @param split what texts and examples had to do with it; null where that is not known
 * @param places where the picture is odd; null where the answer does not depend on it
 */
public record Answer(
    String method,
    Prediction prediction,
    List<NearestShot> shots,
    List<ViewAttention> attention,
    @Nullable Split split,
    @Nullable PlaceEvidence places) {

  public Answer {
    shots = List.copyOf(shots);
    attention = List.copyOf(attention);
    if (prediction.ranked().isEmpty()) {
      throw new IllegalArgumentException("the answer of " + method + " has no class");
    }
  }

  /** An answer that does not depend on small places. */
  public Answer(
      String method,
      Prediction prediction,
      List<NearestShot> shots,
      List<ViewAttention> attention,
      @Nullable Split split) {
    this(method, prediction, shots, attention, split, null);
  }

  /** An answer that brings no evidence but its logits. */
  public static Answer of(String method, Prediction prediction) {
    return new Answer(method, prediction, List.of(), List.of(), null);
  }

  /** A truth that is no class of the answer is met by saying so. */
  Verdict verdict(@Nullable String truth) {
    if (truth == null) {
      return Verdict.UNKNOWN;
    }
    if (prediction.ranked().stream().noneMatch(one -> one.name().equals(truth))) {
      return prediction.isUnknown() ? Verdict.RIGHT : Verdict.WRONG;
    }
    return prediction.best().name().equals(truth) ? Verdict.RIGHT : Verdict.WRONG;
  }
}
