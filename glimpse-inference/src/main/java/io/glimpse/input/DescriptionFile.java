package io.glimpse.input;

import com.fasterxml.jackson.databind.JsonNode;
import io.glimpse.encoder.ClassDescriptions;
import io.glimpse.feature.ClassSet;
import io.glimpse.file.InputException;
import io.glimpse.listing.FewNames;
import io.glimpse.method.NearestName;
import io.glimpse.progress.Notes;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

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
      return json != null && json.isObject() ? ofJson(json) : of(lines(text));
    } catch (IllegalArgumentException e) {
      throw new InputException(file, String.valueOf(e.getMessage()));
    }
  }

  /**
   * Reads what a file says of some classes, whose names it may spell in another way. What it says
   * of others is left aside, and told.
   *
   * @throws InputException also if it says nothing of any of them
   */
  public static ClassDescriptions of(ClassSet known, Path file, Notes notes) throws IOException {
    Map<String, ClassDescriptions.Words> here = new LinkedHashMap<>();
    List<String> others = new ArrayList<>();
    read(file)
        .said()
        .byClass()
        .forEach(
            (name, words) -> {
              OptionalInt label = known.find(name);
              if (label.isPresent()) {
                here.put(known.name(label.getAsInt()), words);
              } else {
                others.add(name);
              }
            });
    if (here.isEmpty()) {
      throw new InputException(
          file,
          "it describes none of these classes, but "
              + FewNames.of(others)
              + NearestName.hint(others.get(0), known.names()));
    }
    if (!others.isEmpty()) {
      notes.note(
          file
              + ": what it says of "
              + (others.size() == 1 ? "another class" : others.size() + " other classes")
              + " is left aside: "
              + FewNames.of(others));
    }
    return new ClassDescriptions(here);
  }

  /** Sentences by class; one of them may stand without a list. */
  static NamedClasses ofJson(JsonNode object) {
    Map<String, List<String>> sentences = new LinkedHashMap<>();
    object
        .properties()
        .forEach(
            one -> {
              sentences.put(one.getKey(), texts(one.getKey(), one.getValue()));
            });
    return of(sentences);
  }

  private static List<String> texts(String className, JsonNode value) {
    List<String> texts = new ArrayList<>();
    boolean good = value.isTextual() || value.isArray();
    for (JsonNode text : value.isTextual() ? List.of(value) : value) {
      good &= text.isTextual();
      texts.add(text.asText());
    }
    if (!good) {
      throw new IllegalArgumentException(
          "what is said of class '" + className + "' is no list of texts");
    }
    return texts;
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
