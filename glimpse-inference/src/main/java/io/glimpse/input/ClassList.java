package io.glimpse.input;

import com.fasterxml.jackson.databind.JsonNode;
import io.glimpse.encoder.ClassDescriptions;
import io.glimpse.feature.ClassSet;
import io.glimpse.file.InputException;
import io.glimpse.json.MalformedJsonException;
import io.glimpse.json.StrictJson;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the names of classes, and what is said of them, from lists and from files. */
public final class ClassList {

  private static final int LONGEST_FILE = 64 << 20;

  /** What no list of lines begins with. */
  private static final Pattern JSON = Pattern.compile("[\\[{]\\s*\"");

  private ClassList() {}

  /**
   * Lists as they are typed: names separated by commas, each with words of its own behind an equals
   * sign or not, as in {@code ok=a flawless part,"chair, wooden"}.
   *
   * @param lists that together name the classes
   * @throws IllegalArgumentException if a name or a description is empty or there twice, or a
   *     quotation mark has no second one
   */
  public static NamedClasses ofLists(List<String> lists) {
    List<String> names = new ArrayList<>();
    Map<String, String> phrases = new LinkedHashMap<>();
    for (String list : lists) {
      for (TypedClass one : TypedClass.list(list)) {
        names.add(one.name());
        String words = one.words();
        if (words != null) {
          phrases.put(one.name(), words);
        }
      }
    }
    return new NamedClasses(ClassSet.of(names), ClassDescriptions.ofPhrases(phrases));
  }

  /**
   * A UTF-8 file: one name a line, each kept exactly as it is; a JSON list of names; or a JSON
   * object that has a list of sentences a class.
   */
  public static NamedClasses ofFile(Path file) throws IOException {
    String text = text(file);
    try {
      JsonNode json = json(text);
      if (json != null) {
        return json.isObject() ? DescriptionFile.ofJson(json) : NamedClasses.of(ofJson(json));
      }
      return NamedClasses.of(ClassSet.of(lines(text)));
    } catch (IllegalArgumentException e) {
      throw new InputException(file, String.valueOf(e.getMessage()));
    }
  }

  /**
   * A list or an object; null if the text is meant as lines, as a name may well begin with a
   * bracket.
   *
   * @throws IllegalArgumentException if it is meant as JSON and is none
   */
  static @Nullable JsonNode json(String text) {
    String meant = text.strip();
    if (!meant.startsWith("[") && !meant.startsWith("{")) {
      return null;
    }
    try {
      return StrictJson.read(text);
    } catch (MalformedJsonException e) {
      if (!JSON.matcher(meant).lookingAt() && !(meant.startsWith("[") && meant.endsWith("]"))) {
        return null;
      }
      throw new IllegalArgumentException(
          "this begins like JSON, but is none at line "
              + e.line()
              + ": "
              + e.reason()
              + "; a list of names is needed, as in [\"cat\", \"dog\"], or lists of sentences, as in"
              + " {\"cat\": [\"a photo of a cat.\"]}, each class once",
          e);
    }
  }

  private static ClassSet ofJson(JsonNode list) {
    List<String> names = new ArrayList<>();
    for (JsonNode name : list) {
      if (!name.isTextual()) {
        throw new IllegalArgumentException(
            "class " + (names.size() + 1) + " of this JSON list is no text in quotation marks");
      }
      names.add(name.textValue());
    }
    return ClassSet.of(names);
  }

  /** The lines of a UTF-8 file; only {@code \n} ends one, with {@code \r} before it or not. */
  public static List<String> lines(Path file) throws IOException {
    return lines(text(file));
  }

  static List<String> lines(String text) {
    List<String> lines = new ArrayList<>();
    for (String line : text.split("\n", -1)) {
      lines.add(line.endsWith("\r") ? line.substring(0, line.length() - 1) : line);
    }
    if (lines.get(lines.size() - 1).isEmpty()) {
      lines.remove(lines.size() - 1);
    }
    return lines;
  }

  /** A whole UTF-8 file, without a byte order mark. */
  public static String text(Path file) throws IOException {
    byte[] bytes = bytes(file);
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      return text.startsWith("\ufeff") ? text.substring(1) : text;
    } catch (CharacterCodingException e) {
      throw new InputException(file, "this is not UTF-8 text");
    }
  }

  private static byte[] bytes(Path file) throws IOException {
    // A pipe will do, as a shell's <(...) is one.
    if (Files.isDirectory(file)) {
      throw new InputException(file, "this is a folder, not a list");
    }
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(LONGEST_FILE + 1);
      if (bytes.length > LONGEST_FILE) {
        throw new InputException(file, "a list of more than 64 MiB is not read");
      }
      return bytes;
    }
  }
}
