package io.glimpse.auto;

/**
 * The text expert and its bias, for all shots: how much of the bias is to be taken back. Texts
 * never saw the shots, so that none needs to be left out.
 *
 * @param text scores of the shots
 * @param bias k values
 */
@SuppressWarnings("ArrayRecordComponent") // Not modified.
record BiasExperts(ShotScores text, double[] bias) implements Experts {

  @Override
  public int rows() {
    return text.labels().length;
  }

  @Override
  public int classes() {
    return bias.length;
  }

  @Override
  public int label(int row) {
    return text.labels()[row];
  }

  @Override
  public void read(int row, double[][] into) {
    for (int c = 0; c < bias.length; c++) {
      into[0][c] = text.values().get(row, c) / text.spread();
      into[1][c] = bias[c] / text.spread();
    }
  }
}
