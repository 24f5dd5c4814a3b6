package io.glimpse.lexicon;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * Reads the names of the classes of one task: which are English, which are words of another
 * language, and which say nothing.
 *
 * <p>A list of names is in one language as a rule. So a word that several languages have is read in
 * the one that has most of the list, and where that has at least half of it, so is a word that
 * looks English: {@code Gift} between {@code Katze} and {@code Hund} is poison.
 */
public final class NameReader {

  private final Lexicon lexicon;
  private final Predicate<String> taught;
  private final Predicate<String> familiar;

  /**
   * A reader.
   *
   * @param taught whether a name is English whatever the lexicon says
   * @param familiar whether a word that the lexicon has not heard of is known all the same
   */
  public NameReader(Lexicon lexicon, Predicate<String> taught, Predicate<String> familiar) {
    this.lexicon = lexicon;
    this.taught = taught;
    this.familiar = familiar;
  }

  /** What each name was taken for, in order. */
  public List<Reading> read(List<String> names) {
    List<NameWords> all = names.stream().map(NameWords::of).toList();
    List<Map<String, List<String>>> found = new ArrayList<>();
    List<Boolean> english = new ArrayList<>();
    Map<String, Integer> votes = new HashMap<>();
    for (NameWords words : all) {
      boolean sure = taught.test(words.name()) || words.isEnglish(lexicon::isEntry, true);
      Map<String, List<String>> entries = lexicon.find(words.spaced());
      boolean read =
          sure
              || (entries.isEmpty()
                  && words.isEnglish(
                      word -> lexicon.isEnglish(word) || familiar.test(word), false));
      found.add(entries);
      english.add(read);
      if (!read) {
        entries.keySet().forEach(language -> votes.merge(language, 1, Integer::sum));
      }
    }
    List<Reading> readings = new ArrayList<>();
    String language = mostOf(votes);
    int spoken = votes.getOrDefault(language, 0);
    boolean foreignList = spoken > 1 && 2 * spoken >= names.size();
    for (int i = 0; i < all.size(); i++) {
      NameWords words = all.get(i);
      Map<String, List<String>> entries = found.get(i);
      if (english.get(i) && !(foreignList && entries.containsKey(language))) {
        readings.add(Reading.english(words.name(), words.rewritten()));
      } else if (!entries.isEmpty()) {
        String in = entries.containsKey(language) ? language : entries.keySet().iterator().next();
        List<String> lemmas = entries.getOrDefault(in, List.of(words.name()));
        readings.add(Reading.foreign(words.name(), lemmas.get(0), in));
      } else {
        readings.add(
            Reading.meaningless(
                words.name(), words.hasWord() ? Reading.Sense.UNKNOWN : Reading.Sense.CODE));
      }
    }
    return readings;
  }

  /** The language of most votes; of several, the first of the lexicon's order. */
  private static String mostOf(Map<String, Integer> votes) {
    String most = Lexicon.LANGUAGES.get(0);
    for (String language : Lexicon.LANGUAGES) {
      if (votes.getOrDefault(language, 0) > votes.getOrDefault(most, 0)) {
        most = language;
      }
    }
    return most;
  }
}
