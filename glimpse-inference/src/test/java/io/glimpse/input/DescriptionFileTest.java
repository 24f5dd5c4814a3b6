package io.glimpse.input;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.glimpse.encoder.ClassDescriptions;
import io.glimpse.feature.ClassSet;
import io.glimpse.progress.Notes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DescriptionFileTest {

  @TempDir Path folder;

  private NamedClasses read(String text) throws IOException {
    return DescriptionFile.read(Files.writeString(folder.resolve("said.txt"), text));
  }

  private void refused(String text, String why) {
    assertThatThrownBy(() -> read(text))
        .hasMessageContaining("said.txt: ")
        .hasMessageContaining(why);
  }

  @Test
  void jsonAndLinesSayTheSame() throws IOException {
    NamedClasses json =
        read(
            "\ufeff{\"tench\": [\"A tench is green.\", \"It swims.\"], \"emu\": \"A large bird.\"}");

    assertThat(json.classes().names()).containsExactly("tench", "emu");
    assertThat(json.said())
        .isEqualTo(
            ClassDescriptions.ofSentences(
                Map.of(
                    "tench", List.of("A tench is green.", "It swims."),
                    "emu", List.of("A large bird."))));
    assertThat(read("tench\tA tench is green.\r\n\nemu\tA large bird.\ntench\tIt swims."))
        .isEqualTo(json);
  }

  @Test
  void whatSaysNothingIsRefused() {
    refused("{\"tench\": []}", "class 'tench' has an empty description");
    refused("{\"tench\": [\" \"]}", "class 'tench' has an empty description");
    refused("tench\t", "class 'tench' has an empty description");
    refused("tench", "line 1 has no tab");
    refused("{\"tench\": [1]}", "what is said of class 'tench' is no list of texts");
    refused("{\"tench\": 1}", "what is said of class 'tench' is no list of texts");
    refused("{\"tench\": {\"a\": \"b\"}}", "what is said of class 'tench' is no list of texts");
    refused("{\"tench\": [\"a\"], \"tench\": [\"b\"]}", "each class once");
    refused("", "there are no classes");
  }

  @Test
  void whatIsSaidOfOtherClassesIsToldAndOfNoneOfTheseRefused() throws IOException {
    Path file = Files.writeString(folder.resolve("said.tsv"), "Snow_Leopard\ta cat\ncow\ta cow\n");
    List<String> notes = new ArrayList<>();
    Notes heard =
        new Notes() {
          @Override
          public void note(String sentence) {
            notes.add(sentence);
          }
        };

    assertThat(DescriptionFile.of(ClassSet.of("snow leopard", "dog"), file, heard))
        .isEqualTo(ClassDescriptions.ofSentences(Map.of("snow leopard", List.of("a cat"))));
    assertThat(notes).containsExactly(file + ": what it says of another class is left aside: cow");
    assertThatThrownBy(() -> DescriptionFile.of(ClassSet.of("dog", "cup"), file, heard))
        .hasMessageContaining("it describes none of these classes, but Snow_Leopard, cow");
  }

  @Test
  void whatNobodyCouldEncodeIsRefused() {
    refused("tench\ta\n".repeat(200_001), "at most 200000 are read");
    refused("tench\t" + "a".repeat(10_001), "more than 10000 characters");
  }
}
