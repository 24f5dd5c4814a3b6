package io.glimpse.featurefile;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.glimpse.file.AtomicFile;
import io.glimpse.file.InputException;
import io.glimpse.json.MalformedJsonException;
import io.glimpse.json.StrictJson;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;

/**
 * What every row of a file of features is of, beside it in {@code F.npy.rows.jsonl}: a JSON object
 * a line and a line a row, {@code {"row", "input", "path"}}, so that no name can break a line. What
 * gave no row is told by the {@link FeatureDescription}.
 */
public final class RowPaths {

  private static final JsonMapper JSON = new JsonMapper();

  private RowPaths() {}

  /** Where the paths of a file of features are. */
  public static Path beside(Path features) {
    return features.resolveSibling(features.getFileName() + ".rows.jsonl");
  }

  /**
   * Refuses features beside which there is another file of that name.
   *
   * @throws InputException naming it
   */
  public static void requireOwn(Path features) throws IOException {
    Path file = beside(features);
    if (!Files.exists(file)) {
      return;
    }
    try (BufferedReader lines = Files.newBufferedReader(file)) {
      String first = lines.readLine();
      JsonNode json = StrictJson.read(first == null ? "{}" : first);
      if (first == null || (json.has("row") && json.has("path"))) {
        return;
      }
    } catch (MalformedJsonException | CharacterCodingException e) {
      // Another's.
    }
    throw new InputException(
        file, "it does not list rows, and the list of those of " + features + " would replace it");
  }

  /**
   * What every row is of, as the list beside the features says.
   *
   * @param rows how many there are
   * @return empty if there is no list, or not one of as many rows
   */
  public static List<String> read(Path features, int rows) throws IOException {
    Path file = beside(features);
    if (!Files.isRegularFile(file)) {
      return List.of();
    }
    List<String> paths = new ArrayList<>();
    try (BufferedReader lines = Files.newBufferedReader(file)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        JsonNode one = StrictJson.read(line);
        if (paths.size() == rows || one.path("row").asInt(-1) != paths.size() || !one.has("path")) {
          return List.of();
        }
        paths.add(one.path("path").asText());
      }
    } catch (MalformedJsonException | CharacterCodingException e) {
      // Another's.
      return List.of();
    }
    return paths.size() == rows ? List.copyOf(paths) : List.of();
  }

  /** Deletes the list of earlier features, before they change. */
  public static void forgetOld(Path features) throws IOException {
    Files.deleteIfExists(beside(features));
  }

  /**
   * Writes the list.
   *
   * @param inputs in the order of the rows
   * @param hasRow whether an input, by its place, has a row
   */
  public static void write(Path features, List<String> inputs, IntPredicate hasRow)
      throws IOException {
    AtomicFile.write(
        beside(features),
        out -> {
          Writer lines = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
          int row = 0;
          for (int input = 0; input < inputs.size(); input++) {
            if (hasRow.test(input)) {
              Map<String, Object> line = new LinkedHashMap<>();
              line.put("row", row++);
              line.put("input", input);
              line.put("path", inputs.get(input));
              lines.write(JSON.writeValueAsString(line));
              lines.write('\n');
            }
          }
          lines.flush();
        });
  }
}
