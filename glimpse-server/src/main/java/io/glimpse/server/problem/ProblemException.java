package io.glimpse.server.problem;

import io.glimpse.document.ErrorDocument;
import io.glimpse.server.document.ShotConflict;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Ends a request with a problem. The message is what is wrong and what to do. */
public final class ProblemException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final Problem problem;
  private final int retryAfterSeconds;
  private final transient List<ErrorDocument> errors;
  private final transient List<ShotConflict> conflicts;

  /** A problem that the same request has again. */
  public ProblemException(Problem problem, String detail) {
    this(problem, detail, 0, List.of(), List.of(), null);
  }

  /** A problem that something else led to. */
  public ProblemException(Problem problem, String detail, Throwable cause) {
    this(problem, detail, 0, List.of(), List.of(), cause);
  }

  private ProblemException(
      Problem problem,
      String detail,
      int retryAfterSeconds,
      List<ErrorDocument> errors,
      List<ShotConflict> conflicts,
      @Nullable Throwable cause) {
    // Refusals are frequent when there is too much to do, and then traces would cost the most.
    super(detail, cause, false, false);
    this.problem = problem;
    this.retryAfterSeconds = retryAfterSeconds;
    this.errors = List.copyOf(errors);
    this.conflicts = List.copyOf(conflicts);
  }

  /** A problem that goes away by itself. */
  public static ProblemException passing(Problem problem, String detail, int retryAfterSeconds) {
    return new ProblemException(problem, detail, retryAfterSeconds, List.of(), List.of(), null);
  }

  /** Several pictures, each with its own reason. */
  public static ProblemException ofImages(String detail, List<ErrorDocument> errors) {
    return new ProblemException(Problem.UNUSABLE_IMAGE, detail, 0, errors, List.of(), null);
  }

  /** Pictures that are examples of another class already. */
  public static ProblemException ofConflicts(
      String detail, List<ErrorDocument> errors, List<ShotConflict> conflicts) {
    return new ProblemException(Problem.OTHER_CLASS, detail, 0, errors, conflicts, null);
  }

  /** Its kind. */
  public Problem problem() {
    return problem;
  }

  /** When to ask again; 0 where that would not help. */
  public int retryAfterSeconds() {
    return retryAfterSeconds;
  }

  /** Of single pictures. */
  public List<ErrorDocument> errors() {
    return errors;
  }

  /** Pictures that are examples of another class already. */
  public List<ShotConflict> conflicts() {
    return conflicts;
  }
}
