package io.glimpse.multiview;

import io.glimpse.matrix.Matrix;
import io.glimpse.matrix.Products;
import io.glimpse.train.Linear;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * PointCLIP's inter-view adapter (Zhang et al., CVPR 2022), for features of V views of d values:
 *
 * <pre>
 * x = the views, each times its ratio r_v
 * g = dropout(relu(BN₂(W₁ dropout(BN₁(x)) + b₁)))      one feature of all views
 * a = relu(W₃ relu(W₂ g + b₂) + b₃)                    back to V views
 * u = normalised(0.6 a + 0.4 f)                        f the views as they came
 * </pre>
 *
 * <p>BN₁ normalises a channel over the batch and all views. Everything is float32: the published
 * training in float16 is fragile.
 */
final class InterViewNetwork {

  /** The published weight of the adapted views; the views themselves have the rest. */
  private static final float RATIO = 0.6f;

  private static final float FIRST_VIEW_RATIO = 0.5f;

  /** Below this a row is no direction. */
  private static final float SHORTEST = 1e-12f;

  private final int views;
  private final int width;
  private final Matrix ratios;
  private final BatchNorm viewNorm;
  private final Linear fuse;
  private final BatchNorm fusedNorm;
  private final Linear inner;
  private final Linear outer;

  /**
   * An untrained network, as PyTorch's layers start.
   *
   * @param views V
   * @param width d
   */
  InterViewNetwork(int views, int width, Random random) {
    this.views = views;
    this.width = width;
    ratios = new Matrix(1, views);
    java.util.Arrays.fill(ratios.data(), FIRST_VIEW_RATIO);
    viewNorm = new BatchNorm(width);
    fuse = Linear.random(views * width, width, random);
    fusedNorm = new BatchNorm(width);
    inner = Linear.random(width, width, random);
    outer = Linear.random(width, views * width, random);
  }

  /** All that training changes, in the order of {@link #gradient}. */
  List<Matrix> parameters() {
    return List.of(
        ratios,
        viewNorm.gain(),
        viewNorm.shift(),
        fuse.weight(),
        fuse.bias(),
        fusedNorm.gain(),
        fusedNorm.shift(),
        inner.weight(),
        inner.bias(),
        outer.weight(),
        outer.bias());
  }

  /** All that the network is, by name: what training changes, and the running averages. */
  Map<String, Matrix> state() {
    Map<String, Matrix> state = new LinkedHashMap<>();
    state.put("ratios", ratios);
    putNorm(state, "views", viewNorm);
    putLinear(state, "fuse", fuse);
    putNorm(state, "fused", fusedNorm);
    putLinear(state, "inner", inner);
    putLinear(state, "outer", outer);
    return state;
  }

  private static void putNorm(Map<String, Matrix> state, String name, BatchNorm norm) {
    state.put(name + ".gain", norm.gain());
    state.put(name + ".shift", norm.shift());
    state.put(name + ".mean", norm.means());
    state.put(name + ".variance", norm.variances());
  }

  private static void putLinear(Map<String, Matrix> state, String name, Linear layer) {
    state.put(name + ".weight", layer.weight());
    state.put(name + ".bias", layer.bias());
  }

  /** What the steps of a batch left behind, which its gradient needs. */
  static final class Pass {
    private final Matrix input;
    private final BatchNorm.Pass viewNorm;
    private final Matrix dropped;
    private final BatchNorm.Pass fusedNorm;
    private final Matrix global;
    private final Matrix hidden;
    private final Matrix adapted;
    private final Matrix unit;
    private final float[] norms;
    private final Dropout first;
    private final Dropout second;

    private Pass(
        Matrix input,
        BatchNorm.Pass viewNorm,
        Matrix dropped,
        BatchNorm.Pass fusedNorm,
        Matrix global,
        Matrix hidden,
        Matrix adapted,
        Matrix unit,
        float[] norms,
        Dropout first,
        Dropout second) {
      this.input = input;
      this.viewNorm = viewNorm;
      this.dropped = dropped;
      this.fusedNorm = fusedNorm;
      this.global = global;
      this.hidden = hidden;
      this.adapted = adapted;
      this.unit = unit;
      this.norms = norms;
      this.first = first;
      this.second = second;
    }

    /** u, n x V · d: unit rows. */
    Matrix unit() {
      return unit;
    }
  }

  /**
   * A step of training forwards.
   *
   * @param input f, n x V · d, without gaps between the rows
   * @param first what is dropped of the views, n · V x d
   * @param second what is dropped of the fused feature, n x d
   * @param remember whether the running averages move
   */
  Pass train(Matrix input, Dropout first, Dropout second, boolean remember) {
    int n = input.rows();
    BatchNorm.Pass byView = viewNorm.train(weighted(input), remember);
    Matrix dropped = reshape(first.apply(byView.output()), n, views * width);
    BatchNorm.Pass byFused = fusedNorm.train(fuse.apply(dropped), remember);
    Matrix global = second.apply(cutNegative(byFused.output().copy()));
    Matrix hidden = cutNegative(inner.apply(global));
    Matrix adapted = cutNegative(outer.apply(hidden));
    float[] norms = new float[n];
    Matrix unit = blend(adapted, input, norms);
    return new Pass(
        input, byView, dropped, byFused, global, hidden, adapted, unit, norms, first, second);
  }

  /** The features u of some things, n x V · d, once training is over. */
  Matrix apply(Matrix input) {
    Matrix views1 = viewNorm.apply(weighted(input));
    Matrix fused = fuse.apply(reshape(views1, input.rows(), views * width));
    Matrix global = cutNegative(fusedNorm.apply(fused));
    Matrix adapted = cutNegative(outer.apply(cutNegative(inner.apply(global))));
    return blend(adapted, input, new float[input.rows()]);
  }

  /**
   * Slopes of the loss by all parameters, in the order of {@link #parameters}.
   *
   * @param slopes by u, n x V · d; not modified
   */
  List<Matrix> gradient(Pass pass, Matrix slopes) {
    Matrix byAdapted = keepWherePositive(throughBlend(pass, slopes), pass.adapted);
    Linear outerSlopes = Linear.gradient(byAdapted, pass.hidden);
    Matrix byHidden = keepWherePositive(Products.times(byAdapted, outer.weight()), pass.hidden);
    Linear innerSlopes = Linear.gradient(byHidden, pass.global);
    Matrix byGlobal = pass.second.apply(Products.times(byHidden, inner.weight()));
    keepWherePositive(byGlobal, pass.fusedNorm.output());
    Matrix fusedGain = new Matrix(1, width);
    Matrix fusedShift = new Matrix(1, width);
    Matrix byFused = fusedNorm.gradient(pass.fusedNorm, byGlobal, fusedGain, fusedShift);
    Linear fuseSlopes = Linear.gradient(byFused, pass.dropped);
    Matrix byViews = Products.times(byFused, fuse.weight());
    byViews = pass.first.apply(reshape(byViews, byViews.rows() * views, width));
    Matrix viewGain = new Matrix(1, width);
    Matrix viewShift = new Matrix(1, width);
    Matrix byWeighted = viewNorm.gradient(pass.viewNorm, byViews, viewGain, viewShift);
    return List.of(
        byRatios(pass, byWeighted),
        viewGain,
        viewShift,
        fuseSlopes.weight(),
        fuseSlopes.bias(),
        fusedGain,
        fusedShift,
        innerSlopes.weight(),
        innerSlopes.bias(),
        outerSlopes.weight(),
        outerSlopes.bias());
  }

  private Matrix byRatios(Pass pass, Matrix byWeighted) {
    Matrix slopes = new Matrix(1, views);
    Matrix input = reshape(pass.input, byWeighted.rows(), width);
    for (int i = 0; i < byWeighted.rows(); i++) {
      slopes.data()[i % views] += (float) byWeighted.dot(i, input, i);
    }
    return slopes;
  }

  /** The views as rows of their own, n · V x d, each times its ratio. */
  private Matrix weighted(Matrix input) {
    Matrix weighted = reshape(input, input.rows() * views, width).copy();
    for (int i = 0; i < weighted.rows(); i++) {
      float ratio = ratios.get(0, i % views);
      int end = weighted.start(i) + width;
      for (int at = weighted.start(i); at < end; at++) {
        weighted.data()[at] *= ratio;
      }
    }
    return weighted;
  }

  private static Matrix blend(Matrix adapted, Matrix input, float[] norms) {
    Matrix unit = new Matrix(input.rows(), input.columns());
    for (int i = 0; i < input.rows(); i++) {
      int at = unit.start(i);
      for (int j = 0; j < input.columns(); j++) {
        unit.data()[at + j] =
            RATIO * adapted.data()[at + j] + (1 - RATIO) * input.data()[input.start(i) + j];
      }
      norms[i] = (float) Math.max(SHORTEST, unit.norm(i));
      for (int j = 0; j < input.columns(); j++) {
        unit.data()[at + j] /= norms[i];
      }
    }
    return unit;
  }

  /** From u to a: {@code 0.6 (du - u (du · u)) / |s|}. */
  private static Matrix throughBlend(Pass pass, Matrix slopes) {
    Matrix result = new Matrix(slopes.rows(), slopes.columns());
    for (int i = 0; i < slopes.rows(); i++) {
      float along = (float) slopes.dot(i, pass.unit, i);
      float factor = RATIO / pass.norms[i];
      int at = result.start(i);
      for (int j = 0; j < slopes.columns(); j++) {
        float u = pass.unit.data()[at + j];
        result.data()[at + j] = factor * (slopes.data()[slopes.start(i) + j] - along * u);
      }
    }
    return result;
  }

  private static Matrix reshape(Matrix m, int rows, int columns) {
    return Matrix.wrap(m.data(), rows, columns);
  }

  private static Matrix cutNegative(Matrix m) {
    for (int i = 0; i < m.data().length; i++) {
      m.data()[i] = Math.max(0, m.data()[i]);
    }
    return m;
  }

  private static Matrix keepWherePositive(Matrix slopes, Matrix activation) {
    for (int i = 0; i < slopes.data().length; i++) {
      slopes.data()[i] = activation.data()[i] > 0 ? slopes.data()[i] : 0;
    }
    return slopes;
  }
}
