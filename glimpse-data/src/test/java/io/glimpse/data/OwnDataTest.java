package io.glimpse.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.glimpse.image.DecodeOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OwnDataTest {

  @TempDir Path folder;
  private Miniature disk = new Miniature(Path.of(""));

  @BeforeEach
  void begin() {
    disk = new Miniature(folder);
  }

  @Test
  void foldersAreClassesAndAreSplitByTheRule() throws IOException {
    for (int i = 0; i < 10; i++) {
      disk.pictures("mine/wing nut", i + ".png").pictures("mine/bolt", i + ".png");
    }

    Dataset dataset = Datasets.open("mine", folder);

    assertThat(dataset.classes().names()).containsExactly("bolt", "wing nut");
    assertThat(dataset.counts()).isEqualTo(new Counts(2, 10, 4, 6));
    assertThat(dataset.notes()).containsExactly(OwnTable.DRAWN);
    assertThat(Datasets.open("mine", folder).train()).isEqualTo(dataset.train());
  }

  @Test
  void numbersAreInNumericOrder() throws IOException {
    disk.pictures("mine/10", "a.png").pictures("mine/9", "b.png").pictures("mine/2", "c.png");

    assertThat(Datasets.ofFolder(folder.resolve("mine")).classes().names())
        .containsExactly("2", "9", "10");
  }

  @Test
  void trainAndTestFoldersAreTheSplit() throws IOException {
    disk.pictures("mine/train/bolt", "1.png").pictures("mine/test/nut", "2.png");

    Dataset dataset = Datasets.ofFolder(folder.resolve("mine"));

    assertThat(dataset.train()).containsExactly(new LabelledImage("train/bolt/1.png", 0));
    assertThat(dataset.test()).containsExactly(new LabelledImage("test/nut/2.png", 1));
    assertThat(dataset.origin().kind()).isEqualTo(SplitOrigin.Kind.OFFICIAL);
  }

  @Test
  void aSingleFolderCalledTrainIsAClass() throws IOException {
    disk.pictures("mine/train", "1.png").pictures("mine/ship", "2.png");

    assertThat(Datasets.ofFolder(folder.resolve("mine")).classes().names())
        .containsExactly("ship", "train");
  }

  @Test
  void tableNamesPathsLabelsAndParts() throws IOException {
    disk.text(
        "mine.csv", "path,label,split", "a/1.png,\"nut, hexagonal\",train", "a/2.png,bolt,test");

    Dataset dataset = Datasets.open("mine.csv", folder);

    assertThat(dataset.classes().names()).containsExactly("bolt", "nut, hexagonal");
    assertThat(dataset.train()).containsExactly(new LabelledImage("a/1.png", 1));
    assertThat(dataset.file(dataset.test().get(0))).isEqualTo(folder.resolve("a/2.png"));
  }

  @Test
  void tableWithoutPartsIsSplitByTheRule() throws IOException {
    disk.text("mine.csv", "path,label", "1.png,a", "2.png,a", "3.png,a", "4.png,a");

    Dataset dataset = Datasets.ofTable(folder.resolve("mine.csv"));

    assertThat(dataset.counts()).isEqualTo(new Counts(1, 2, 1, 1));
    assertThat(dataset.notes()).containsExactly(OwnTable.DRAWN);
  }

  @Test
  void tableOfASpreadsheetBeginsWithAMark() throws IOException {
    disk.text("mine.csv", "\ufeffpath,label,split", "1.png,a,train", "2.png,b,test");

    assertThat(Datasets.open("mine.csv", folder).counts()).isEqualTo(new Counts(2, 1, 0, 1));
  }

  @Test
  void picturesInTwoPartsAndNoTestPicturesAreFound() throws IOException {
    disk.pictures(".", "1.png", "2.png", "3.png")
        .text("leak.csv", "path,label,split", "1.png,a,train", "2.png,b,train", "2.png,b,test")
        .text("blind.csv", "path,label,split", "1.png,a,train", "3.png,b,val");

    assertThat(wrong("leak.csv"))
        .containsExactly("pictures in both the training part and the test part: 1, such as 2.png");
    assertThat(wrong("blind.csv")).containsExactly("blind.csv has no test pictures");
  }

  private List<String> wrong(String name) throws IOException {
    Dataset dataset = Datasets.open(name, folder);
    return new DatasetCheck(DecodeOptions.defaults(), true, 1).run(dataset, () -> {}).wrong();
  }

  @Test
  void ownFolderIsNotTakenForAPublishedDataSet() {
    disk.pictures("mine/dtd/a", "1.png").pictures("mine/dtd/b", "2.png");

    assertThatThrownBy(() -> Datasets.open("mine/dtd", folder))
        .hasMessageContaining(
            "has the name of the published data set dtd and would be taken for it");
  }

  @Test
  void badTablesAreRefusedWithTheRow() {
    refused("is no head of a table; put one above it, such as path,label", "1.png,a", "2.png,b");
    refused("row 3 has no label", "path,label", "1.png,a", "2.png,");
    refused("row 2 names '../1.png'", "path,label", "../1.png,a");
    refused("row 2 has the split 'dev'", "path,label,split", "1.png,a,dev");
    refused("1 of its rows have no split", "path,label,split", "1.png,a,train", "2.png,a,");
  }

  private void refused(String message, String... lines) {
    disk.text("bad.csv", lines);
    assertThatThrownBy(() -> Datasets.open("bad.csv", folder))
        .isInstanceOf(DatasetException.class)
        .hasMessageContaining("bad.csv: ")
        .hasMessageContaining(message);
  }

  @Test
  void tablesOfAnySpellingAreRead() throws IOException {
    disk.text("mine.tsv", "\tfile_name\tclass\tsplit", "0\t1.png\ta\ttrain", "1\t2.png\tb\ttest");
    disk.text("mine.csv", "path;label", folder.resolve("1.png") + ";a", "2.png;b");

    assertThat(Datasets.open("mine.tsv", folder).counts()).isEqualTo(new Counts(2, 1, 0, 1));
    assertThat(Datasets.open("mine.csv", folder).test())
        .containsExactly(new LabelledImage("1.png", 0), new LabelledImage("2.png", 1));
    refused("row 3 gives './1.png' the class 'b'", "path,label", "1.png,a", "./1.png,b");
  }

  @Test
  void ownFoldersAreListedAsThoseOfABankAre() throws IOException {
    disk.pictures("mine/bolt", "1.png", "._1.png", ".DS_Store", "Thumbs.db")
        .pictures("mine/bolt/.ipynb_checkpoints", "1-checkpoint.png")
        .pictures("mine/bolt/deep/@eaDir", "2.png")
        .pictures("mine/bolt/deep", "2.png")
        .pictures("mine/@eaDir", "3.png")
        .pictures("elsewhere", "4.png");
    Files.createSymbolicLink(folder.resolve("mine/nut"), folder.resolve("elsewhere"));
    Files.createSymbolicLink(folder.resolve("mine/nut/loop"), folder.resolve("mine"));

    Dataset dataset = Datasets.open("mine", folder);

    assertThat(dataset.classes().names()).containsExactly("bolt", "nut");
    assertThat(dataset.counts().pictures()).isEqualTo(3);
    assertThat(dataset.notes())
        .hasSize(3)
        .anyMatch(note -> note.contains(": 6 files and folders are taken for a system's own"))
        .anyMatch(note -> note.contains("nut/loop leads to a folder that is listed already"));
    assertThat(dataset.origin().kind()).isEqualTo(SplitOrigin.Kind.DRAWN);
  }
}
