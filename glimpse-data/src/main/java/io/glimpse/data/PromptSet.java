package io.glimpse.data;

/** Which of the published prompts of a data set. */
public enum PromptSet {
  /** One template: CoOp's, CLIP-Adapter's, and Tip-Adapter's on all sets but ImageNet. */
  SINGLE,
  /** Tip-Adapter's and CALIP's: seven templates for ImageNet, elsewhere the single one. */
  TIP_ADAPTER,
  /** The ensembles of CLIP's authors, up to 80 templates; the single one where they gave none. */
  CLIP
}
