package io.glimpse.calip;

import io.glimpse.feature.FeatureBatch;
import io.glimpse.feature.Labels;
import io.glimpse.matrix.Matrix;
import io.glimpse.train.Sgd;
import io.glimpse.train.SoftmaxCrossEntropy;
import java.util.ArrayList;
import java.util.List;

/** Trains the weights of CALIP-FS, in place, by SGD with momentum 0.9 and weight decay 5e-4. */
final class CalipFsTrainer {

  private static final double MOMENTUM = 0.9;

  private final CalipFsWeights weights;
  private final Matrix text;
  private final double logitScale;
  private final boolean learnBetas;
  private final List<Sgd> optimisers = new ArrayList<>();
  private final Sgd betaOptimiser;

  CalipFsTrainer(CalipFsWeights weights, Matrix text, double logitScale, boolean learnBetas) {
    this.weights = weights;
    this.text = text;
    this.logitScale = logitScale;
    this.learnBetas = learnBetas;
    for (Matrix tensor : weights.tensors().values()) {
      optimisers.add(Sgd.ofCoOp(tensor.data().length));
    }
    this.betaOptimiser = new Sgd(weights.betas().data().length, MOMENTUM, 0);
  }

  /** A gradient and the loss that it belongs to. */
  record Result(CalipFsWeights gradient, SoftmaxCrossEntropy.Loss loss) {}

  /** The gradient at the weights as they are. */
  Result gradient(FeatureBatch batch, Labels labels, int[] rows) {
    CalipFsTexts texts = new CalipFsTexts(weights, text, logitScale);
    CalipFsImages pictures = new CalipFsImages(texts, batch);
    float[] betas = weights.betas().data();
    Matrix slopes = pictures.terms().sum(betas[0], betas[1], betas[2]);
    SoftmaxCrossEntropy.Loss loss = SoftmaxCrossEntropy.gradient(slopes, labels, rows);
    CalipFsWeights gradient = weights.zeros();
    pictures.addGradient(slopes, gradient);
    return new Result(gradient, loss);
  }

  /** Takes one step with a batch of shots; {@code rows} says where their labels are. */
  SoftmaxCrossEntropy.Loss step(
      FeatureBatch batch, Labels labels, int[] rows, double learningRate) {
    Result result = gradient(batch, labels, rows);
    List<Matrix> tensors = List.copyOf(weights.tensors().values());
    List<Matrix> slopes = List.copyOf(result.gradient.tensors().values());
    for (int i = 0; i < tensors.size(); i++) {
      optimisers.get(i).step(tensors.get(i).data(), slopes.get(i).data(), learningRate);
    }
    if (learnBetas) {
      betaOptimiser.step(weights.betas().data(), result.gradient.betas().data(), learningRate);
    }
    return result.loss;
  }
}
