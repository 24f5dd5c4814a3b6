package io.glimpse.auto;

/** Scores of some rows by one or two ways to judge, which are to be weighed against each other. */
public interface Experts {

  /** Number of rows. */
  int rows();

  /** Number k of classes. */
  int classes();

  /** The class of a row. */
  int label(int row);

  /**
   * Reads the scores of a row.
   *
   * @param into for each expert k values, overwritten
   */
  void read(int row, double[][] into);
}
