package io.glimpse.data;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** How the few-shot papers make a class name of what a data set's own files call the class. */
enum NameRule {
  /** As it is. */
  @JsonProperty("as-is")
  AS_IS {
    @Override
    String apply(String original) {
      return original;
    }
  },
  /** {@code glass_box} becomes {@code glass box}. */
  @JsonProperty("spaces")
  SPACES {
    @Override
    String apply(String original) {
      return original.replace('_', ' ');
    }
  },
  /** {@code Abyssinian} becomes {@code abyssinian}. */
  @JsonProperty("lower-case")
  LOWER_CASE {
    @Override
    String apply(String original) {
      return original.toLowerCase(Locale.ROOT);
    }
  },
  /** {@code ApplyEyeMakeup} becomes {@code Apply_Eye_Makeup}. */
  @JsonProperty("camel-case")
  CAMEL_CASE {
    @Override
    String apply(String original) {
      return String.join("_", WORD.matcher(original).results().map(r -> r.group()).toList());
    }
  },
  /** {@code AM General Hummer SUV 2000} becomes {@code 2000 AM General Hummer SUV}. */
  @JsonProperty("year-first")
  YEAR_FIRST {
    @Override
    String apply(String original) {
      int year = original.lastIndexOf(' ');
      return year < 0 ? original : original.substring(year + 1) + " " + original.substring(0, year);
    }
  },
  /** {@code /a/apartment_building/outdoor} becomes {@code outdoor apartment_building}. */
  @JsonProperty("reversed-path")
  REVERSED_PATH {
    @Override
    String apply(String original) {
      String path = original.startsWith("/") ? original.substring(1) : original;
      List<String> names = Arrays.asList(path.split("/", -1));
      List<String> withoutLetter = names.subList(1, names.size());
      Collections.reverse(withoutLetter);
      return String.join(" ", withoutLetter);
    }
  };

  private static final Pattern WORD = Pattern.compile("[A-Z][^A-Z]*");

  abstract String apply(String original);
}
