package io.glimpse.feature;

import io.glimpse.matrix.Matrix;

/** The keys of a cache as features of pictures, which are copied only where they are read. */
record CachedKeys(Cache cache) implements FeatureSource {

  @Override
  public int size() {
    return cache.size();
  }

  @Override
  public int dimension() {
    return cache.dimension();
  }

  @Override
  public int tokensPerImage() {
    return 1;
  }

  @Override
  public FeatureBatch read(int from, int to) {
    return FeatureBatch.ofGlobals(globals().rows(from, to));
  }

  @Override
  public Matrix globals() {
    return cache.keys().toMatrix();
  }
}
