package io.glimpse.featurefile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.glimpse.featurefile.EncodedRows.RowFile;
import io.glimpse.file.AtomicFile;
import io.glimpse.matrix.Matrix;
import io.glimpse.tensor.NpyFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Pictures of two tokens of three values; the value tells picture, token and column. */
class EncodedRowsTest {

  private static final byte[] KEY = {1, 2, 3, 4};

  @TempDir Path folder;

  private Path out;
  private Path tokens;

  @BeforeEach
  void nameTheFiles() {
    out = folder.resolve("f.npy");
    tokens = folder.resolve("t.npy");
  }

  @Test
  void aLaterRunGoesOnBehindWhatIsThere() throws IOException {
    try (EncodedRows rows = open(KEY, 1)) {
      rows.add(picture(0));
      rows.addFailure("b.jpg: no picture");
      rows.add(picture(2));
    }
    assertThat(out).doesNotExist();

    try (EncodedRows rows = open(KEY, 1)) {
      assertThat(rows.done()).isEqualTo(3);
      assertThat(rows.failure(1)).isEqualTo("b.jpg: no picture");
      rows.add(picture(3));
      rows.commit();
    }

    assertThat(NpyFile.readMatrix(out).data())
        .containsExactly(0, 1, 2, 200, 201, 202, 300, 301, 302);
    try (NpyFile all = NpyFile.open(tokens)) {
      assertThat(all.shape()).containsExactly(3, 2, 3);
      assertThat(all.readAll()).startsWith(0, 1, 2, 10, 11, 12, 200).endsWith(310, 311, 312);
    }
    try (Stream<Path> left = Files.list(folder)) {
      assertThat(left).containsExactlyInAnyOrder(out, tokens);
    }
  }

  @Test
  void itsUnfinishedFilesAreThoseThatAreThereUntilItIsWhole() throws IOException {
    try (EncodedRows rows = open(KEY, 1)) {
      rows.addFailure("one");
    }
    try (EncodedRows rows = open(KEY, 1)) {
      try (Stream<Path> files = Files.list(out.getParent())) {
        assertThat(files).containsExactlyInAnyOrderElementsOf(rows.unfinished());
      }
      rows.discard();
      assertThat(rows.unfinished()).noneMatch(Files::exists);
    }
  }

  @Test
  void onlyWholeGroupsOfInputsAreTakenUp() throws IOException {
    try (EncodedRows rows = open(KEY, 4)) {
      for (int i = 0; i < 7; i++) {
        rows.add(picture(i));
      }
    }

    try (EncodedRows rows = open(KEY, 4)) {
      assertThat(rows.done()).isEqualTo(4);
    }
  }

  @Test
  void anotherKeyStartsFromNothing() throws IOException {
    try (EncodedRows rows = open(KEY, 1)) {
      rows.add(picture(0));
    }

    try (EncodedRows rows = open(new byte[] {1, 2, 3, 5}, 1)) {
      assertThat(rows.done()).isZero();
      rows.add(picture(7));
      rows.commit();
    }

    assertThat(NpyFile.readMatrix(out).data()).containsExactly(700, 701, 702);
  }

  @Test
  void aJournalOfWhichAnyTailIsTornGivesTheWholeEntriesBeforeIt() throws IOException {
    Path journal = Path.of(AtomicFile.partOf(out) + ".journal");
    try (EncodedRows rows = open(KEY, 1)) {
      rows.add(picture(0));
      rows.addFailure("b.jpg: no picture");
      rows.add(picture(2));
    }
    byte[] whole = Files.readAllBytes(journal);
    int last = whole.length;
    for (int length = whole.length; length >= 0; length--) {
      Files.write(journal, Arrays.copyOf(whole, length));
      try (EncodedRows rows = open(KEY, 1)) {
        assertThat(rows.done()).as("cut to %d bytes", length).isLessThanOrEqualTo(last);
        last = rows.done();
        assertThat(rows.done()).isEqualTo(length == whole.length ? 3 : last);
      }
    }
    assertThat(last).isZero();
  }

  @Test
  void aRowThatWasNotStoredAsTheJournalSaysIsDoneAgain() throws IOException {
    try (EncodedRows rows = open(KEY, 1)) {
      rows.add(picture(0));
      rows.add(picture(1));
      rows.add(picture(2));
    }
    Path part = AtomicFile.partOf(tokens);
    try (FileChannel channel = FileChannel.open(part, StandardOpenOption.WRITE)) {
      channel.write(ByteBuffer.wrap(new byte[] {9}), channel.size() - 25);
    }

    try (EncodedRows rows = open(KEY, 1)) {
      assertThat(rows.done()).isEqualTo(1);
    }
  }

  @Test
  void aPictureHasARowInEveryFile() throws IOException {
    try (EncodedRows rows = open(KEY, 1)) {
      assertThatThrownBy(() -> rows.add(picture(0).subList(0, 1)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("1 rows cannot go to 2 files");
    }
  }

  @Test
  void twoRunsCannotWriteOneFile() throws IOException {
    try (EncodedRows rows = open(KEY, 1)) {
      assertThatThrownBy(() -> open(KEY, 1))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("f.npy")
          .hasMessageContaining("another process");
      assertThat(rows.done()).isZero();
    }
  }

  private EncodedRows open(byte[] key, int together) throws IOException {
    return EncodedRows.open(
        List.of(new RowFile(out, List.of(3)), new RowFile(tokens, List.of(2, 3))), key, together);
  }

  /** The rows of its first token, and of both. */
  private static List<Matrix> picture(int index) {
    float[] values = new float[6];
    for (int i = 0; i < 6; i++) {
      values[i] = 100 * index + 10 * (i / 3) + i % 3;
    }
    Matrix both = Matrix.wrap(values, 2, 3);
    return List.of(both.rows(0, 1), both);
  }
}
