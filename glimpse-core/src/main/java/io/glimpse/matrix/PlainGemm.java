package io.glimpse.matrix;

/**
 * The product in plain Java, for use where no native library answers.
 *
 * <p>The right-hand side is packed as panels of {@value #WIDTH} of its rows, transposed. The inner
 * loop adds four scaled panel rows to a row of results; each panel row is an array of its own,
 * because the compiler vectorises that and does not vectorise one array read at four offsets.
 */
final class PlainGemm implements Gemm {

  private static final int WIDTH = 256;
  private static final int DEPTH = 64;

  @Override
  public String name() {
    return "plain Java";
  }

  @Override
  public int preference() {
    return 0;
  }

  @Override
  public Prepared transposed(Matrix b) {
    return new Packed(b);
  }

  private static final class Packed implements Prepared {
    private final int rows;
    private final int columns;

    /** [panel][column of b][row of b within the panel] */
    private final float[][][] panels;

    Packed(Matrix b) {
      rows = b.rows();
      columns = b.columns();
      panels = new float[(rows + WIDTH - 1) / WIDTH][columns][];
      for (int p = 0; p < panels.length; p++) {
        int first = p * WIDTH;
        int width = Math.min(WIDTH, rows - first);
        for (int k = 0; k < columns; k++) {
          panels[p][k] = new float[width];
        }
        for (int i = 0; i < width; i++) {
          int start = b.start(first + i);
          for (int k = 0; k < columns; k++) {
            panels[p][k][i] = b.data()[start + k];
          }
        }
      }
    }

    @Override
    public int width() {
      return rows;
    }

    @Override
    public int depth() {
      return columns;
    }

    @Override
    public void multiply(Matrix a, Matrix c) {
      Products.checkShapes(a, rows, columns, c);
      int n = a.rows();
      float[][] sums = new float[n][];
      for (int p = 0; p < panels.length; p++) {
        float[][] panel = panels[p];
        int first = p * WIDTH;
        int width = Math.min(WIDTH, rows - first);
        for (int i = 0; i < n; i++) {
          sums[i] = new float[width];
        }
        for (int k = 0; k < columns; k += DEPTH) {
          int end = Math.min(k + DEPTH, columns);
          for (int i = 0; i < n; i++) {
            addPanel(sums[i], panel, k, end, a.data(), a.start(i));
          }
        }
        for (int i = 0; i < n; i++) {
          System.arraycopy(sums[i], 0, c.data(), c.start(i) + first, width);
        }
      }
    }

    private static void addPanel(float[] sum, float[][] panel, int from, int to, float[] a, int s) {
      int k = from;
      for (; k + 3 < to; k += 4) {
        addFour(
            sum,
            panel[k],
            panel[k + 1],
            panel[k + 2],
            panel[k + 3],
            a[s + k],
            a[s + k + 1],
            a[s + k + 2],
            a[s + k + 3]);
      }
      for (; k < to; k++) {
        addOne(sum, panel[k], a[s + k]);
      }
    }

    private static void addFour(
        float[] c,
        float[] b0,
        float[] b1,
        float[] b2,
        float[] b3,
        float a0,
        float a1,
        float a2,
        float a3) {
      for (int j = 0; j < c.length; j++) {
        c[j] =
            Math.fma(
                a0, b0[j], Math.fma(a1, b1[j], Math.fma(a2, b2[j], Math.fma(a3, b3[j], c[j]))));
      }
    }

    private static void addOne(float[] c, float[] b, float a) {
      for (int j = 0; j < c.length; j++) {
        c[j] = Math.fma(a, b[j], c[j]);
      }
    }
  }
}
