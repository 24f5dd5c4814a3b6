package io.glimpse.feature;

import io.glimpse.matrix.Matrix;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * The examples: one or several views of each, and their classes.
 *
 * @param views at least one source of features; picture i is the same shot in all of them
 * @param labels the classes of the n shots
 * @param means the keys, n x d, where they are not what the rows of {@code views} give: means of
 *     features that were not unit rows, normalised or not; else null
 */
public record Shots(List<FeatureSource> views, Labels labels, @Nullable Matrix means) {

  public Shots {
    views = List.copyOf(views);
    if (views.isEmpty() || labels.size() == 0) {
      throw new IllegalArgumentException("there are no shots; a cache needs at least one");
    }
    FeatureSource first = views.get(0);
    for (FeatureSource view : views) {
      if (view.size() != labels.size()) {
        throw new IllegalArgumentException(
            view.size() + " rows of features but " + labels.size() + " labels");
      }
      if (view.dimension() != first.dimension()
          || view.tokensPerImage() != first.tokensPerImage()) {
        throw new IllegalArgumentException("the views of the shots differ in shape");
      }
    }
    if (means != null && (means.rows() != labels.size() || means.columns() != first.dimension())) {
      throw new IllegalArgumentException("there must be one key a shot, as wide as its features");
    }
  }

  /** Shots whose keys are the normalised means of their views. */
  public Shots(List<FeatureSource> views, Labels labels) {
    this(views, labels, null);
  }

  /**
   * Shots with features as an encoder gives them, not normalised. Where there are several views,
   * the mean is taken of these, as Tip-Adapter does; whatever else is made of them sees unit rows.
   */
  public static Shots ofRaw(List<FeatureSource> views, Labels labels) {
    List<FeatureSource> unit = views.stream().map(FeatureSource::unit).toList();
    Matrix means = views.size() == 1 ? null : meanOf(views, labels.size()).normalizeRows();
    return new Shots(unit, labels, means);
  }

  /**
   * Shots with features as an encoder gives them, for methods that want them so: their keys are not
   * normalised either, and are as long as pictures that are asked about.
   */
  public static Shots keptRaw(List<FeatureSource> views, Labels labels) {
    return new Shots(views, labels, views.size() == 1 ? null : meanOf(views, labels.size()));
  }

  /** The same shots with their views from elsewhere, such as memory. */
  public Shots withViews(List<FeatureSource> others) {
    return new Shots(others, labels, means);
  }

  /** Shots of one view each. */
  public static Shots of(FeatureSource features, Labels labels) {
    return new Shots(List.of(features), labels);
  }

  public int size() {
    return labels.size();
  }

  public int dimension() {
    return views.get(0).dimension();
  }

  /**
   * The keys of all shots, n x d: a single view as it is, or the normalised mean of several, which
   * is not normalised where rows were {@link #keptRaw}.
   *
   * <p>The mean is that of the rows as the encoder gave them, where they are known (Tip-Adapter
   * averages raw features of ten augmented views and normalises once, after).
   */
  public Matrix keys() {
    if (means != null) {
      return means;
    }
    return views.size() == 1 ? views.get(0).globals() : meanOf(views, size()).normalizeRows();
  }

  private static Matrix meanOf(List<FeatureSource> views, int size) {
    int dimension = views.get(0).dimension();
    double[] sums = new double[size * dimension];
    for (FeatureSource view : views) {
      Matrix rows = view.globals();
      for (int i = 0; i < size; i++) {
        for (int j = 0; j < dimension; j++) {
          sums[i * dimension + j] += rows.get(i, j);
        }
      }
    }
    Matrix keys = new Matrix(size, dimension);
    for (int i = 0; i < sums.length; i++) {
      keys.data()[i] = (float) (sums[i] / views.size());
    }
    return keys;
  }

  /** Shots that are a cache already, which {@link #cache()} gives back without copying it. */
  public static Shots of(Cache cache) {
    if (cache.isSoft()) {
      throw new IllegalArgumentException("shots of a cache have one class each, not soft labels");
    }
    return of(new CachedKeys(cache), Labels.of(cache.labels()));
  }

  /** All shots as a cache, one key each. */
  public Cache cache() {
    boolean ready = views.size() == 1 && means == null && !labels.isSoft();
    return ready
            && views.get(0) instanceof CachedKeys keys
            && Arrays.equals(keys.cache().labels(), labels.toArray())
        ? keys.cache()
        : Cache.of(keys(), labels);
  }

  /**
   * A cache of at most {@code groups} keys a class: the shots of a class are dealt out to that many
   * groups by {@code seed}, and the normalised mean of a group is its key.
   *
   * <p>A class with no more shots than groups keeps them all as they are.
   */
  public Cache cache(int groups, long seed) {
    return grouped(groups, seed).cache();
  }

  /** See {@link #cache(int, long)}; with the shots that the keys were made of. */
  public GroupedCache grouped(int groups, long seed) {
    if (groups < 1) {
      throw new IllegalArgumentException("a cache needs at least 1 key a class, not " + groups);
    }
    if (labels.isSoft()) {
      throw new IllegalArgumentException("soft labels cannot be grouped into a smaller cache");
    }
    Matrix all = keys();
    List<float[]> rows = new ArrayList<>();
    List<Integer> classes = new ArrayList<>();
    List<Integer> shots = new ArrayList<>();
    Random random = new Random(seed);
    for (int c = 0; c < labels.classCount(); c++) {
      List<Integer> members = new ArrayList<>();
      for (int i = 0; i < size(); i++) {
        if (labels.label(i) == c) {
          members.add(i);
        }
      }
      if (members.size() > groups) {
        Collections.shuffle(members, random);
      }
      int count = Math.min(groups, members.size());
      for (int g = 0; g < count; g++) {
        rows.add(mean(all, members, g, count));
        classes.add(c);
        shots.add(members.size() > groups ? GroupedCache.SEVERAL : members.get(g));
      }
    }
    Cache cache =
        Cache.of(
            Matrix.of(rows.toArray(float[][]::new)),
            Labels.of(classes.stream().mapToInt(Integer::intValue).toArray()));
    return new GroupedCache(cache, shots.stream().mapToInt(Integer::intValue).toArray());
  }

  /** The normalised mean of every {@code step}-th member from {@code first} on. */
  private static float[] mean(Matrix all, List<Integer> members, int first, int step) {
    if (members.size() <= step) {
      return all.row(members.get(first));
    }
    Matrix mean = new Matrix(1, all.columns());
    for (int m = first; m < members.size(); m += step) {
      for (int j = 0; j < all.columns(); j++) {
        mean.data()[j] += all.get(members.get(m), j);
      }
    }
    return mean.normalizeRows().row(0);
  }
}
