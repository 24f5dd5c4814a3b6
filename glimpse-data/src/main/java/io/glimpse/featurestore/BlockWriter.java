package io.glimpse.featurestore;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.glimpse.feature.FeatureBatch;
import io.glimpse.file.AtomicFile;
import io.glimpse.file.Sha256;
import io.glimpse.matrix.Matrix;
import io.glimpse.tensor.NpyWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Gathers encoded pictures and writes them out whenever a block is full; a kill loses what is not
 * yet written, and nothing else.
 */
final class BlockWriter {

  private static final int MOST_ROWS = 256;

  /** Of tokens in memory before they are written out. */
  private static final long MOST_BYTES = 64L << 20;

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path folder;
  private final boolean tokens;
  private final int views;
  private final StoreStamp stamp;
  private final int rowsPerBlock;
  private final List<BlockInfo.Row> rows = new ArrayList<>();
  private final List<Matrix> features = new ArrayList<>();
  private int next;

  /**
   * @param first number of the first block
   * @param tokens whether spatial tokens are kept
   */
  BlockWriter(Path folder, int first, StoreStamp stamp, ViewSpec views, boolean tokens) {
    this.folder = folder;
    this.next = first;
    this.stamp = stamp;
    this.views = views.count();
    this.tokens = tokens;
    long each = 4L * stamp.dimension() * (tokens ? stamp.tokensPerImage() : 1);
    long fit = Math.max(1, MOST_BYTES / (each * this.views));
    this.rowsPerBlock = (int) Math.min(Math.max(1, MOST_ROWS / this.views), fit);
  }

  /** Takes a picture's features; writes a block if that fills it. */
  void add(BlockInfo.Row row, List<FeatureBatch> ofViews) throws IOException {
    rows.add(row);
    for (FeatureBatch view : ofViews) {
      Matrix kept = tokens ? view.tokens() : view.globals();
      features.add(kept.copy());
    }
    if (rows.size() == rowsPerBlock) {
      flush();
    }
  }

  /** Writes what was gathered. */
  void flush() throws IOException {
    if (rows.isEmpty()) {
      return;
    }
    Path stem = folder.resolve(String.format("%06d", next));
    String global = writeGlobals(Block.globalFile(stem));
    String all = tokens ? writeTokens(Block.tokenFile(stem)) : null;
    byte[] json = json(new BlockInfo(rows, global, all));
    AtomicFile.write(Block.infoFile(stem), out -> out.write(json));
    rows.clear();
    features.clear();
    next++;
  }

  private static byte[] json(BlockInfo info) throws IOException {
    return JSON.writeValueAsBytes(info);
  }

  private String writeGlobals(Path file) throws IOException {
    try (NpyWriter writer = NpyWriter.float32(file, views, stamp.dimension())) {
      for (Matrix picture : features) {
        writer.write(picture.data(), picture.start(0), stamp.dimension());
      }
      writer.commit();
    }
    return Sha256.of(file);
  }

  private @Nullable String writeTokens(Path file) throws IOException {
    try (NpyWriter writer =
        NpyWriter.float32(file, views, stamp.tokensPerImage(), stamp.dimension())) {
      for (Matrix picture : features) {
        writer.write(picture.data(), picture.start(0), picture.rows() * picture.columns());
      }
      writer.commit();
    }
    return Sha256.of(file);
  }
}
