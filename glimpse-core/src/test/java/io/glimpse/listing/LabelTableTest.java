package io.glimpse.listing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.glimpse.file.InputException;
import io.glimpse.file.Remediable;
import io.glimpse.file.Remedy;
import io.glimpse.file.TableLayout;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LabelTableTest {

  @TempDir Path folder;

  @BeforeEach
  void pictures() throws IOException {
    Files.createDirectories(folder.resolve("a"));
    for (String name : List.of("1.jpg", "2.jpg", "3, three.jpg", "a/4.jpg")) {
      Files.createFile(folder.resolve(name));
    }
  }

  private Path write(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }

  /** The files of every class, by their paths below the folder. */
  private Map<String, List<Path>> classes(String name, String text) throws IOException {
    return LabelTable.read(write(name, text), TableLayout.usual()).byClass();
  }

  private List<Path> files(String... names) {
    return List.of(names).stream().map(folder::resolve).toList();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "path,label\n1.jpg,dog\na/4.jpg,cat\n2.jpg,dog\n",
        "\ufeffpath;label\r\n1.jpg;dog\r\na/4.jpg;cat\r\n2.jpg;dog\r\n",
        "path\tlabel\n1.jpg\tdog\na/4.jpg\tcat\n2.jpg\tdog",
        "path|label\n1.jpg|dog\na/4.jpg|cat\n2.jpg|dog",
        "sep=;\nlabel;path\ndog;1.jpg\ncat;a/4.jpg\ndog;2.jpg",
        ",filename,class\n0,1.jpg,dog\n1,a/4.jpg,cat\n2,2.jpg,dog",
        "Image Path,Category\n1.jpg, dog\na/4.jpg,cat \n2.jpg,dog",
        "\"path\",\"label\"\n\"1.jpg\",\"dog\"\n\"a/4.jpg\",\"cat\"\n\"2.jpg\",dog",
        "\npath,label\n\n1.jpg,dog\na/4.jpg,cat,\n,\n2.jpg,dog\n\n",
        "path,label\n1.jpg,dog\na\\4.jpg,cat\n2.jpg,dog\n",
        "{\"path\":\"1.jpg\",\"label\":\"dog\"}\n\n{\"label\":\"cat\",\"path\":\"a/4.jpg\"}\n"
            + "{\"path\":\"2.jpg\",\"extra\":7,\"label\":\"dog\"}",
        "[{\"file_name\":\"1.jpg\",\"label\":\"dog\"},{\"file_name\":\"a/4.jpg\",\"label\":\"cat\"},\n"
            + "{\"file_name\":\"2.jpg\",\"label\":\"dog\"}]"
      })
  void whateverProgramWroteItTheClassesComeByName(String text) throws IOException {
    Map<String, List<Path>> classes = classes("list.csv", text);

    assertThat(classes.keySet()).containsExactly("cat", "dog");
    assertThat(classes.get("dog")).isEqualTo(files("1.jpg", "2.jpg"));
    assertThat(classes.get("cat")).isEqualTo(files("a/4.jpg"));
  }

  @Test
  void unicodeTextOfASpreadsheetIsRead() throws IOException {
    Path table = folder.resolve("list.txt");
    Files.write(table, "\ufeffpath\tlabel\r\n1.jpg\tTür\r\n".getBytes(StandardCharsets.UTF_16LE));

    assertThat(LabelTable.read(table, TableLayout.usual()).byClass()).containsOnlyKeys("Tür");
  }

  @Test
  void quotesKeepCommasAndLineBreaksInNames() throws IOException {
    assertThat(classes("l.csv", "path,label\n\"3, three.jpg\",\"nut, \"\"hex\"\"\"\n"))
        .isEqualTo(Map.of("nut, \"hex\"", files("3, three.jpg")));
  }

  @Test
  void absolutePathsAreTakenAsTheyAre() throws IOException {
    Path list = Files.createDirectory(folder.resolve("lists")).resolve("l.csv");
    Files.writeString(list, "path,label\n" + folder.resolve("1.jpg") + ",dog\n");

    assertThat(LabelTable.read(list, TableLayout.usual()).byClass().get("dog"))
        .isEqualTo(files("1.jpg"));
  }

  @Test
  void pathsAreBelowTheFolderThatIsNamed() throws IOException {
    Path list = Files.createDirectory(folder.resolve("lists")).resolve("l.csv");
    Files.writeString(list, "path,label\n1.jpg,dog\ngone.jpg,dog\n");
    TableLayout layout = new TableLayout(null, null, folder);

    assertThat(LabelTable.read(list, layout).byClass().get("dog"))
        .isEqualTo(files("1.jpg", "gone.jpg"));
  }

  @Test
  void whereNothingIsThereItSaysWhereItLooked() throws IOException {
    Path list = Files.createDirectory(folder.resolve("lists")).resolve("l.csv");
    Files.writeString(list, "path,label\n1.jpg,dog\n2.jpg,cat\n");

    assertThatThrownBy(() -> LabelTable.read(list, TableLayout.usual()).byClass())
        .hasMessage(
            list
                + ": none of its 2 files is there, the first of them looked for as "
                + list.resolveSibling("2.jpg").resolveSibling("1.jpg")
                + "; name the folder that its paths are below")
        .extracting(e -> ((Remediable) e).remedy())
        .isEqualTo(new Remedy(Remedy.Kind.NAME_ROOT, ""));
  }

  @Test
  void aSampleHasItsClassesInTheOrderOfTheirNumbersAndNamesItsFolder() throws IOException {
    String sample =
        """
        {
          "dataset" : "d", "shots" : 1, "seed" : 2, "folder" : "%s",
          "items" : [ {"path" : "a/4.jpg", "label" : 1, "class" : "ant"},
                      {"path" : "1.jpg", "label" : 0, "class" : "zebra"} ]
        }
        """
            .formatted(folder);
    Path list = Files.createDirectory(folder.resolve("lists")).resolve("l.json");
    Files.writeString(list, sample);

    LabelTable table = LabelTable.read(list, TableLayout.usual());

    assertThat(table.classes()).containsExactly("zebra", "ant");
    assertThat(table.byClass().get("ant")).isEqualTo(files("a/4.jpg"));
  }

  @Test
  void theFolderOfASampleIsFoundBelowTheRootOfAllDataSets() throws IOException {
    Path list =
        write(
            "l.json",
            "{\"folder\":\"/gone/data/caltech/pictures\",\n\"items\":["
                + "{\"path\":\"4.jpg\",\"label\":0,\"class\":\"ant\"}]}");
    Path pictures = Files.createDirectories(folder.resolve("data/caltech/pictures"));
    Files.createFile(pictures.resolve("4.jpg"));

    for (String root : List.of("data", "data/caltech", "data/caltech/pictures")) {
      TableLayout layout = new TableLayout(null, null, folder.resolve(root));
      assertThat(LabelTable.read(list, layout).byClass().get("ant"))
          .containsExactly(pictures.resolve("4.jpg"));
    }
    assertThatThrownBy(() -> LabelTable.read(list, TableLayout.usual()).byClass())
        .hasMessageContaining("looked for as " + folder.resolve("4.jpg"));
  }

  @Test
  void numbersWithoutNamesAreNames() throws IOException {
    assertThat(classes("l.csv", "path,label\n1.jpg,10\n2.jpg,9")).containsOnlyKeys("10", "9");
    assertThatThrownBy(
            () -> classes("l.csv", "path,label,class\n1.jpg,1,a\n2.jpg,1,b\na/4.jpg,2,c"))
        .hasMessageEndingWith("l.csv: row 3 calls class 1 'b', others call it 'a'");
  }

  @Test
  void classesOfOneNameAreToldApartByTheirNumbers() throws IOException {
    LabelTable table =
        LabelTable.read(
            write("l.csv", "path,label,class\n1.jpg,744,missile\n2.jpg,657,missile\na/4.jpg,7,ant"),
            TableLayout.usual());

    assertThat(table.classes()).containsExactly("ant", "missile (657)", "missile (744)");
    assertThat(table.byClass().get("missile (744)")).isEqualTo(files("1.jpg"));
    assertThat(table.notes())
        .singleElement()
        .asString()
        .endsWith("several classes have one name and are called by their numbers, too: missile");
  }

  @Test
  void headsOfAnyNameAreFoundByTheirNames() throws IOException {
    Path list = write("l.csv", "id;where is it;Species\n1;1.jpg;dog\n");

    assertThat(LabelTable.read(list, new TableLayout("where is it", "species", null)).byClass())
        .containsOnlyKeys("dog");
    assertThatThrownBy(() -> LabelTable.read(list, new TableLayout("where", null, null)))
        .hasMessageEndingWith(
            "l.csv: there is no column 'where'; there are 'id', 'where is it', 'Species'");
    assertThatThrownBy(() -> LabelTable.read(list, TableLayout.usual()))
        .hasMessageEndingWith(
            "none of its columns, 'id', 'where is it', 'Species', is known to hold paths; call it"
                + " 'path', or say which it is");
  }

  @Test
  void aFileWithTwoClassesIsRefusedAndOneThatComesAgainIsNoted() throws IOException {
    assertThatThrownBy(() -> classes("l.csv", "path,label\n1.jpg,dog\n2.jpg,cat\n./1.jpg,cat\n"))
        .hasMessageEndingWith(
            "l.csv: row 4 gives './1.jpg' the class 'cat', but row 2 gave it 'dog'; leave one of"
                + " them out");
    LabelTable table =
        LabelTable.read(
            write("l.csv", "path,label\n1.jpg,dog\n2.jpg,cat\na/../1.jpg,dog\n"),
            TableLayout.usual());

    assertThat(table.byClass().get("dog")).hasSize(1);
    assertThat(table.notes())
        .singleElement()
        .asString()
        .endsWith("1 row names a file that came before, which is used once: a/../1.jpg");
  }

  @Test
  void badTablesAreRefusedWithTheRow() throws IOException {
    refused("its first line, '1.jpg,dog', is no head of a table; put one above it", "1.jpg,dog");
    refused("row 3 has no label", "path,label\n1.jpg,dog\n2.jpg,");
    refused("row 3 has no label", "path,label\n1.jpg,dog\n2.jpg");
    refused("row 2 has no path", "path,label\n ,dog");
    refused("row 2 has 3 values for 2 columns", "path,label\n1.jpg,nut, hexagonal");
    refused("row 3 is not as CSV has it", "path,label\n1.jpg,dog\n2.jpg,\"cat\n");
    refused("it lists no files", "path,label\n");
    refused("it lists no files", "[]".replace("[]", "path,label"));
    refused("row 2 names '1\0.jpg', which cannot be a path", "path,label\n1\0.jpg,dog");
    refused("line 2 is no JSON object", "{\"path\":\"1.jpg\",\"label\":\"a\"}\n{\"path\":");
    refused("this is not JSON from line 2 on", "[\n{\"path\":]");
    refused("it holds no list 'items'", "{\n\"train\": []}");
    refused("items 1 is no JSON object", "{\n\"items\": [7]}");
    Files.write(folder.resolve("bad.csv"), new byte[] {'p', (byte) 0xe9, ',', '\n'});
    assertThatThrownBy(() -> LabelTable.read(folder.resolve("bad.csv"), TableLayout.usual()))
        .hasMessageContaining("this is no table in UTF-8 text; if it is one, save it as such");
  }

  private void refused(String message, String text) {
    assertThatThrownBy(() -> classes("bad.csv", text))
        .isInstanceOf(InputException.class)
        .hasMessageContaining(folder.resolve("bad.csv") + ": ")
        .hasMessageContaining(message);
  }

  @Test
  void aListOfPointsIsNoTable() throws IOException {
    assertThat(LabelTable.isTable(write("p.csv", "x,y,z\n1,2,3\n"))).isFalse();
    assertThat(LabelTable.isTable(write("q.csv", "# points\n0.5;-1e-3;7\n"))).isFalse();
    assertThat(LabelTable.isTable(write("t.csv", "path,label\n1,2\n"))).isTrue();
    assertThat(LabelTable.isTable(write("h.csv", "1.jpg,dog\n"))).isTrue();
    assertThat(LabelTable.isTable(write("t.jsonl", "{}"))).isTrue();
    assertThat(LabelTable.isTable(write("photo.json", "\0JFIF"))).isFalse();
    assertThat(LabelTable.isTable(folder.resolve("1.jpg"))).isFalse();
    assertThat(LabelTable.isTable(folder.resolve("none.csv"))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\n\n", "[]"})
  void whatIsEmptyIsToldSo(String text) throws IOException {
    Path table = write("empty.csv", text);

    assertThatThrownBy(() -> LabelTable.read(table, TableLayout.usual()))
        .isInstanceOf(InputException.class)
        .hasMessageEndingWith(
            "empty.csv: there is nothing in it: neither heads, such as path and label, nor a row");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void jsonThatIsNestedBeyondReasonIsNotSaidToBeCutOff(int line) throws IOException {
    String good = "{\"path\":\"1.jpg\",\"label\":\"dog\"}\n";
    String deep =
        "{\"path\":\"2.jpg\",\"label\":\"cat\",\"x\":" + "[".repeat(900) + "]".repeat(900) + "}\n";
    Path table = write("deep.jsonl", good.repeat(line - 1) + deep);

    assertThatThrownBy(() -> LabelTable.read(table, TableLayout.usual()))
        .isInstanceOf(InputException.class)
        .hasMessageEndingWith(
            "deep.jsonl: in line "
                + line
                + " a text, a number or a nesting there is beyond all reason");
  }
}
