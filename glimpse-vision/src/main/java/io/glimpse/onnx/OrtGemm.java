package io.glimpse.onnx;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.glimpse.graph.GemmGraph;
import io.glimpse.matrix.Gemm;
import io.glimpse.matrix.Matrix;
import java.lang.ref.Cleaner;
import java.lang.ref.Reference;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * ONNX Runtime's own matrix product, which is as fast as the best libraries of the kind and is
 * there anyway.
 *
 * <p>Both operands and the result pass through native memory: the right-hand side once, when it is
 * prepared, the others block by block.
 */
public final class OrtGemm implements Gemm {

  /** Columns of the result that stay in a processor's cache while they are copied out. */
  private static final int PART = 4096;

  /** Rows of a, likewise. */
  private static final int BLOCK = 256;

  /**
   * So few rows of a go one by one: the product of a single row reads b at the speed of memory,
   * that of several rearranges it first, which takes as long as four.
   */
  private static final int FEW = 4;

  private static final Cleaner CLEANER = Cleaner.create();

  private final OrtEnvironment ort;
  private final OrtSession transposed;

  /** For {@code a b}, which only training needs. */
  private @Nullable OrtSession untransposed;

  /**
   * For {@link java.util.ServiceLoader}.
   *
   * @throws LinkageError where ONNX Runtime has no library for the platform
   */
  @SuppressWarnings("exports") // Nobody calls it but the loader, to which it is a failure like any.
  public OrtGemm() throws OrtException {
    ort = OrtRuntime.environment();
    transposed = session(GemmGraph.transposed());
  }

  private OrtSession session(byte[] model) throws OrtException {
    try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
      options.setIntraOpNumThreads(1);
      options.setInterOpNumThreads(1);
      return ort.createSession(model, options);
    }
  }

  @Override
  public String name() {
    return Network.runtime();
  }

  @Override
  public int preference() {
    return 10;
  }

  @Override
  public Prepared transposed(Matrix b) {
    return new RightHandSide(transposed, b.rows(), b.columns(), b::rows);
  }

  @Override
  public Prepared untransposed(Matrix b) {
    return new RightHandSide(untransposedSession(), b.columns(), b.rows(), b::columns);
  }

  private synchronized OrtSession untransposedSession() {
    if (untransposed == null) {
      try {
        untransposed = session(GemmGraph.untransposed());
      } catch (OrtException e) {
        throw failed(e);
      }
    }
    return untransposed;
  }

  /** The values of b that give columns {@code from} to {@code to - 1} of the product. */
  private interface Cut {
    Matrix part(int from, int to);
  }

  private final class RightHandSide implements Prepared {
    private final OrtSession session;
    private final int width;
    private final int depth;

    /** What gives {@value #PART} columns of the product each. */
    private final List<OnnxTensor> parts = new ArrayList<>();

    RightHandSide(OrtSession session, int width, int depth, Cut cut) {
      this.session = session;
      this.width = width;
      this.depth = depth;
      List<OnnxTensor> held = parts;
      CLEANER.register(this, () -> held.forEach(OnnxTensor::close));
      if (depth == 0) {
        return;
      }
      try {
        for (int from = 0; from < width; from += PART) {
          Matrix part = cut.part(from, Math.min(from + PART, width));
          FloatBuffer values =
              NativeBuffers.allocate(Math.multiplyExact(part.rows(), part.columns()));
          copy(part, values);
          parts.add(tensor(values, part.rows(), part.columns()));
        }
      } catch (OrtException e) {
        throw failed(e);
      }
    }

    @Override
    public int width() {
      return width;
    }

    @Override
    public int depth() {
      return depth;
    }

    @Override
    public void multiply(Matrix a, Matrix c) {
      checkShapes(a, c);
      try {
        int block = a.rows() < FEW ? 1 : BLOCK;
        for (int from = 0; from < a.rows(); from += block) {
          int to = Math.min(from + block, a.rows());
          multiplyBlock(a.rows(from, to), c.rows(from, to));
        }
      } catch (OrtException e) {
        throw failed(e);
      } finally {
        // Otherwise the tensors may be freed while native code still reads them.
        Reference.reachabilityFence(this);
      }
    }

    private void multiplyBlock(Matrix a, Matrix c) throws OrtException {
      if (depth == 0) {
        zero(c);
        return;
      }
      NativeBuffers scratch = NativeBuffers.ofThread();
      FloatBuffer left = scratch.floats(0, Math.multiplyExact(a.rows(), depth));
      copy(a, left);
      try (OnnxTensor leftTensor = tensor(left, a.rows(), depth)) {
        for (int p = 0; p < parts.size(); p++) {
          OnnxTensor part = parts.get(p);
          int columns = Math.min(PART, width - p * PART);
          FloatBuffer result = scratch.floats(1, a.rows() * columns);
          try (OnnxTensor pinned = tensor(result, a.rows(), columns)) {
            session.run(Map.of("a", leftTensor, "b", part), Map.of("c", pinned)).close();
          }
          for (int i = 0; i < a.rows(); i++) {
            result.get(i * columns, c.data(), c.start(i) + p * PART, columns);
          }
        }
      }
    }

    private void checkShapes(Matrix a, Matrix c) {
      if (a.columns() != depth || c.rows() != a.rows() || c.columns() != width) {
        throw new IllegalArgumentException(
            String.format(
                "shapes do not fit: (%s) times a matrix %d deep and %d wide into (%s)",
                a, depth, width, c));
      }
    }
  }

  private OnnxTensor tensor(FloatBuffer values, int rows, int columns) throws OrtException {
    return OnnxTensor.createTensor(ort, values, new long[] {rows, columns});
  }

  private static void copy(Matrix from, FloatBuffer to) {
    for (int i = 0; i < from.rows(); i++) {
      to.put(i * from.columns(), from.data(), from.start(i), from.columns());
    }
  }

  private static void zero(Matrix c) {
    for (int i = 0; i < c.rows(); i++) {
      Arrays.fill(c.data(), c.start(i), c.start(i) + c.columns(), 0);
    }
  }

  private static IllegalStateException failed(OrtException e) {
    return new IllegalStateException("ONNX Runtime cannot multiply: " + e.getMessage(), e);
  }
}
