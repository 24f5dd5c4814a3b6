package io.glimpse.lexicon;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class SortedLinesTest {

  @Test
  void everyKeyIsFoundAndNoOther() {
    // Whose order by code point is not that by UTF-16.
    List<String> words = List.of("a", "ab", "abc", "b", "zebra", "é", "猫", "𩽾", "ﬀ");
    Random random = new Random(3);
    for (int round = 0; round < 100; round++) {
      Map<String, String> table =
          new TreeMap<>(
              (a, b) ->
                  java.util.Arrays.compareUnsigned(
                      a.getBytes(StandardCharsets.UTF_8), b.getBytes(StandardCharsets.UTF_8)));
      words.stream().filter(w -> random.nextBoolean()).forEach(w -> table.put(w, w + "!"));
      SortedLines lines =
          new SortedLines(
              table.entrySet().stream()
                  .map(e -> e.getKey() + "\t" + e.getValue() + "\n")
                  .collect(Collectors.joining())
                  .getBytes(StandardCharsets.UTF_8));
      for (String word : words) {
        assertThat(lines.after(word + "\t")).isEqualTo(table.get(word));
      }
    }
  }

  @Test
  void aResourceThatIsMissingIsNone() throws IOException {
    assertThat(SortedLines.ofResource("not-there.tsv.gz")).isNull();
  }
}
