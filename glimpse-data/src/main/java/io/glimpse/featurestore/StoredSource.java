package io.glimpse.featurestore;

import io.glimpse.feature.FeatureBatch;
import io.glimpse.feature.FeatureSource;
import io.glimpse.matrix.Matrix;
import io.glimpse.tensor.NpyFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** One view of some pictures, read from their blocks as it is asked for. */
final class StoredSource implements FeatureSource {

  private final List<Shelf.Place> places;
  private final int view;
  private final int views;
  private final boolean tokens;
  private final int tokensPerImage;
  private final int dimension;

  StoredSource(List<Shelf.Place> places, int view, int views, boolean tokens, StoreStamp stamp) {
    this.places = places;
    this.view = view;
    this.views = views;
    this.tokens = tokens;
    this.tokensPerImage = tokens ? stamp.tokensPerImage() : 1;
    this.dimension = stamp.dimension();
  }

  @Override
  public int size() {
    return places.size();
  }

  @Override
  public int dimension() {
    return dimension;
  }

  @Override
  public int tokensPerImage() {
    return tokensPerImage;
  }

  @Override
  public FeatureBatch read(int from, int to) {
    Objects.checkFromToIndex(from, to, size());
    // Every block is opened once, however its pictures are scattered over the list.
    Map<Block, List<Integer>> byBlock = new LinkedHashMap<>();
    for (int i = from; i < to; i++) {
      byBlock.computeIfAbsent(places.get(i).block(), block -> new ArrayList<>()).add(i);
    }
    Matrix rows = new Matrix((to - from) * tokensPerImage, dimension);
    int each = tokensPerImage * dimension;
    byBlock.forEach(
        (block, indices) -> {
          try (NpyFile npy = NpyFile.open(block.file(tokens))) {
            for (int i : indices) {
              long at = (long) places.get(i).row() * views + view;
              npy.readFloats(at * each, rows.data(), (i - from) * each, each);
            }
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
    return FeatureBatch.ofTokens(rows, tokensPerImage);
  }
}
