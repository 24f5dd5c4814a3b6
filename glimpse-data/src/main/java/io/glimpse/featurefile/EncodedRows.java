package io.glimpse.featurefile;

import io.glimpse.feature.FeatureBatch;
import io.glimpse.featurefile.RowJournal.Entry;
import io.glimpse.file.AtomicFile;
import io.glimpse.matrix.Matrix;
import io.glimpse.tensor.NpyPart;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The files of a run that encodes pictures, which a later run of the same inputs can take up where
 * this one was interrupted.
 *
 * <p>Rows go to their files first and to the journal then, so that a row of the journal is a whole
 * row; on the way back its checksums are compared all the same, since a machine may lose power. The
 * rows are never all in memory.
 */
public final class EncodedRows implements AutoCloseable {

  private final List<NpyPart> parts;
  private final RowJournal journal;
  private final boolean withTokens;
  private final List<Path> unfinished;

  private EncodedRows(
      List<NpyPart> parts, RowJournal journal, boolean withTokens, List<Path> unfinished) {
    this.parts = parts;
    this.journal = journal;
    this.withTokens = withTokens;
    this.unfinished = List.copyOf(unfinished);
  }

  /**
   * Opens the unfinished files of a run, or starts them.
   *
   * @param tokens the file of all tokens; null for none
   * @param perImage number of tokens
   * @param key of inputs, encoder and options: what an earlier run left counts only if it was the
   *     same
   * @param together inputs whose features were computed in one go; earlier rows are taken up in
   *     multiples of it, so that all features are the same to the bit as without an interruption
   */
  public static EncodedRows open(
      Path out, @Nullable Path tokens, int perImage, int dimension, byte[] key, int together)
      throws IOException {
    List<NpyPart> parts = new ArrayList<>();
    List<Path> unfinished = new ArrayList<>();
    try {
      parts.add(NpyPart.open(out, dimension));
      if (tokens != null) {
        parts.add(NpyPart.open(tokens, perImage, dimension));
      }
      Path journal = Path.of(AtomicFile.partOf(out) + ".journal");
      unfinished.addAll(List.of(AtomicFile.partOf(out), journal));
      if (tokens != null) {
        unfinished.add(AtomicFile.partOf(tokens));
      }
      EncodedRows rows =
          new EncodedRows(parts, RowJournal.open(journal, key), tokens != null, unfinished);
      rows.takeUp(together);
      return rows;
    } catch (IOException | RuntimeException e) {
      for (NpyPart part : parts) {
        part.close();
      }
      for (Path file : unfinished) {
        // With nothing in it, it is of no use to a later run.
        if (Files.exists(file) && Files.size(file) == 0) {
          Files.delete(file);
        }
      }
      throw e;
    }
  }

  private void takeUp(int together) throws IOException {
    int whole = 0;
    long row = 0;
    for (Entry entry : journal.entries()) {
      if (entry.failure() == null) {
        if (!isThere(entry, row)) {
          break;
        }
        row++;
      }
      whole++;
    }
    journal.keep(whole / together * together);
    long rows = count();
    for (NpyPart part : parts) {
      part.keep(rows);
    }
  }

  private boolean isThere(Entry entry, long row) throws IOException {
    if (entry.checksums().size() != parts.size()) {
      return false;
    }
    for (int i = 0; i < parts.size(); i++) {
      if (row >= parts.get(i).rows() || parts.get(i).checksum(row) != entry.checksums().get(i)) {
        return false;
      }
    }
    return true;
  }

  /** The files in which it is until it is whole. */
  public List<Path> unfinished() {
    return unfinished;
  }

  /** How many inputs are done, with a row or without. */
  public int done() {
    return journal.entries().size();
  }

  /** Why an input that is done has no row; null if it has one. */
  public @Nullable String failure(int input) {
    return journal.entries().get(input).failure();
  }

  /** How many rows there are so far. */
  public long count() {
    return journal.entries().stream().filter(entry -> entry.failure() == null).count();
  }

  /** Appends the rows of the next input, which is one picture. */
  public void add(FeatureBatch features) throws IOException {
    Matrix all = features.tokens().isContiguous() ? features.tokens() : features.tokens().copy();
    List<Integer> checksums = new ArrayList<>();
    // Token 0 is the global one.
    checksums.add(parts.get(0).append(all.data(), all.start(0)));
    if (withTokens) {
      checksums.add(parts.get(1).append(all.data(), all.start(0)));
    }
    journal.add(Entry.row(checksums));
  }

  /** The next input has no row, for this reason. */
  public void addFailure(String message) throws IOException {
    journal.add(Entry.failed(message));
  }

  /** Puts the files at their places and forgets the journal. */
  public void commit() throws IOException {
    // The global features come last: who waits for them finds the tokens beside them.
    for (int i = parts.size() - 1; i >= 0; i--) {
      parts.get(i).commit();
    }
    journal.discard();
  }

  /** Deletes all that was written, by earlier runs too. */
  public void discard() throws IOException {
    journal.discard();
    for (NpyPart part : parts) {
      part.discard();
    }
  }

  /** Leaves what was written to a later run, unless it was committed or discarded. */
  @Override
  public void close() throws IOException {
    journal.close();
    for (NpyPart part : parts) {
      part.close();
    }
  }
}
