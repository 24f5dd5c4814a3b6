package io.glimpse.sorting;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClassFoldersTest {

  @ParameterizedTest
  @ValueSource(
      strings = {"cat", "snow leopard", "Émeu", "ネコ", "#1", "_x", "com", "a.b", "-v", "😀"})
  void aNameThatEverySystemAllowsStaysAsItIs(String name) {
    assertThat(ClassFolders.safe(name)).isEqualTo(name);
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {
        "a/b,a_b",
        "a\\b,a_b",
        "..,__",
        ".,_",
        ".git,_git",
        "`../../etc`,`_._.._etc`",
        "CON,_CON",
        "nul.txt,_nul.txt",
        "etc.,etc_",
        "a:b*c,a_b_c",
        "`blank `,blank_"
      })
  void whatSomeSystemRefusesIsReplaced(String name, String folder) {
    assertThat(ClassFolders.safe(name)).isEqualTo(folder);
  }

  @Test
  void controlCharactersAndHalvesOfPairsAreReplaced() {
    assertThat(ClassFolders.safe("a\u0000b\nc\u001b")).isEqualTo("a_b_c_");
    assertThat(ClassFolders.safe("\ud83d")).isEqualTo("_");
    assertThat(ClassFolders.safe("")).isEqualTo("_");
  }

  @Test
  void longNamesAreCutAndStillToldApart() {
    String one = ClassFolders.safe("😀".repeat(10_000) + "1");
    String two = ClassFolders.safe("😀".repeat(10_000) + "2");

    assertThat(one).isNotEqualTo(two).startsWith("😀");
    assertThat(one.getBytes(StandardCharsets.UTF_8)).hasSizeLessThanOrEqualTo(120);
  }

  @Test
  void noTwoClassesShareAFolderWhereCaseOrFormOfAccentsDoNotCount() {
    ClassFolders folders = new ClassFolders();
    List<String> classes =
        List.of(
            "cat",
            "Cat",
            "CAT",
            "a/b",
            "a_b",
            "\u00e9",
            "e\u0301",
            "_unsure",
            "_None of these",
            "..",
            "__");
    folders.prepare(classes);
    Set<String> keys = new HashSet<>();

    for (String name : classes) {
      keys.add(ClassFolders.key(folders.of(Destination.ofClass(name))));
    }
    keys.add(ClassFolders.key(folders.of(Destination.UNSURE)));
    keys.add(ClassFolders.key(folders.of(Destination.NONE_OF_THESE)));

    assertThat(keys).hasSize(classes.size() + 2);
    assertThat(folders.of(Destination.ofClass("a_b"))).as("its own name").isEqualTo("a_b");
    assertThat(folders.of(Destination.ofClass("a/b"))).isEqualTo("a_b (2)");
    assertThat(folders.of(Destination.UNSURE)).isEqualTo("_unsure");
  }

  @Test
  void aNameThatWasGivenBeforeIsKept() {
    ClassFolders folders = new ClassFolders();
    folders.keep(Destination.ofClass("Cat"), "cat");

    folders.prepare(List.of("cat", "Cat"));

    assertThat(folders.of(Destination.ofClass("Cat"))).isEqualTo("cat");
    assertThat(folders.of(Destination.ofClass("cat"))).isEqualTo("cat (2)");
  }
}
