package io.glimpse.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.glimpse.fixture.Shared;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What docs/LIBRARY.md shows is what the examples hold, so that it compiles and runs. */
class LibraryDocumentTest {

  private static final int LONGEST = 60;

  private static final Pattern BLOCK =
      Pattern.compile("(?:<!-- (\\w+)\\.java -->\n)?```java\n(.*?)\n```", Pattern.DOTALL);

  @Test
  void everyBlockIsTheShownPartOfAnExample() throws IOException {
    Map<String, String> shown = new LinkedHashMap<>();
    for (String name : ExampleSources.names()) {
      shown.put(name, ExampleSources.shown(name));
    }

    assertThat(blocks("docs/LIBRARY.md")).containsExactlyInAnyOrderEntriesOf(shown);
  }

  /** The same three lines stand at every door. */
  @ParameterizedTest
  @ValueSource(strings = {"README.md"})
  void otherDocumentsShowTheFirstExample(String document) throws IOException {
    assertThat(blocks(document)).containsEntry("ThreeLines", ExampleSources.shown("ThreeLines"));
  }

  @Test
  void examplesAreShort() throws IOException {
    for (String name : ExampleSources.names()) {
      assertThat(ExampleSources.lines(name)).as(name).hasSizeLessThan(LONGEST);
    }
  }

  /** The Java of a document by the example that it names. */
  private static Map<String, String> blocks(String document) throws IOException {
    String text = Files.readString(Shared.projectRoot().resolve(document));
    Map<String, String> blocks = new LinkedHashMap<>();
    List<String> nameless = new ArrayList<>();
    Matcher block = BLOCK.matcher(text);
    while (block.find()) {
      if (block.group(1) == null) {
        nameless.add(block.group(2));
      } else {
        blocks.put(block.group(1), block.group(2));
      }
    }
    assertThat(nameless).as("blocks of %s that name no example", document).isEmpty();
    return blocks;
  }
}
