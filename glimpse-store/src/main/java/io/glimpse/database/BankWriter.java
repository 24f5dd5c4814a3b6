package io.glimpse.database;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.glimpse.bank.Bank;
import io.glimpse.bank.Shot;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;

/**
 * Writes one version of a bank: rows go, rows come, within a transaction that others do not see.
 */
final class BankWriter {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int BATCH = 500;

  private static final List<String> PLACES = List.of("class_place", "shot_place", "frame");

  private static final String SHOT_ROWS_OF_ID =
      "shot_row IN (SELECT shot_row FROM shot WHERE bank = :bank AND id = :id)";

  private final Handle handle;
  private final long bank;
  private final long version;
  private final boolean isNew;
  private final Map<String, Long> classRows = new HashMap<>();
  private long nextRow;

  /**
   * For a version of a bank whose head has it already, so that nobody else writes the same.
   *
   * @param nextRow from which on the numbers of rows are free
   */
  BankWriter(Handle handle, long bank, long version, long nextRow) {
    this.handle = handle;
    this.bank = bank;
    this.version = version;
    this.nextRow = nextRow;
    this.isNew = nextRow == 1;
  }

  /** From which on the numbers of rows are free now. */
  long nextRow() {
    return nextRow;
  }

  /**
   * Makes of the version before what a delta says.
   *
   * @param after what it leads to
   * @param request who made it, with what is kept of the pictures of new shots
   * @param at when, in milliseconds since 1970
   */
  void write(Delta delta, Bank after, ChangeRequest request, long at)
      throws JsonProcessingException {
    closeEach("class_place", "name = :id", delta.goneClasses());
    closeEach("shot_place", SHOT_ROWS_OF_ID, delta.goneShots());
    for (int c = 0; c < after.classes().size(); c++) {
      if (delta.placedClasses().containsKey(c)) {
        placeClass(delta, after, c);
      }
    }
    for (int c : delta.newClasses()) {
      insertClass(after, c);
    }
    placeShots(delta, after);
    insertShots(delta, after, request, at);
    byte[] frame = delta.frame();
    if (frame != null) {
      frame(frame, after);
    }
  }

  /** Puts a frame in the place of the one before. */
  void frame(byte[] content, Bank of) {
    close("frame");
    handle
        .createUpdate(
            "INSERT INTO frame (bank, content, encoder, method, valid_from, valid_to)"
                + " VALUES (:bank, :content, :encoder, :method, :version, NULL)")
        .bind("bank", bank)
        .bind("content", content)
        .bind("encoder", of.encoder().name())
        .bind("method", of.method())
        .bind("version", version)
        .execute();
  }

  /** Takes one change back, and leaves what others did since; see {@link EntryUndo#write}. */
  void undo(HistoryEntry entry) throws BankDatabaseException {
    new EntryUndo(handle, bank, version, entry).write();
  }

  /**
   * Makes of the version before what an older version was: what came since goes, and what went
   * comes back.
   */
  void restore(long older) {
    for (String table : PLACES) {
      handle
          .createUpdate(
              "UPDATE "
                  + table
                  + " SET valid_to = :version"
                  + " WHERE bank = :bank AND valid_to IS NULL AND valid_from > :older")
          .bind("bank", bank)
          .bind("version", version)
          .bind("older", older)
          .execute();
      String columns =
          switch (table) {
            case "class_place" -> "bank, class_row, name, text_row, seq";
            case "shot_place" -> "bank, shot_row, class_row, seq";
            default -> "bank, content, encoder, method";
          };
      handle
          .createUpdate(
              "INSERT INTO "
                  + table
                  + " ("
                  + columns
                  + ", valid_from, valid_to) SELECT "
                  + columns
                  + ", :version, NULL FROM "
                  + table
                  + " WHERE bank = :bank AND valid_from <= :older AND valid_to > :older")
          .bind("bank", bank)
          .bind("version", version)
          .bind("older", older)
          .execute();
    }
  }

  /** Has all go that the version before shows. */
  void clear() {
    PLACES.forEach(this::close);
  }

  private void close(String table) {
    handle
        .createUpdate(
            "UPDATE " + table + " SET valid_to = :version WHERE bank = :bank AND valid_to IS NULL")
        .bind("bank", bank)
        .bind("version", version)
        .execute();
  }

  private void closeEach(String table, String which, List<String> ids) {
    inBatches(
        "UPDATE "
            + table
            + " SET valid_to = :version WHERE bank = :bank AND valid_to IS NULL AND "
            + which,
        ids,
        (batch, id) -> batch.bind("bank", bank).bind("version", version).bind("id", id));
  }

  private void placeClass(Delta delta, Bank after, int c) throws JsonProcessingException {
    Long text = delta.newTexts().contains(c) ? insertText(after, c) : null;
    Long seq = c < delta.classesInOrder() ? null : nextRow++;
    handle
        .createUpdate(
            "INSERT INTO class_place (bank, class_row, name, text_row, seq, valid_from, valid_to)"
                + " SELECT bank, class_row, :name, COALESCE(:text, text_row), COALESCE(:seq, seq),"
                + " :version, NULL FROM class_place"
                + " WHERE bank = :bank AND valid_to = :version AND name = :old")
        .bind("bank", bank)
        .bind("version", version)
        .bind("name", after.classes().name(c))
        .bind("old", delta.placedClasses().get(c))
        .bind("text", text)
        .bind("seq", seq)
        .execute();
  }

  private void insertClass(Bank after, int c) throws JsonProcessingException {
    long text = insertText(after, c);
    long row = nextRow++;
    String name = after.classes().name(c);
    handle
        .createUpdate(
            "INSERT INTO class_place (bank, class_row, name, text_row, seq, valid_from, valid_to)"
                + " VALUES (:bank, :row, :name, :text, :row, :version, NULL)")
        .bind("bank", bank)
        .bind("row", row)
        .bind("name", name)
        .bind("text", text)
        .bind("version", version)
        .execute();
    classRows.put(name, row);
  }

  private long insertText(Bank after, int c) throws JsonProcessingException {
    long row = nextRow++;
    handle
        .createUpdate(
            "INSERT INTO class_text (bank, text_row, prompts, weights, prompt_rows)"
                + " VALUES (:bank, :row, :prompts, :weights, :rows)")
        .bind("bank", bank)
        .bind("row", row)
        .bind("prompts", JSON.writeValueAsString(after.prompts().get(c)))
        .bind("weights", Blobs.ofRows(after.text().weights(), c, c + 1))
        .bind("rows", Blobs.of(after.text().prompts().get(c)))
        .execute();
    return row;
  }

  private void placeShots(Delta delta, Bank after) {
    inBatches(
        "INSERT INTO shot_place (bank, shot_row, class_row, seq, valid_from, valid_to)"
            + " SELECT bank, shot_row, :class, COALESCE(:seq, seq), :version, NULL FROM shot_place"
            + " WHERE bank = :bank AND valid_to = :version AND "
            + SHOT_ROWS_OF_ID,
        delta.placedShots(),
        (batch, shot) ->
            batch
                .bind("bank", bank)
                .bind("version", version)
                .bind("id", after.shots().get(shot).id())
                .bind("class", classRow(after, shot))
                .bind("seq", shot < delta.shotsInOrder() ? null : (Long) nextSeq(delta, shot)));
  }

  /**
   * The number that orders a shot behind those that keep theirs: from the next free one on, in the
   * order of the bank.
   */
  private long nextSeq(Delta delta, int shot) {
    return nextRow + shot - delta.shotsInOrder();
  }

  private void insertShots(Delta delta, Bank after, ChangeRequest request, long at) {
    Delta.Keys keys = new Delta.Keys(after.cache().keys());
    var local = after.shots().local();
    inBatches(
        "INSERT INTO shot (bank, shot_row, id, source, digest, added_by, added_at, feature,"
            + " local_tokens, media_type, thumbnail) VALUES (:bank, :row, :id, :source, :digest,"
            + " :who, :at, :feature, :local, :type, :thumbnail)",
        delta.newShots(),
        (batch, shot) -> {
          Shot origin = after.shots().get(shot);
          ShotPicture picture = picture(origin.id(), request);
          batch
              .bind("bank", bank)
              .bind("row", nextSeq(delta, shot))
              .bind("id", origin.id())
              .bind("source", origin.source())
              .bind("digest", picture.digest())
              .bind("who", request.who())
              .bind("at", at)
              .bind("feature", Blobs.ofRows(keys.block(shot), keys.row(shot), keys.row(shot) + 1))
              .bind("local", local == null ? null : Blobs.ofHalves(local.ofShot(shot)))
              .bind("type", picture.mediaType())
              .bind("thumbnail", picture.thumbnail());
        });
    inBatches(
        "INSERT INTO shot_place (bank, shot_row, class_row, seq, valid_from, valid_to)"
            + " VALUES (:bank, :row, :class, :row, :version, NULL)",
        delta.newShots(),
        (batch, shot) ->
            batch
                .bind("bank", bank)
                .bind("row", nextSeq(delta, shot))
                .bind("class", classRow(after, shot))
                .bind("version", version));
    nextRow += after.shots().size() - delta.shotsInOrder();
  }

  /** What comes with the shot, or else what was kept when the same was here before. */
  private ShotPicture picture(String id, ChangeRequest request) {
    ShotPicture given = request.pictures().get(id);
    if (given != null) {
      return given;
    }
    Optional<ShotPicture> last = isNew ? Optional.empty() : ShotRows.lastPicture(handle, bank, id);
    return last.orElse(new ShotPicture("", new byte[0], ""));
  }

  private long classRow(Bank after, int shot) {
    return classRows.computeIfAbsent(
        after.classes().name(after.cache().label(shot)),
        name ->
            handle
                .createQuery(
                    "SELECT class_row FROM class_place"
                        + " WHERE bank = :bank AND name = :name AND valid_to IS NULL")
                .bind("bank", bank)
                .bind("name", name)
                .mapTo(Long.class)
                .one());
  }

  /** Binds one row of a batch. */
  @FunctionalInterface
  private interface Binder<T> {
    void bind(PreparedBatch batch, T item);
  }

  private <T> void inBatches(String sql, List<T> items, Binder<T> binder) {
    for (int from = 0; from < items.size(); from += BATCH) {
      try (PreparedBatch batch = handle.prepareBatch(sql)) {
        for (T item : items.subList(from, Math.min(items.size(), from + BATCH))) {
          binder.bind(batch, item);
          batch.add();
        }
        batch.execute();
      }
    }
  }
}
