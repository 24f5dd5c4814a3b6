package io.glimpse.featurefile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.glimpse.file.InputException;
import io.glimpse.matrix.Matrix;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RowPathsTest {

  private static final byte[] KEY = {1, 2, 3, 4};

  @TempDir Path folder;

  private Path out;

  @BeforeEach
  void nameTheFile() {
    out = folder.resolve("f.npy");
  }

  private EncodedRows open() throws IOException {
    return EncodedRows.open(List.of(new EncodedRows.RowFile(out, List.of(2))), KEY, 1);
  }

  private static List<Matrix> picture() {
    return List.of(Matrix.of(new float[] {1, 0}));
  }

  @Test
  void aRunThatWasTakenUpListsTheRowsOfBothParts() throws IOException {
    List<String> inputs = List.of("a.jpg", "b.jpg", "c\n\"c\".jpg", "d.jpg", "e.jpg");
    try (EncodedRows rows = open()) {
      rows.add(picture());
      rows.addFailure("b.jpg: no picture");
    }
    try (EncodedRows rows = open()) {
      rows.add(picture());
      rows.addFailure("d.jpg: no picture");
      rows.add(picture());
      rows.commit();

      RowPaths.write(out, inputs, input -> rows.failure(input) == null);
    }

    assertThat(folder.resolve("f.npy.rows.jsonl"))
        .hasContent(
            """
            {"row":0,"input":0,"path":"a.jpg"}
            {"row":1,"input":2,"path":"c\\n\\"c\\".jpg"}
            {"row":2,"input":4,"path":"e.jpg"}
            """);
    RowPaths.requireOwn(out);
    RowPaths.forgetOld(out);
    assertThat(RowPaths.beside(out)).doesNotExist();
  }

  @Test
  void anotherFileOfThatNameIsRefused() throws IOException {
    for (String text : List.of("{\"mine\":1}\n", "no json", "[")) {
      Files.writeString(RowPaths.beside(out), text);
      assertThatThrownBy(() -> RowPaths.requireOwn(out)).isInstanceOf(InputException.class);
    }
    Files.write(RowPaths.beside(out), new byte[] {(byte) 0xff, (byte) 0xfe});
    assertThatThrownBy(() -> RowPaths.requireOwn(out)).isInstanceOf(InputException.class);
  }
}
