package io.glimpse.study;

import io.glimpse.data.FewShotProtocol;

/** How many validation pictures the honest protocol may look at. */
public enum ValidationImages {
  /** The whole validation split, as Tip-Adapter's scripts do. */
  WHOLE("whole", FewShotProtocol.TIP_ADAPTER),
  /** At most 4 a class and never more than shots, as CoOp does. */
  FEW_SHOT("few-shot", FewShotProtocol.COOP);

  private final String label;
  private final FewShotProtocol sampling;

  ValidationImages(String label, FewShotProtocol sampling) {
    this.label = label;
    this.sampling = sampling;
  }

  /** The word on the command line and in results. */
  public String label() {
    return label;
  }

  FewShotProtocol sampling() {
    return sampling;
  }
}
