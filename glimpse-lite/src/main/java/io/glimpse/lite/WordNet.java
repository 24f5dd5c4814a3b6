package io.glimpse.lite;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * WordNet's nouns for things that can be seen, one sense each.
 *
 * <p>The file is sorted by its lemmas' bytes, so it is searched where it lies; reading its 60,000
 * lines into a map would cost more than all look-ups of a usual run.
 */
final class WordNet {

  private static final Pattern PARENTHESIS = Pattern.compile("\\(.*?\\)");

  /**
   * What WordNet says of a noun.
   *
   * @param gloss what it means
   * @param kinds up to three ever wider nouns, separated by commas; may be empty
   */
  record Entry(String gloss, String kinds) {}

  /** Lines {@code lemma TAB gloss TAB kinds LF}. */
  private final byte[] lines;

  WordNet() throws IOException {
    lines = Embedded.bytes("glosses.tsv");
  }

  /**
   * The entry of a name, of its singular, or of another spelling of it with spaces and hyphens;
   * else of its last word: a "grey reef shark" is a "shark".
   */
  Optional<Entry> find(String name) {
    String x =
        PARENTHESIS.matcher(name.toLowerCase(Locale.ROOT)).replaceAll("").replace('_', ' ').strip();
    Optional<Entry> found = forms(x).stream().flatMap(form -> exact(form).stream()).findFirst();
    if (found.isPresent() || x.indexOf(' ') < 0) {
      return found;
    }
    return find(x.substring(x.lastIndexOf(' ') + 1));
  }

  private static List<String> forms(String x) {
    List<String> forms =
        new ArrayList<>(List.of(x, x.replace('-', ' '), x.replace(" ", ""), x.replace(' ', '-')));
    if (x.endsWith("s")) {
      forms.add(x.substring(0, x.length() - 1));
    }
    if (x.endsWith("es")) {
      forms.add(x.substring(0, x.length() - 2));
    }
    if (x.endsWith("ies")) {
      forms.add(x.substring(0, x.length() - 3) + "y");
    }
    return forms;
  }

  private Optional<Entry> exact(String lemma) {
    byte[] wanted = lemma.getBytes(StandardCharsets.UTF_8);
    int low = 0;
    int high = lines.length;
    while (low < high) {
      int line = lineStart((low + high) >>> 1, low);
      int tab = next('\t', line);
      int order = Arrays.compareUnsigned(lines, line, tab, wanted, 0, wanted.length);
      if (order == 0) {
        return Optional.of(entry(tab + 1));
      }
      if (order < 0) {
        low = next('\n', tab) + 1;
      } else {
        high = line;
      }
    }
    return Optional.empty();
  }

  private Entry entry(int start) {
    int tab = next('\t', start);
    int end = next('\n', tab);
    return new Entry(text(start, tab), text(tab + 1, end));
  }

  private int lineStart(int inside, int lowest) {
    int i = inside;
    while (i > lowest && lines[i - 1] != '\n') {
      i--;
    }
    return i;
  }

  private int next(char wanted, int from) {
    int i = from;
    while (i < lines.length && lines[i] != wanted) {
      i++;
    }
    return i;
  }

  private String text(int from, int to) {
    return new String(lines, from, to - from, StandardCharsets.UTF_8);
  }
}
