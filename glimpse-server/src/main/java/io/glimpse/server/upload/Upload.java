package io.glimpse.server.upload;

import io.glimpse.file.Input;
import io.glimpse.server.problem.Problem;
import io.glimpse.server.problem.ProblemException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Pictures that a client sent, and what it said beside them.
 *
 * @param images at least one
 * @param fields of the query, the form or the JSON, beside the pictures; each with its values in
 *     order
 * @param lists of the JSON, whose texts are each one value, whatever commas they have
 */
public record Upload(
    List<Input> images, Map<String, List<String>> fields, Map<String, List<String>> lists) {

  public Upload {
    images = List.copyOf(images);
    fields = Map.copyOf(fields);
    lists = Map.copyOf(lists);
  }

  /** The values of a field; none where it is absent. */
  public List<String> all(String field) {
    return fields.getOrDefault(field, List.of());
  }

  /**
   * The one value of a field.
   *
   * @return null where it is absent
   */
  public @Nullable String one(String field) {
    List<String> values = all(field);
    if (values.size() > 1) {
      throw new ProblemException(
          Problem.UNUSABLE_VALUE, "'" + field + "' is there more than once. Give it once.");
    }
    return values.isEmpty() ? null : values.get(0);
  }

  /**
   * A whole number.
   *
   * @param otherwise where it is absent
   */
  public int whole(String field, int otherwise, int least, int most) {
    String value = one(field);
    if (value == null) {
      return otherwise;
    }
    try {
      int number = Integer.parseInt(value.strip());
      if (number >= least && number <= most) {
        return number;
      }
    } catch (NumberFormatException e) {
      // Said below.
    }
    throw new ProblemException(
        Problem.UNUSABLE_VALUE,
        "'%s' must be a whole number from %d to %d.".formatted(field, least, most));
  }
}
