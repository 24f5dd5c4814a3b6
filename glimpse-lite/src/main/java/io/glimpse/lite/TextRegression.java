package io.glimpse.lite;

import io.glimpse.matrix.Matrix;
import io.glimpse.matrix.Products;
import io.glimpse.matrix.Workers;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * The feature of a name that is not known, from those that are: kernel ridge regression.
 *
 * <p>{@code v = K(name, known names) · coefficients}, where K sums {@code exp(4 (a·b - 1))} over
 * MiniLM's vectors of the name, of the name with its gloss and of the name with its hypernyms, and
 * half the {@linkplain NgramKernel n-gram cosine}.
 */
final class TextRegression implements AutoCloseable {

  private static final double SHARPNESS = 4;
  private static final double NGRAM_WEIGHT = 0.5;
  private static final int VIEWS = 3;

  private final MiniLm miniLm;
  private final WordNet wordNet;
  private final NgramKernel ngrams;

  /** The known names' vectors, all names of a view after those of the one before. */
  private final Matrix keys;

  private final Matrix coefficients;

  /** Loads its parts side by side, which halves the wait for the first name. */
  TextRegression(List<String> knownNames) throws IOException {
    Part<MiniLm> network = Part.load(MiniLm::new);
    Part<WordNet> nouns = Part.load(WordNet::new);
    Part<Matrix> vectors = Part.load(() -> Embedded.matrix("text_keys.npy", MiniLm.WIDTH));
    coefficients = Embedded.matrix("text_coefficients.npy", KnownNames.WIDTH);
    ngrams = new NgramKernel(knownNames);
    keys = vectors.get();
    wordNet = nouns.get();
    miniLm = network.get();
  }

  /** Whether a word is one piece of the sentence encoder's vocabulary. */
  boolean knowsWord(String word) {
    return miniLm.knowsWord(word);
  }

  /** Centred features, one row a name. */
  Matrix features(List<String> names) {
    Matrix[] views = views(names);
    int known = coefficients.rows();
    Matrix[] cosines = new Matrix[VIEWS];
    for (int view = 0; view < VIEWS; view++) {
      cosines[view] =
          Products.timesTransposed(views[view], keys.rows(view * known, (view + 1) * known));
    }
    Matrix features = new Matrix(names.size(), KnownNames.WIDTH);
    Workers.shared()
        .forEach(
            names.size(),
            i -> {
              double[] kernel = new double[known];
              for (Matrix cosine : cosines) {
                for (int j = 0; j < known; j++) {
                  kernel[j] += Math.exp(SHARPNESS * (cosine.get(i, j) - 1));
                }
              }
              ngrams.addTo(kernel, names.get(i), NGRAM_WEIGHT);
              writeSum(kernel, features, i);
            });
    return features;
  }

  private void writeSum(double[] kernel, Matrix features, int row) {
    double[] sum = new double[KnownNames.WIDTH];
    float[] data = coefficients.data();
    for (int j = 0; j < kernel.length; j++) {
      int start = coefficients.start(j);
      for (int c = 0; c < sum.length; c++) {
        sum[c] += kernel[j] * data[start + c];
      }
    }
    for (int c = 0; c < sum.length; c++) {
      features.set(row, c, (float) sum[c]);
    }
  }

  /** MiniLM's vectors of the bare names, with their glosses, and with their hypernyms. */
  private Matrix[] views(List<String> names) {
    Matrix[] views = new Matrix[VIEWS];
    for (int view = 0; view < VIEWS; view++) {
      views[view] = new Matrix(names.size(), MiniLm.WIDTH);
    }
    Workers.shared()
        .forEach(
            names.size(),
            i -> {
              String name = names.get(i);
              Optional<WordNet.Entry> found = wordNet.find(name);
              miniLm.encode(name, views[0].data(), views[0].start(i));
              if (found.isPresent()) {
                String gloss = name + ": " + found.get().gloss();
                String kind = name + ", a kind of " + found.get().kinds();
                miniLm.encode(gloss, views[1].data(), views[1].start(i));
                miniLm.encode(kind, views[2].data(), views[2].start(i));
              } else {
                views[1].setRow(i, views[0], i);
                views[2].setRow(i, views[0], i);
              }
            });
    return views;
  }

  @Override
  public void close() {
    miniLm.close();
  }
}
