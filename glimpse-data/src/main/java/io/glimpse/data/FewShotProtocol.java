package io.glimpse.data;

/** Whose few-shot sample: they differ in the seeds in use and in what parameters are chosen on. */
public enum FewShotProtocol {
  /** Seed 1; parameters are chosen on the whole validation split. */
  TIP_ADAPTER,
  /**
   * Seeds 1 to 3; of the validation split, at most 4 pictures a class, and never more than shots.
   */
  COOP;

  private static final int MOST_VALIDATION = 4;

  /** Pictures of a class that parameters are chosen on; all of them if 0. */
  int validationShots(int shots) {
    return this == COOP ? Math.min(shots, MOST_VALIDATION) : 0;
  }
}
