package io.glimpse.featurestore;

import io.glimpse.feature.FeatureBatch;
import io.glimpse.feature.FeatureSource;
import io.glimpse.feature.LabelledFeatures;
import io.glimpse.feature.Labels;
import io.glimpse.feature.Shots;
import io.glimpse.matrix.Matrix;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;

/** Some classes of a data set, numbered anew: for features whose text has fewer classes. */
public final class ClassSubset {

  private final Map<Integer, Integer> newLabels = new HashMap<>();

  /**
   * @param labels the labels to keep; the first becomes 0, and so on
   * @throws IllegalArgumentException if one is named twice
   */
  public ClassSubset(int... labels) {
    for (int label : labels) {
      if (newLabels.putIfAbsent(label, newLabels.size()) != null) {
        throw new IllegalArgumentException("label " + label + " is kept twice");
      }
    }
  }

  /** The rows of these classes, in their order. */
  public LabelledFeatures of(LabelledFeatures all) {
    int[] rows = rows(all.labels());
    return new LabelledFeatures(new Selected(all.features(), rows), labels(all.labels(), rows));
  }

  /** The shots of these classes, in their order. */
  public Shots of(Shots all) {
    int[] rows = rows(all.labels());
    List<FeatureSource> views =
        all.views().stream().<FeatureSource>map(view -> new Selected(view, rows)).toList();
    return new Shots(views, labels(all.labels(), rows));
  }

  private int[] rows(Labels labels) {
    return IntStream.range(0, labels.size())
        .filter(row -> newLabels.containsKey(labels.label(row)))
        .toArray();
  }

  private Labels labels(Labels labels, int... rows) {
    return Labels.of(
        Arrays.stream(rows).map(row -> newLabels.getOrDefault(labels.label(row), -1)).toArray());
  }

  /** Rows of another source, ascending. */
  private static final class Selected implements FeatureSource {

    private final FeatureSource all;
    private final int[] rows;

    Selected(FeatureSource all, int... rows) {
      this.all = all;
      this.rows = rows;
    }

    @Override
    public int size() {
      return rows.length;
    }

    @Override
    public int dimension() {
      return all.dimension();
    }

    @Override
    public int tokensPerImage() {
      return all.tokensPerImage();
    }

    @Override
    public FeatureBatch read(int from, int to) {
      Objects.checkFromToIndex(from, to, size());
      int perImage = tokensPerImage();
      Matrix chosen = new Matrix((to - from) * perImage, dimension());
      int next = from;
      while (next < to) {
        int run = next + 1;
        while (run < to && rows[run] == rows[run - 1] + 1) {
          run++;
        }
        Matrix tokens = all.read(rows[next], rows[run - 1] + 1).tokens();
        for (int t = 0; t < tokens.rows(); t++) {
          chosen.setRow((next - from) * perImage + t, tokens, t);
        }
        next = run;
      }
      return FeatureBatch.ofTokens(chosen, perImage);
    }
  }
}
