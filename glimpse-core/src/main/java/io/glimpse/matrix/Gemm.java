package io.glimpse.matrix;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;

/**
 * A way to multiply matrices: one thread, one product, float32.
 *
 * <p>The best implementation at hand is found by {@link ServiceLoader}; without any that starts
 * here, the plain Java kernel answers. Callers that want threads use {@link Products}.
 */
public interface Gemm {

  /** For people: which library answers, and its version. */
  String name();

  /** Of several implementations the one with the highest preference answers; plain Java has 0. */
  int preference();

  /**
   * Prepares the right-hand side of products {@code c = a bᵀ}.
   *
   * @param b m x d; copied
   */
  Prepared transposed(Matrix b);

  /**
   * Prepares the right-hand side of products {@code c = a b}.
   *
   * @param b d x m; copied
   */
  default Prepared untransposed(Matrix b) {
    return transposed(b.transposed());
  }

  /** A prepared right-hand side. Safe for use by several threads at once. */
  interface Prepared {

    /** Columns m of the product. */
    int width();

    /** Columns d of every a. */
    int depth();

    /**
     * Computes {@code c = a bᵀ}, or {@code c = a b}, on the calling thread.
     *
     * @param a n x d
     * @param c n x m, overwritten
     */
    void multiply(Matrix a, Matrix c);
  }

  /** The implementation that answers in this process. */
  static Gemm best() {
    return Best.INSTANCE;
  }

  /** The plain Java kernel, which is there whatever else is: for comparisons. */
  static Gemm plain() {
    return new PlainGemm();
  }

  /** Looked up once, at first use. */
  final class Best {
    private static final Gemm INSTANCE = find();

    private Best() {}

    private static Gemm find() {
      return providers().stream()
          .map(Best::start)
          .flatMap(Optional::stream)
          .max(Comparator.comparingInt(Gemm::preference))
          .filter(found -> found.preference() > 0)
          .orElseGet(PlainGemm::new);
    }

    private static List<ServiceLoader.Provider<Gemm>> providers() {
      try {
        return ServiceLoader.load(Gemm.class, Gemm.class.getClassLoader()).stream().toList();
      } catch (ServiceConfigurationError | LinkageError e) {
        return List.of();
      }
    }

    /** Empty where its native library is missing or cannot be loaded on this platform. */
    private static Optional<Gemm> start(ServiceLoader.Provider<Gemm> provider) {
      try {
        return Optional.of(provider.get());
      } catch (ServiceConfigurationError | LinkageError e) {
        return Optional.empty();
      }
    }
  }
}
