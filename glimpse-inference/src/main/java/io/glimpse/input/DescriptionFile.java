package io.glimpse.input;

import com.fasterxml.jackson.databind.JsonNode;
import io.glimpse.encoder.ClassDescriptions;
import io.glimpse.feature.ClassSet;
import io.glimpse.file.InputException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads a file of sentences about classes: a JSON object that has a list of them a class, which is
 * the form in which descriptions by language models are published, or text with a class, a tab and
 * a sentence a line.
 */
public final class DescriptionFile {

  private DescriptionFile() {}

  /**
   * Reads it.
   *
   * @return the classes in the order in which they come first, with their sentences
   * @throws InputException naming the line or the class that is not as it should be
   */
  public static NamedClasses read(Path file) throws IOException {
    String text = ClassList.text(file);
    try {
      JsonNode json = ClassList.json(text);
      if (json == null && text.stripLeading().startsWith("{")) {
        throw new IllegalArgumentException(
            "this begins like JSON, but is none; an object of lists is needed, as in {\"cat\":"
                + " [\"a photo of a cat.\"]}, each class once");
      }
      return json != null && json.isObject() ? ofJson(json) : of(lines(text));
    } catch (IllegalArgumentException e) {
      throw new InputException(file, String.valueOf(e.getMessage()));
    }
  }

  /** Sentences by class; one of them may stand without a list. */
  static NamedClasses ofJson(JsonNode object) {
    Map<String, List<String>> sentences = new LinkedHashMap<>();
    object
        .properties()
        .forEach(
            one -> {
              List<String> some = new ArrayList<>();
              for (JsonNode text :
                  one.getValue().isTextual() ? List.of(one.getValue()) : one.getValue()) {
                if (!text.isTextual()) {
                  throw new IllegalArgumentException(
                      "what is said of class '" + one.getKey() + "' is no list of texts");
                }
                some.add(text.textValue());
              }
              sentences.put(one.getKey(), some);
            });
    return of(sentences);
  }

  private static Map<String, List<String>> lines(String text) {
    Map<String, List<String>> sentences = new LinkedHashMap<>();
    int number = 0;
    for (String line : ClassList.lines(text)) {
      number++;
      int tab = line.indexOf('\t');
      if (line.isBlank()) {
        continue;
      }
      if (tab < 0) {
        throw new IllegalArgumentException(
            "line " + number + " has no tab; a class, a tab and a sentence are needed");
      }
      sentences
          .computeIfAbsent(line.substring(0, tab), name -> new ArrayList<>())
          .add(line.substring(tab + 1).strip());
    }
    return sentences;
  }

  private static NamedClasses of(Map<String, List<String>> sentences) {
    return new NamedClasses(
        ClassSet.of(List.copyOf(sentences.keySet())), ClassDescriptions.ofSentences(sentences));
  }
}
