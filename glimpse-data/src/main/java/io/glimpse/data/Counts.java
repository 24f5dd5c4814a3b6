package io.glimpse.data;

/**
 * How large a data set is.
 *
 * @param classes number of classes
 * @param train pictures to train on or to draw shots from
 * @param validation pictures to choose parameters on; 0 where a data set has none
 * @param test pictures that accuracy is measured on
 */
public record Counts(int classes, int train, int validation, int test) {

  /** All pictures. */
  public int pictures() {
    return train + validation + test;
  }
}
