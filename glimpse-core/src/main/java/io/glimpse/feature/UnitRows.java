package io.glimpse.feature;

import io.glimpse.matrix.Matrix;

/** Features whose rows are brought to unit length as they are read. */
record UnitRows(FeatureSource raw) implements FeatureSource {

  @Override
  public int size() {
    return raw.size();
  }

  @Override
  public int dimension() {
    return raw.dimension();
  }

  @Override
  public int tokensPerImage() {
    return raw.tokensPerImage();
  }

  @Override
  public FeatureBatch read(int from, int to) {
    FeatureBatch rows = raw.read(from, to);
    Matrix unit = rows.tokens().copy().normalizeRows();
    return FeatureBatch.ofTokens(unit, rows.tokensPerImage());
  }
}
