package io.glimpse.featurefile;

import io.glimpse.feature.FeatureBatch;
import io.glimpse.feature.FeatureSource;
import io.glimpse.feature.Labels;
import io.glimpse.feature.NpySource;
import io.glimpse.file.InputException;
import io.glimpse.matrix.Matrix;
import io.glimpse.tensor.StoredArray;
import io.glimpse.tensor.TransposedArray;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Opens the files of arrays of one run, see {@link ArrayFile}, and closes them at the end. Features
 * whose descriptions name different encoders are refused; a file without a description goes with
 * any.
 */
public final class FeatureFiles implements AutoCloseable {

  /** In the place of a number of rows, or a width, that is not known yet. */
  public static final int ANY = -1;

  private final Consumer<String> notes;
  private final List<ArrayFile> open = new ArrayList<>();
  private final List<FeatureOrigin> origins = new ArrayList<>();
  private final List<NpySource> sources = new ArrayList<>();

  /**
   * Files of a run.
   *
   * @param notes hear how an array is read that is stored the other way round
   */
  public FeatureFiles(Consumer<String> notes) {
    this.notes = notes;
  }

  /**
   * Global features, [n, d]. What is stored as [d, n], as Tip-Adapter's scripts store keys, is
   * turned where the width is known and only that fits.
   *
   * @param rows how many are needed, or {@link #ANY}
   * @param width how wide they must be, or {@link #ANY}
   */
  public FeatureSource globals(Path file, int rows, int width) throws IOException {
    StoredArray array = features(file);
    if (array.shape().length != 2) {
      throw wrongShape(array, "[n, d]");
    }
    return globals(array, rows, width);
  }

  private FeatureSource globals(StoredArray stored, int rows, int width) throws IOException {
    StoredArray array = stored;
    long[] shape = array.shape();
    if (width != ANY
        && !fits(shape[0], shape[1], rows, width)
        && fits(shape[1], shape[0], rows, width)) {
      notes.accept(
          array.name()
              + ": its shape is "
              + Arrays.toString(shape)
              + ", which is taken for [d, n] and turned");
      array = new TransposedArray(array);
    }
    return source(array, 0, new long[] {array.shape()[0], 1, array.shape()[1]});
  }

  private static boolean fits(long n, long d, int rows, int width) {
    return (rows == ANY || n == rows) && (width == ANY || d == width);
  }

  /**
   * Sentences that name an array, a row and its length where not all of the rows that were read are
   * unit rows; one an array.
   */
  public List<String> offUnitRows() {
    // Views of one array are sources of their own.
    Map<String, String> byArray = new LinkedHashMap<>();
    for (NpySource source : sources) {
      source.offUnitRow().ifPresent(row -> byArray.putIfAbsent(source.name(), row));
    }
    return List.copyOf(byArray.values());
  }

  /** Features with spatial tokens, [n, 1 + h·w, d]. */
  public FeatureSource tokens(Path file) throws IOException {
    StoredArray array = features(file);
    if (array.shape().length != 3) {
      throw wrongShape(array, "[n, 1 + h*w, d]");
    }
    return source(array, 0, array.shape());
  }

  /**
   * One or several views of global features: [n, d] or [v, n, d]; a single view is turned as by
   * {@link #globals(Path, int, int)}.
   */
  public List<FeatureSource> viewsOfGlobals(Path file, int rows, int width) throws IOException {
    StoredArray array = features(file);
    long[] shape = array.shape();
    if (shape.length != 2 && shape.length != 3) {
      throw wrongShape(array, "[n, d] or [views, n, d]");
    }
    return shape.length == 2
        ? List.of(globals(array, rows, width))
        : views(array, true, new long[] {shape[1], 1, shape[2]});
  }

  /** One or several views with spatial tokens: [n, 1 + h·w, d] or [v, n, 1 + h·w, d]. */
  public List<FeatureSource> viewsOfTokens(Path file) throws IOException {
    StoredArray array = features(file);
    long[] shape = array.shape();
    if (shape.length != 3 && shape.length != 4) {
      throw wrongShape(array, "[n, 1 + h*w, d] or [views, n, 1 + h*w, d]");
    }
    int first = shape.length - 3;
    return views(array, first == 1, Arrays.copyOfRange(shape, first, shape.length));
  }

  private List<FeatureSource> views(StoredArray array, boolean several, long[] shape)
      throws IOException {
    long count = several ? array.shape()[0] : 1;
    if (count < 1) {
      throw wrongShape(array, "at least one view");
    }
    List<FeatureSource> views = new ArrayList<>();
    for (long v = 0; v < count; v++) {
      views.add(source(array, v * shape[0] * shape[1] * shape[2], shape));
    }
    return views;
  }

  private FeatureSource source(StoredArray array, long first, long[] shape) throws IOException {
    NpySource source =
        new NpySource(
            array,
            first,
            checkedInt(array, shape[0]),
            checkedInt(array, shape[1]),
            checkedInt(array, shape[2]));
    sources.add(source);
    return source;
  }

  /**
   * Text rows, [k, d], all finite and none zero; turned as by {@link #globals(Path, int, int)}.
   *
   * @param width how wide they must be, or {@link #ANY}
   */
  public Matrix matrix(Path file, int width) throws IOException {
    FeatureSource source = globals(file, ANY, width);
    return source.read(0, source.size()).globals();
  }

  /**
   * A matrix of texts a class: of one row each where the array is [k, d], or of every prompt's
   * where it is [k, p, d].
   *
   * @param width how wide they must be, or {@link #ANY}
   */
  public List<Matrix> texts(Path file, int width) throws IOException {
    StoredArray array = array(file);
    if (array.shape().length == 3) {
      return prompts(file);
    }
    Matrix rows = matrix(file, width);
    List<Matrix> classes = new ArrayList<>();
    for (int c = 0; c < rows.rows(); c++) {
      classes.add(rows.rows(c, c + 1));
    }
    return classes;
  }

  /** Every prompt's row, [k, p, d]: a matrix of prompts a class. */
  public List<Matrix> prompts(Path file) throws IOException {
    FeatureSource source = tokens(file);
    FeatureBatch all = source.read(0, source.size());
    List<Matrix> classes = new ArrayList<>();
    int each = source.tokensPerImage();
    for (int c = 0; c < source.size(); c++) {
      classes.add(all.tokens().rows(c * each, (c + 1) * each));
    }
    return classes;
  }

  /** Labels: whole numbers [n], or shares of the classes [n, k]. */
  public Labels labels(Path file, boolean softAllowed) throws IOException {
    StoredArray array = array(file);
    long[] shape = array.shape();
    if (shape.length == 1 && array.isBoolean()) {
      throw new InputException(
          String.valueOf(array.name()),
          "these are true and false, not the numbers of classes; save labels as whole numbers");
    }
    try {
      return softAllowed && shape.length == 2 ? shares(array) : Labels.of(array.labels());
    } catch (IllegalArgumentException e) {
      throw new InputException(String.valueOf(array.name()), String.valueOf(e.getMessage()));
    }
  }

  /** One class a row where every row has all of one class, so that any method takes them. */
  private static Labels shares(StoredArray array) throws IOException {
    float[] values = array.readAll();
    Matrix shares = Matrix.wrap(values, (int) array.shape()[0], (int) array.shape()[1]);
    Labels soft = Labels.soft(shares);
    int[] classes = soft.toArray();
    boolean whole = Labels.of(classes).classCount() == shares.columns();
    for (int i = 0; whole && i < shares.rows(); i++) {
      for (int c = 0; c < shares.columns(); c++) {
        whole &= shares.get(i, c) == (c == classes[i] ? 1 : 0);
      }
    }
    return whole ? Labels.of(classes) : soft;
  }

  private StoredArray features(Path given) throws IOException {
    Path file = ArrayFile.fileOf(given);
    FeatureOrigin origin = FeatureOrigin.read(file);
    if (origin != null) {
      for (FeatureOrigin earlier : origins) {
        origin.requireFits(earlier);
      }
      origins.add(origin);
    }
    return array(given);
  }

  private StoredArray array(Path given) throws IOException {
    ArrayFile file = ArrayFile.open(given);
    open.add(file);
    return file.array();
  }

  private static int checkedInt(StoredArray array, long size) throws InputException {
    if (size < 1 || size > Integer.MAX_VALUE) {
      throw new InputException(
          String.valueOf(array.name()), "an axis of " + size + " is not usable as features");
    }
    return (int) size;
  }

  private static InputException wrongShape(StoredArray array, String wanted) {
    return new InputException(
        String.valueOf(array.name()),
        "its shape is " + Arrays.toString(array.shape()) + ", but " + wanted + " is needed");
  }

  @Override
  public void close() throws IOException {
    for (ArrayFile file : open) {
      file.close();
    }
  }
}
