package io.glimpse.matrix;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Many rows in blocks, as a snapshot that never changes; a changed copy shares the blocks.
 *
 * <p>Adding a row costs the row and a list of blocks, however many rows there are: the last block
 * has spare room, and the newest snapshot writes there, beyond what older ones look at. Taking a
 * row away copies one block.
 */
public final class Rows {

  /** Rows of a full block. */
  static final int BLOCK = 1024;

  private final int columns;
  private final int size;
  private final List<Block> blocks;

  private Rows(int columns, List<Block> blocks) {
    this.columns = columns;
    this.blocks = blocks;
    this.size = blocks.stream().mapToInt(b -> b.count).sum();
  }

  /** No rows yet. */
  public static Rows empty(int columns) {
    return new Rows(columns, List.of());
  }

  /** A copy of a matrix. */
  public static Rows of(Matrix matrix) {
    return empty(matrix.columns()).with(matrix);
  }

  public int size() {
    return size;
  }

  public int columns() {
    return columns;
  }

  /** These rows and those of {@code more} behind them, copied. */
  public Rows with(Matrix more) {
    if (more.columns() != columns) {
      throw new IllegalArgumentException(
          "rows of " + more.columns() + " values do not join rows of " + columns);
    }
    List<Block> longer = new ArrayList<>(blocks);
    int done = 0;
    while (done < more.rows()) {
      Block last = longer.isEmpty() ? null : longer.get(longer.size() - 1);
      if (last == null || last.count == BLOCK) {
        last = new Block(columns, more.rows() - done);
      } else {
        longer.remove(longer.size() - 1);
      }
      int take = Math.min(BLOCK - last.count, more.rows() - done);
      longer.add(last.with(more.rows(done, done + take)));
      done += take;
    }
    return new Rows(columns, longer);
  }

  /** These rows without one; those behind it move up. */
  public Rows without(int row) {
    Objects.checkIndex(row, size);
    List<Block> rest = new ArrayList<>(blocks);
    int first = 0;
    for (int b = 0; ; b++) {
      Block block = blocks.get(b);
      if (row < first + block.count) {
        Block shorter = block.without(row - first);
        if (shorter.count == 0) {
          rest.remove(b);
        } else {
          rest.set(b, shorter);
        }
        return new Rows(columns, rest);
      }
      first += block.count;
    }
  }

  /** A copy in one piece, n x d. */
  public Matrix toMatrix() {
    Matrix all = new Matrix(size, columns);
    int at = 0;
    for (Block block : blocks) {
      System.arraycopy(block.data, 0, all.data(), at * columns, block.count * columns);
      at += block.count;
    }
    return all;
  }

  /** Number of blocks; block i holds the rows behind those of block i - 1. */
  public int blockCount() {
    return blocks.size();
  }

  /** The row that a block begins with. */
  public int firstOf(int block) {
    int first = 0;
    for (int i = 0; i < block; i++) {
      first += blocks.get(i).count;
    }
    return first;
  }

  /** The rows of a block; a window that must not be written to. */
  public Matrix block(int i) {
    return blocks.get(i).matrix();
  }

  /** The rows of a block as the right-hand side of products, prepared once for all snapshots. */
  public Gemm.Prepared transposed(int i) {
    return blocks.get(i).transposed();
  }

  /** The first {@link #count} rows of an array that others may share and extend. */
  private static final class Block {
    private final float[] data;
    private final int columns;
    private final int count;

    /** Rows that any snapshot uses; whoever moves it on owns the room behind it. */
    private final AtomicInteger used;

    private volatile Gemm.@Nullable Prepared prepared;

    /** An empty block with room for {@code wanted} rows, and for a few more. */
    Block(int columns, int wanted) {
      this(new float[Math.min(BLOCK, Math.max(16, wanted)) * columns], columns, 0, 0);
    }

    private Block(float[] data, int columns, int count, int used) {
      this(data, columns, count, new AtomicInteger(used));
    }

    private Block(float[] data, int columns, int count, AtomicInteger used) {
      this.data = data;
      this.columns = columns;
      this.count = count;
      this.used = used;
    }

    Block with(Matrix more) {
      int total = count + more.rows();
      Block longer;
      if (total * columns <= data.length && used.compareAndSet(count, total)) {
        longer = new Block(data, columns, total, used);
      } else {
        int room = Math.min(BLOCK, Math.max(total, 2 * count));
        longer = new Block(Arrays.copyOf(trimmed(), room * columns), columns, total, total);
      }
      for (int i = 0; i < more.rows(); i++) {
        System.arraycopy(more.data(), more.start(i), longer.data, (count + i) * columns, columns);
      }
      return longer;
    }

    private float[] trimmed() {
      return data.length == count * columns ? data : Arrays.copyOf(data, count * columns);
    }

    Block without(int row) {
      float[] rest = new float[(count - 1) * columns];
      System.arraycopy(data, 0, rest, 0, row * columns);
      System.arraycopy(data, (row + 1) * columns, rest, row * columns, (count - 1 - row) * columns);
      return new Block(rest, columns, count - 1, count - 1);
    }

    Matrix matrix() {
      return Matrix.wrap(data, 0, count, columns, columns);
    }

    Gemm.Prepared transposed() {
      Gemm.Prepared ready = prepared;
      if (ready == null) {
        ready = Gemm.best().transposed(matrix());
        prepared = ready;
      }
      return ready;
    }
  }
}
