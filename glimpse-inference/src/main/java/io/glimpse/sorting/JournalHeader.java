package io.glimpse.sorting;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.glimpse.json.StrictJson;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The first line of a journal.
 *
 * @param made how many folders were made for the sorted one, itself and some above it
 * @param id by which the user's home knows the journal; null in one of another program
 */
record JournalHeader(int made, @Nullable String id) {

  private static final String KIND = "pictures sorted by Glimpse";

  private static final int MOST_FOLDERS = 1000;

  /** Bytes; it is shorter. */
  private static final int LONGEST = 256;

  private static final Pattern ID = Pattern.compile("[0-9a-f]{32}");

  private static final Pattern LINE =
      Pattern.compile(
          "\\{\"journal\":\""
              + KIND
              + "\",\"version\":1,\"made\":[0-9]{1,9}(?:,\"id\":\"("
              + ID
              + ")\")?\\}");

  ObjectNode line() {
    return JsonNodeFactory.instance
        .objectNode()
        .put("journal", KIND)
        .put("version", 1)
        .put("made", made)
        .put("id", id);
  }

  /**
   * The header that a line is.
   *
   * @throws IllegalArgumentException if it is none
   */
  static JournalHeader of(JsonNode line) {
    if (!KIND.equals(StrictJson.text(line.path("journal"), "'journal'"))) {
      throw new IllegalArgumentException("it begins no journal of Glimpse");
    }
    StrictJson.whole(line.path("version"), "'version'", 1, 1);
    int made = (int) StrictJson.whole(line.path("made"), "'made'", 0, MOST_FOLDERS);
    String id = line.has("id") ? StrictJson.text(line.path("id"), "'id'") : null;
    // It becomes the name of a file.
    if (id != null && !ID.matcher(id).matches()) {
      throw new IllegalArgumentException("'id' is no such number");
    }
    return new JournalHeader(made, id);
  }

  /** Whether a line that was torn off can have been one of these. */
  static boolean isBeginning(String torn) {
    Matcher matcher = LINE.matcher(torn);
    return matcher.matches() || matcher.hitEnd();
  }

  /** The number of the journal that a file is; null if it is none. */
  static @Nullable String idIn(Path journal) throws IOException {
    if (!Files.isRegularFile(journal, LinkOption.NOFOLLOW_LINKS)) {
      return null;
    }
    try (InputStream in = Files.newInputStream(journal, LinkOption.NOFOLLOW_LINKS)) {
      String begin = new String(in.readNBytes(LONGEST), StandardCharsets.UTF_8);
      Matcher matcher = LINE.matcher(begin);
      return matcher.lookingAt() ? matcher.group(1) : null;
    }
  }
}
