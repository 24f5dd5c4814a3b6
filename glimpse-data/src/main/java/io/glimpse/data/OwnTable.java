package io.glimpse.data;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvParser;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** A user's own CSV table of paths and labels. */
final class OwnTable {

  /** The note of a data set that its user did not split. */
  static final String DRAWN =
      "the data set is not split, so half of every class was drawn to train on, 20 % to validate"
          + " and 30 % to test (seed "
          + RandomSplit.SEED
          + ")";

  private static final char BYTE_ORDER_MARK = 0xfeff;

  private OwnTable() {}

  static Contents read(Path table) throws IOException {
    List<Map<String, String>> rows = rows(table);
    TreeSet<String> found = new TreeSet<>();
    rows.forEach(row -> found.add(row.getOrDefault("label", "").strip()));
    List<String> names = new ArrayList<>(found);
    Map<String, List<LabelledImage>> parts = new LinkedHashMap<>();
    for (String part : List.of("", "train", "val", "test")) {
      parts.put(part, new ArrayList<>());
    }
    for (int i = 0; i < rows.size(); i++) {
      Map<String, String> row = rows.get(i);
      String path = row.getOrDefault("path", "");
      String label = row.getOrDefault("label", "").strip();
      // The header is line 1.
      String place = "row " + (i + 2);
      if (label.isEmpty()) {
        throw new DatasetException(table, place + " has no label");
      }
      SplitFile.requireInside(table, place, path);
      List<LabelledImage> part = parts.get(row.getOrDefault("split", "").strip());
      if (part == null) {
        throw new DatasetException(
            table, place + " has the split '" + row.get("split") + "'; train, val, test can be");
      }
      part.add(new LabelledImage(path, names.indexOf(label)));
    }
    return contents(table, names, parts);
  }

  private static Contents contents(
      Path table, List<String> names, Map<String, List<LabelledImage>> parts)
      throws DatasetException {
    List<LabelledImage> unsplit = parts.getOrDefault("", List.of());
    Parts split =
        new Parts(
            parts.getOrDefault("train", List.of()),
            parts.getOrDefault("val", List.of()),
            parts.getOrDefault("test", List.of()));
    int assigned = split.train().size() + split.validation().size() + split.test().size();
    if (assigned > 0 && !unsplit.isEmpty()) {
      throw new DatasetException(
          table, unsplit.size() + " of its rows have no split, though others have one");
    }
    return assigned > 0
        ? new Contents(ClassNames.of(names), split, List.of())
        : new Contents(ClassNames.of(names), RandomSplit.threeWays(unsplit), List.of(DRAWN));
  }

  /** Behind the mark that spreadsheet programs begin UTF-8 text with. */
  private static Reader reader(Path table) throws IOException {
    Reader reader = Files.newBufferedReader(table, StandardCharsets.UTF_8);
    try {
      reader.mark(1);
      if (reader.read() != BYTE_ORDER_MARK) {
        reader.reset();
      }
      return reader;
    } catch (IOException e) {
      reader.close();
      throw e;
    }
  }

  private static List<Map<String, String>> rows(Path table) throws IOException {
    CsvMapper mapper = CsvMapper.builder().enable(CsvParser.Feature.SKIP_EMPTY_LINES).build();
    try (Reader reader = reader(table);
        MappingIterator<Map<String, String>> iterator =
            mapper
                .readerFor(
                    mapper.getTypeFactory().constructMapType(Map.class, String.class, String.class))
                .with(CsvSchema.emptySchema().withHeader())
                .readValues(reader)) {
      List<Map<String, String>> rows = iterator.readAll();
      if (rows.isEmpty() || !rows.get(0).containsKey("path") || !rows.get(0).containsKey("label")) {
        throw new DatasetException(
            table, "needs a first line with the columns path and label, and rows below it");
      }
      return rows;
    } catch (CharacterCodingException e) {
      throw new DatasetException(table, "this table is not UTF-8 text", e);
    } catch (JsonProcessingException e) {
      throw new DatasetException(
          table,
          "is no CSV table at line " + (e.getLocation() == null ? 1 : e.getLocation().getLineNr()),
          e);
    }
  }
}
