package io.glimpse.featurefile;

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
  private final List<Path> unfinished;

  /**
   * A file with a row of every picture.
   *
   * @param file where it will be
   * @param shape of a row, without the pictures' axis
   */
  public record RowFile(Path file, List<Integer> shape) {

    /** Checks it. */
    public RowFile {
      shape = List.copyOf(shape);
    }
  }

  private EncodedRows(List<NpyPart> parts, RowJournal journal, List<Path> unfinished) {
    this.parts = parts;
    this.journal = journal;
    this.unfinished = List.copyOf(unfinished);
  }

  /**
   * Opens the unfinished files of a run, or starts them.
   *
   * @param files at least one; the first is put at its place last, so that who waits for it finds
   *     the others beside it
   * @param key of inputs, encoder and options: what an earlier run left counts only if it was the
   *     same
   * @param together inputs whose features were computed in one go; earlier rows are taken up in
   *     multiples of it, so that all features are the same to the bit as without an interruption
   */
  public static EncodedRows open(List<RowFile> files, byte[] key, int together) throws IOException {
    List<NpyPart> parts = new ArrayList<>();
    List<Path> unfinished = new ArrayList<>();
    try {
      for (RowFile file : files) {
        int[] shape = file.shape().stream().mapToInt(Integer::intValue).toArray();
        parts.add(NpyPart.open(file.file(), shape));
      }
      Path journal = Path.of(AtomicFile.partOf(files.get(0).file()) + ".journal");
      unfinished.add(AtomicFile.partOf(files.get(0).file()));
      unfinished.add(journal);
      for (RowFile file : files.subList(1, files.size())) {
        unfinished.add(AtomicFile.partOf(file.file()));
      }
      EncodedRows rows = new EncodedRows(parts, RowJournal.open(journal, key), unfinished);
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

  /**
   * Appends the rows of the next input, which is one picture.
   *
   * @param rows a matrix for every file, of as many values as a row of it has
   */
  public void add(List<Matrix> rows) throws IOException {
    if (rows.size() != parts.size()) {
      throw new IllegalArgumentException(
          rows.size() + " rows cannot go to " + parts.size() + " files");
    }
    List<Integer> checksums = new ArrayList<>();
    for (int i = 0; i < rows.size(); i++) {
      Matrix row = rows.get(i).isContiguous() ? rows.get(i) : rows.get(i).copy();
      checksums.add(parts.get(i).append(row.data(), row.start(0)));
    }
    journal.add(Entry.row(checksums));
  }

  /** The next input has no row, for this reason. */
  public void addFailure(String message) throws IOException {
    journal.add(Entry.failed(message));
  }

  /** Puts the files at their places and forgets the journal. */
  public void commit() throws IOException {
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
