package io.glimpse.feature;

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
    return raw.read(from, to).unit();
  }
}
