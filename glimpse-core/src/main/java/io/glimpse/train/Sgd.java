package io.glimpse.train;

import io.glimpse.matrix.Workers;

/**
 * Stochastic gradient descent with momentum, as PyTorch applies it, for one array of parameters.
 *
 * <pre>g ← g + λ p;  b ← μ b + g;  p ← p - η b</pre>
 *
 * <p>with the weight decay λ added to the gradient and b zero at first.
 */
public final class Sgd {

  /** Parameters of a part of the work; fixed, so that threads change nothing. */
  static final int PART = 1 << 14;

  private final float momentum;
  private final float weightDecay;
  private final float[] average;

  /**
   * Starts without momentum.
   *
   * @param size number of parameters
   */
  public Sgd(int size, double momentum, double weightDecay) {
    this.momentum = (float) momentum;
    this.weightDecay = (float) weightDecay;
    this.average = new float[size];
  }

  /** As CLIP-Adapter's and CoOp's scripts train: momentum 0.9, weight decay 5e-4. */
  public static Sgd ofCoOp(int size) {
    return new Sgd(size, 0.9, 5e-4);
  }

  /**
   * Moves the parameters one step.
   *
   * @param parameters changed in place
   * @param gradient not modified
   */
  public void step(float[] parameters, float[] gradient, double learningRate) {
    checkSizes(average.length, parameters, gradient);
    float rate = (float) learningRate;
    Workers.shared()
        .forEachPart(
            average.length, PART, (from, to) -> update(parameters, gradient, from, to, rate));
  }

  private void update(float[] parameters, float[] gradient, int from, int to, float rate) {
    for (int i = from; i < to; i++) {
      float g = Math.fma(weightDecay, parameters[i], gradient[i]);
      float b = Math.fma(momentum, average[i], g);
      average[i] = b;
      parameters[i] = Math.fma(-rate, b, parameters[i]);
    }
  }

  static void checkSizes(int size, float[] parameters, float[] gradient) {
    if (parameters.length != size || gradient.length != size) {
      throw new IllegalArgumentException(
          parameters.length
              + " parameters and "
              + gradient.length
              + " slopes for an optimiser of "
              + size);
    }
  }
}
