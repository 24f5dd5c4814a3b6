package io.glimpse.train;

import io.glimpse.matrix.Workers;

/**
 * Adam with decoupled weight decay (Loshchilov and Hutter, 2019), as PyTorch applies it, for one
 * array of parameters. The betas are 0.9 and 0.999.
 *
 * <pre>
 * p ← p (1 - η λ);  m ← β₁ m + (1 - β₁) g;  v ← β₂ v + (1 - β₂) g²
 * p ← p - η m / (1 - β₁ᵗ) / (√v / √(1 - β₂ᵗ) + ε)
 * </pre>
 *
 * <p>ε is added after the second moment is corrected for its start at zero. With the 1e-4 of
 * Tip-Adapter-F, adding it before is another optimiser.
 */
public final class AdamW {

  private static final double BETA1 = 0.9;
  private static final double BETA2 = 0.999;

  private final float weightDecay;
  private final float epsilon;
  private final float[] mean;
  private final float[] square;
  private int steps;

  /**
   * Starts with both moments at zero.
   *
   * @param size number of parameters
   */
  public AdamW(int size, double weightDecay, double epsilon) {
    this.weightDecay = (float) weightDecay;
    this.epsilon = (float) epsilon;
    this.mean = new float[size];
    this.square = new float[size];
  }

  /**
   * Moves the parameters one step.
   *
   * @param parameters changed in place
   * @param gradient not modified
   */
  public void step(float[] parameters, float[] gradient, double learningRate) {
    Sgd.checkSizes(mean.length, parameters, gradient);
    steps++;
    float keep = (float) (1 - learningRate * weightDecay);
    float rate = (float) (learningRate / (1 - Math.pow(BETA1, steps)));
    float correction = (float) (1 / Math.sqrt(1 - Math.pow(BETA2, steps)));
    Workers.shared()
        .forEachPart(
            mean.length,
            Sgd.PART,
            (from, to) -> {
              updateMoments(gradient, from, to);
              updateParameters(parameters, from, to, keep, rate, correction);
            });
  }

  private void updateMoments(float[] gradient, int from, int to) {
    for (int i = from; i < to; i++) {
      float g = gradient[i];
      mean[i] = Math.fma((float) (1 - BETA1), g - mean[i], mean[i]);
      square[i] = Math.fma((float) BETA2, square[i], (float) (1 - BETA2) * g * g);
    }
  }

  private void updateParameters(
      float[] parameters, int from, int to, float keep, float rate, float correction) {
    for (int i = from; i < to; i++) {
      float root = Math.fma((float) Math.sqrt(square[i]), correction, epsilon);
      parameters[i] = parameters[i] * keep - rate * mean[i] / root;
    }
  }
}
