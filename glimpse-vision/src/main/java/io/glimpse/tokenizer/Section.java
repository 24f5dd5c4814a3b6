package io.glimpse.tokenizer;

import com.fasterxml.jackson.databind.JsonNode;
import io.glimpse.checkpoint.CheckpointException;
import io.glimpse.json.StrictJson;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/**
 * A value in a JSON file, which knows where it stands.
 *
 * @param file that holds it
 * @param place such as {@code normalizer.normalizers[1]}; empty for the whole
 * @param value perhaps a missing one
 */
record Section(Path file, String place, JsonNode value) {

  private static final String ELSE =
      "; use token ids instead of texts, or an encoder with another tokenizer";

  /** The value of a key of this object; a missing one if there is none. */
  Section at(String key) {
    return new Section(file, place.isEmpty() ? key : place + '.' + key, value.path(key));
  }

  boolean isAbsent() {
    return value.isNull() || value.isMissingNode();
  }

  String text() throws CheckpointException {
    return checked(() -> StrictJson.text(value, quotedPlace()));
  }

  /** A text, or another where there is none. */
  String text(String otherwise) throws CheckpointException {
    return isAbsent() ? otherwise : text();
  }

  int whole(int least, int most) throws CheckpointException {
    return checked(() -> (int) StrictJson.whole(value, quotedPlace(), least, most));
  }

  boolean flag(boolean otherwise) throws CheckpointException {
    if (isAbsent()) {
      return otherwise;
    }
    if (!value.isBoolean()) {
      throw refuse("is neither true nor false");
    }
    return value.booleanValue();
  }

  /** The values of a list of at most so many. */
  List<Section> list(int most) throws CheckpointException {
    JsonNode list = checked(() -> StrictJson.list(value, quotedPlace()));
    if (list.size() > most) {
      throw refuse("has %d entries, more than the %d allowed".formatted(list.size(), most));
    }
    List<Section> sections = new ArrayList<>();
    for (int i = 0; i < list.size(); i++) {
      sections.add(new Section(file, place + '[' + i + ']', list.get(i)));
    }
    return sections;
  }

  /**
   * This object, if it has no other keys than these.
   *
   * @throws CheckpointException naming another key
   */
  Section only(String... keys) throws CheckpointException {
    checked(() -> StrictJson.object(value, quotedPlace()));
    Set<String> known = Set.of(keys);
    for (Iterator<String> names = value.fieldNames(); names.hasNext(); ) {
      String name = names.next();
      if (!known.contains(name)) {
        throw at(name).refuse("is not known here" + ELSE);
      }
    }
    return this;
  }

  /** A refusal of this value, for what it is. */
  CheckpointException refuse(String reason) {
    return new CheckpointException(file, quotedPlace() + ' ' + reason);
  }

  /** A refusal of this value, which may be sound but is not built here. */
  CheckpointException unknown(String what) {
    return refuse("is " + what + ", which is not known here" + ELSE);
  }

  /** As {@link #refuse}, of an exception that says what is wrong. */
  CheckpointException refuse(IllegalArgumentException e) {
    return new CheckpointException(file, quotedPlace() + ": " + e.getMessage(), e);
  }

  private String quotedPlace() {
    return place.isEmpty() ? "the file" : "'" + place + "'";
  }

  private <T> T checked(Supplier<T> value) throws CheckpointException {
    try {
      return value.get();
    } catch (IllegalArgumentException e) {
      throw new CheckpointException(file, String.valueOf(e.getMessage()), e);
    }
  }
}
