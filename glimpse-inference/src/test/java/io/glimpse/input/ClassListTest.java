package io.glimpse.input;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.glimpse.encoder.ClassDescriptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClassListTest {

  @TempDir Path folder;

  private static List<String> names(String... lists) {
    return ClassList.ofLists(List.of(lists)).classes().names();
  }

  private Path file(String text) throws IOException {
    return Files.writeString(folder.resolve("names.txt"), text);
  }

  @Test
  void quotationMarksHoldCommas() {
    assertThat(names("\"chair, wooden\", dolphin")).containsExactly("chair, wooden", "dolphin");
    assertThat(names("\"6\"\" pipe\",7\" pipe")).containsExactly("6\" pipe", "7\" pipe");
  }

  @Test
  void listsAddUp() {
    assertThat(names("cat,dog", "snow leopard")).containsExactly("cat", "dog", "snow leopard");
  }

  @Test
  void whatIsSaidOfAClassStandsBehindAnEqualsSign() {
    NamedClasses named =
        ClassList.ofLists(
            List.of("ok=a flawless part,ng = \"scratched, or bent\"", "\"eq=x, y\",\"a=b\"=c,d"));

    assertThat(named.classes().names()).containsExactly("ok", "ng", "eq", "a=b", "d");
    assertThat(named.said())
        .isEqualTo(
            ClassDescriptions.ofPhrases(
                Map.of(
                    "ok",
                    "a flawless part",
                    "ng",
                    "scratched, or bent",
                    "eq",
                    "x, y",
                    "a=b",
                    "c")));
  }

  @Test
  void whatIsNoListIsRefusedWithItsPlace() {
    assertThatThrownBy(() -> names("cat,\"dog")).hasMessageContaining("no second one in \"dog");
    assertThatThrownBy(() -> names("\"snow\" leopard")).hasMessageContaining("comma is missing");
    assertThatThrownBy(() -> names("cat,,dog")).hasMessage("class 2 has an empty name");
    assertThatThrownBy(() -> names("cat=")).hasMessageContaining("'cat' has an empty description");
    assertThatThrownBy(() -> names("x".repeat(1001)))
        .hasMessageContaining("class 1 has a name of 1001 characters");
  }

  @Test
  void aFileHoldsLinesOrJson() throws IOException {
    assertThat(ClassList.ofFile(file("a=b\n\"c\"\n[d\n")).classes().names())
        .containsExactly("a=b", "\"c\"", "[d");
    assertThat(ClassList.ofFile(file("[\"chair\", \"dolphin\"]\n")).classes().names())
        .containsExactly("chair", "dolphin");
    assertThat(ClassList.ofFile(file("{\"chair\": [\"a seat\"]}")).said())
        .isEqualTo(ClassDescriptions.ofSentences(Map.of("chair", List.of("a seat"))));
    for (String cut :
        List.of(
            "[\"cup\", \"chair\",]",
            "[\n \"cup\",\n]\n",
            "{\"cup\": [\"a\"], \"cup\": [\"b\"]}",
            "[cup]")) {
      Path damaged = file(cut);
      assertThatThrownBy(() -> ClassList.ofFile(damaged))
          .as(cut)
          .hasMessageContaining("this begins like JSON, but is none at line ");
    }
    Path numbers = file("[1, 2]");
    assertThatThrownBy(() -> ClassList.ofFile(numbers)).hasMessageContaining("names.txt: class 1");
  }
}
