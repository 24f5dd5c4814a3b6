package io.glimpse.database;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.glimpse.bank.Bank;
import io.glimpse.bank.BankFrame;
import io.glimpse.bank.BankShots;
import io.glimpse.bank.BankTexts;
import io.glimpse.bank.Shot;
import io.glimpse.database.BankDatabaseException.Trouble;
import io.glimpse.feature.Cache;
import io.glimpse.feature.ClassSet;
import io.glimpse.feature.Labels;
import io.glimpse.feature.TextFeatures;
import io.glimpse.matrix.Matrix;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/**
 * Reads banks from their rows. What a version shows never changes, so that several queries give one
 * whole bank while others write.
 */
final class BankRows {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final TypeReference<List<String>> STRINGS = new TypeReference<>() {};
  private static final int FETCH = 500;

  /** What version {@code :version} shows. */
  private static final String SHOWN =
      ".valid_from <= :version AND (%1$s.valid_to IS NULL OR %1$s.valid_to > :version)";

  private BankRows() {}

  /**
   * A bank as the table of banks has it.
   *
   * @param id numbers its rows
   * @param name of the bank
   * @param version as it is now
   */
  record Head(long id, String name, long version) {}

  @SuppressWarnings("ArrayRecordComponent") // Bytes on their way; nobody compares two of these.
  private record TextRow(long classRow, String name, String prompts, byte[] weights, byte[] rows) {}

  static Optional<Head> head(Handle handle, String name) {
    return handle
        .createQuery("SELECT id, name, version FROM bank WHERE name = :name")
        .bind("name", name)
        .map((row, context) -> new Head(row.getLong(1), row.getString(2), row.getLong(3)))
        .findOne();
  }

  static List<Head> heads(Handle handle) {
    return handle
        .createQuery("SELECT id, name, version FROM bank")
        .map((row, context) -> new Head(row.getLong(1), row.getString(2), row.getLong(3)))
        .list();
  }

  static String shown(String alias) {
    return alias + SHOWN.formatted(alias);
  }

  /**
   * A whole bank.
   *
   * @throws BankDatabaseException if its rows are not whole, naming it
   */
  static Bank read(Handle handle, Head head, long version) throws IOException {
    try {
      return checked(handle, head, version);
    } catch (IllegalArgumentException | JsonProcessingException e) {
      throw damaged(head.name(), e);
    }
  }

  private static BankDatabaseException damaged(String name, Exception e) {
    return new BankDatabaseException(
        Trouble.DAMAGED,
        "bank '" + name + "' is damaged: " + e.getMessage() + "; restore a version, or put it anew",
        e);
  }

  private static Bank checked(Handle handle, Head head, long version) throws IOException {
    byte[] frame =
        handle
            .createQuery("SELECT content FROM frame f WHERE f.bank = :bank AND " + shown("f"))
            .bind("bank", head.id())
            .bind("version", version)
            .map((row, context) -> row.getBytes(1))
            .findOne()
            .orElseThrow(() -> new IllegalArgumentException("its frame is missing"));
    Map<Long, Integer> labels = new HashMap<>();
    BankTexts texts = texts(handle, head, version, labels);
    int width = texts.features().dimension();
    List<Shot> shots = new ArrayList<>();
    List<short[]> halves = new ArrayList<>();
    Cache[] cache = {Cache.empty(width)};
    List<byte[]> keys = new ArrayList<>();
    List<Integer> classes = new ArrayList<>();
    handle
        .createQuery(
            "SELECT s.id, s.source, s.feature, s.local_tokens, p.class_row"
                + " FROM shot_place p JOIN shot s ON s.bank = p.bank AND s.shot_row = p.shot_row"
                + " WHERE p.bank = :bank AND "
                + shown("p")
                + " ORDER BY p.seq")
        .bind("bank", head.id())
        .bind("version", version)
        .setFetchSize(FETCH)
        .map(
            (row, context) -> {
              shots.add(new Shot(row.getString(1), row.getString(2)));
              keys.add(row.getBytes(3));
              byte[] local = row.getBytes(4);
              halves.add(local == null ? new short[0] : Blobs.halves(local));
              classes.add(label(labels, row.getLong(5)));
              if (keys.size() == FETCH) {
                cache[0] = with(cache[0], keys, classes);
              }
              return true;
            })
        .list();
    return BankFrame.read(
        "bank '" + head.name() + "'",
        frame,
        texts,
        BankShots.of(with(cache[0], keys, classes), shots),
        halves);
  }

  /** Empties the lists into the cache. */
  private static Cache with(Cache cache, List<byte[]> keys, List<Integer> classes) {
    if (keys.isEmpty()) {
      return cache;
    }
    Matrix rows = new Matrix(keys.size(), cache.dimension());
    for (int i = 0; i < keys.size(); i++) {
      rows.setRow(i, Blobs.rows(keys.get(i), cache.dimension(), "the feature of a shot"), 0);
    }
    int[] labels = classes.stream().mapToInt(Integer::intValue).toArray();
    keys.clear();
    classes.clear();
    return cache.with(rows, Labels.of(labels));
  }

  private static int label(Map<Long, Integer> labels, long classRow) {
    Integer label = labels.get(classRow);
    if (label == null) {
      throw new IllegalArgumentException("a shot is of a class that is missing");
    }
    return label;
  }

  /** The classes in order; tells the number of each by its row. */
  private static BankTexts texts(Handle handle, Head head, long version, Map<Long, Integer> labels)
      throws IOException {
    List<TextRow> found =
        handle
            .createQuery(
                "SELECT c.class_row, c.name, t.prompts, t.weights, t.prompt_rows"
                    + " FROM class_place c JOIN class_text t"
                    + " ON t.bank = c.bank AND t.text_row = c.text_row"
                    + " WHERE c.bank = :bank AND "
                    + shown("c")
                    + " ORDER BY c.seq")
            .bind("bank", head.id())
            .bind("version", version)
            .map(
                (row, context) ->
                    new TextRow(
                        row.getLong(1),
                        row.getString(2),
                        row.getString(3),
                        row.getBytes(4),
                        row.getBytes(5)))
            .list();
    if (found.isEmpty()) {
      throw new IllegalArgumentException("its classes are missing");
    }
    int width = found.get(0).weights().length / Float.BYTES;
    Matrix weights = new Matrix(found.size(), width);
    List<String> names = new ArrayList<>();
    List<Matrix> rows = new ArrayList<>();
    List<List<String>> prompts = new ArrayList<>();
    for (int c = 0; c < found.size(); c++) {
      TextRow text = found.get(c);
      labels.put(text.classRow(), c);
      names.add(text.name());
      weights.setRow(c, Blobs.rows(text.weights(), width, "the text of a class"), 0);
      // An encoder that takes no texts leaves none.
      rows.add(
          text.rows().length == 0
              ? new Matrix(0, width)
              : Blobs.rows(text.rows(), width, "a prompt"));
      prompts.add(JSON.readValue(text.prompts(), STRINGS));
    }
    return new BankTexts(
        new TextFeatures(ClassSet.of(names), weights, rows), prompts, List.of("{}"));
  }
}
