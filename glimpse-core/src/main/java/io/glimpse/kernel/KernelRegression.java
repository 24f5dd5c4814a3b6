package io.glimpse.kernel;

import io.glimpse.feature.Cache;
import io.glimpse.matrix.Cholesky;
import io.glimpse.matrix.CrossProduct;
import io.glimpse.matrix.Matrix;
import io.glimpse.method.TextLogits;
import org.jspecify.annotations.Nullable;

/**
 * Kernel ridge regression of what texts leave open of some shots, in double precision:
 *
 * <pre>M a = R,  M = k(F, F) / λ + I,  R = L - F Wᵀ</pre>
 *
 * @param keys F, n x d
 * @param said F Wᵀ, n x k
 * @param open R, n rows of k
 * @param factor of M
 * @param votes a, n rows of k
 */
@SuppressWarnings("ArrayRecordComponent") // Not modified.
record KernelRegression(
    Matrix keys, Matrix said, double[] open, Cholesky factor, double[] votes, double lambda) {

  /**
   * Solves it.
   *
   * @param text null where W is 0
   * @param classes number k of classes
   */
  static KernelRegression of(
      Cache shots, @Nullable TextLogits text, int classes, double beta, double lambda) {
    Matrix keys = shots.keys().toMatrix();
    int n = keys.rows();
    double[] system = kernel(keys, beta);
    for (int i = 0; i < system.length; i++) {
      system[i] /= lambda;
    }
    for (int i = 0; i < n; i++) {
      system[i * n + i] += 1;
    }
    Matrix said = text == null ? new Matrix(n, classes) : text.of(keys);
    double[] open = new double[n * classes];
    for (int i = 0; i < n; i++) {
      for (int c = 0; c < classes; c++) {
        open[i * classes + c] = shots.share(i, c) - said.get(i, c);
      }
    }
    double[] votes = open.clone();
    Cholesky factor = Cholesky.of(system, n);
    factor.solve(votes, classes);
    return new KernelRegression(keys, said, open, factor, votes, lambda);
  }

  /** {@code k(F, F)}, the diagonal and what is right of it; n x n. */
  private static double[] kernel(Matrix keys, double beta) {
    int n = keys.rows();
    double[][] columns = new double[keys.columns()][n];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < columns.length; j++) {
        columns[j][i] = keys.get(i, j);
      }
    }
    double[] cosines = CrossProduct.of(columns, n);
    for (int i = 0; i < n; i++) {
      for (int j = i; j < n; j++) {
        cosines[i * n + j] = Math.exp(-beta * (1 - cosines[i * n + j]));
      }
    }
    return cosines;
  }

  /** aᵀ, k x n. */
  Matrix votesByClass() {
    int classes = said.columns();
    Matrix t = new Matrix(classes, said.rows());
    for (int i = 0; i < votes.length; i++) {
      t.set(i % classes, i / classes, (float) votes[i]);
    }
    return t;
  }

  /**
   * What every shot is answered by a regression without it, exactly: {@code f Wᵀ + λ (R - a /
   * (M⁻¹)_ii)}, n x k.
   */
  Matrix leftOut() {
    double[] diagonal = factor.inverseDiagonal();
    int classes = said.columns();
    Matrix answers = new Matrix(said.rows(), classes);
    for (int i = 0; i < diagonal.length; i++) {
      for (int c = 0; c < classes; c++) {
        double error = votes[i * classes + c] / diagonal[i];
        double learned = lambda * (open[i * classes + c] - error);
        answers.set(i, c, (float) (said.get(i, c) + learned));
      }
    }
    return answers;
  }
}
