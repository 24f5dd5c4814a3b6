package io.glimpse.featurefile;

import io.glimpse.feature.FeatureBatch;
import io.glimpse.feature.FeatureSource;
import io.glimpse.feature.Labels;
import io.glimpse.feature.NpySource;
import io.glimpse.file.InputException;
import io.glimpse.matrix.Matrix;
import io.glimpse.tensor.NpyFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Opens the .npy files of one run, and closes them at the end. Features whose descriptions name
 * different encoders are refused; a file without a description goes with any.
 */
public final class FeatureFiles implements AutoCloseable {

  private final List<NpyFile> open = new ArrayList<>();
  private final List<FeatureOrigin> origins = new ArrayList<>();

  /** Global features, [n, d]. */
  public FeatureSource globals(Path file) throws IOException {
    NpyFile npy = features(file);
    long[] shape = npy.shape();
    if (shape.length != 2) {
      throw wrongShape(file, shape, "[n, d]");
    }
    return new NpySource(npy, 0, checkedInt(file, shape[0]), 1, checkedInt(file, shape[1]));
  }

  /** Features with spatial tokens, [n, 1 + h·w, d]. */
  public FeatureSource tokens(Path file) throws IOException {
    NpyFile npy = features(file);
    long[] shape = npy.shape();
    if (shape.length != 3) {
      throw wrongShape(file, shape, "[n, 1 + h*w, d]");
    }
    return source(npy, 0, shape);
  }

  /** One or several views of global features: [n, d] or [v, n, d]. */
  public List<FeatureSource> viewsOfGlobals(Path file) throws IOException {
    NpyFile npy = features(file);
    long[] shape = npy.shape();
    if (shape.length != 2 && shape.length != 3) {
      throw wrongShape(file, shape, "[n, d] or [views, n, d]");
    }
    return views(npy, shape.length == 3, new long[] {shape[shape.length - 2], 1, last(shape)});
  }

  /** One or several views with spatial tokens: [n, 1 + h·w, d] or [v, n, 1 + h·w, d]. */
  public List<FeatureSource> viewsOfTokens(Path file) throws IOException {
    NpyFile npy = features(file);
    long[] shape = npy.shape();
    if (shape.length != 3 && shape.length != 4) {
      throw wrongShape(file, shape, "[n, 1 + h*w, d] or [views, n, 1 + h*w, d]");
    }
    int first = shape.length - 3;
    return views(npy, first == 1, Arrays.copyOfRange(shape, first, shape.length));
  }

  private static List<FeatureSource> views(NpyFile npy, boolean several, long[] shape)
      throws IOException {
    long count = several ? npy.shape()[0] : 1;
    if (count < 1) {
      throw wrongShape(npy.path(), npy.shape(), "at least one view");
    }
    List<FeatureSource> views = new ArrayList<>();
    for (long v = 0; v < count; v++) {
      views.add(source(npy, v * shape[0] * shape[1] * shape[2], shape));
    }
    return views;
  }

  private static FeatureSource source(NpyFile npy, long first, long[] shape) throws IOException {
    Path file = npy.path();
    return new NpySource(
        npy,
        first,
        checkedInt(file, shape[0]),
        checkedInt(file, shape[1]),
        checkedInt(file, shape[2]));
  }

  private static long last(long[] shape) {
    return shape[shape.length - 1];
  }

  /** Text rows, [k, d], all finite and none zero. */
  public Matrix matrix(Path file) throws IOException {
    FeatureSource source = globals(file);
    return source.read(0, source.size()).globals();
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
    NpyFile npy = open(file);
    try {
      if (softAllowed && npy.shape().length == 2) {
        return Labels.soft(npy.matrix());
      }
      return Labels.of(npy.labels());
    } catch (IllegalArgumentException e) {
      throw new InputException(file, String.valueOf(e.getMessage()));
    }
  }

  private NpyFile features(Path file) throws IOException {
    FeatureOrigin origin = FeatureOrigin.read(file);
    if (origin != null) {
      for (FeatureOrigin earlier : origins) {
        origin.requireFits(earlier);
      }
      origins.add(origin);
    }
    return open(file);
  }

  private NpyFile open(Path file) throws IOException {
    NpyFile npy = NpyFile.open(file);
    open.add(npy);
    return npy;
  }

  private static int checkedInt(Path file, long size) throws InputException {
    if (size < 1 || size > Integer.MAX_VALUE) {
      throw new InputException(file, "an axis of " + size + " is not usable as features");
    }
    return (int) size;
  }

  private static InputException wrongShape(Path file, long[] shape, String wanted) {
    return new InputException(
        file, "its shape is " + Arrays.toString(shape) + ", but " + wanted + " is needed");
  }

  @Override
  public void close() throws IOException {
    for (NpyFile npy : open) {
      npy.close();
    }
  }
}
