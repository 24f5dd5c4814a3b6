package io.glimpse.database;

import io.glimpse.database.BankRows.Head;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;

/** Looks for what is not whole: in the file, in what refers to what, and in every bank. */
final class StoreCheck {

  private StoreCheck() {}

  /** A sentence for each fault. */
  static List<String> faults(Handle handle, boolean isServer) throws IOException {
    List<String> faults = new ArrayList<>();
    if (!isServer) {
      handle.createQuery("PRAGMA integrity_check").mapTo(String.class).list().stream()
          .filter(line -> !line.equals("ok"))
          .map(line -> "the file: " + line)
          .forEach(faults::add);
      handle.createQuery("PRAGMA foreign_key_check").mapTo(String.class).list().stream()
          .map(table -> "a row of table '" + table + "' belongs to no bank")
          .forEach(faults::add);
    }
    for (Head head : BankRows.heads(handle)) {
      bank(handle, head, faults);
    }
    return faults;
  }

  private static void bank(Handle handle, Head head, List<String> faults) throws IOException {
    try {
      BankRows.read(handle, head, head.version());
    } catch (BankDatabaseException e) {
      faults.add(e.getMessage());
    }
    long entries =
        count(
            handle, head, "SELECT COUNT(*) FROM entry WHERE bank = :bank AND version <= :version");
    long first = count(handle, head, "SELECT MIN(version) FROM entry WHERE bank = :bank");
    if (entries != head.version() - first + 1) {
      faults.add(
          "bank '%s': its history has %d entries for the versions %d to %d"
              .formatted(head.name(), entries, first, head.version()));
    }
    for (String table : List.of("class_place", "shot_place", "frame", "entry", "snapshot")) {
      String version = table.equals("entry") || table.equals("snapshot") ? "version" : "valid_from";
      String later = "SELECT COUNT(*) FROM " + table + " WHERE bank = :bank AND " + version;
      if (count(handle, head, later + " > :version") > 0) {
        faults.add(
            "bank '%s': a row of table '%s' is of a version to come".formatted(head.name(), table));
      }
    }
  }

  private static long count(Handle handle, Head head, String sql) {
    Query query = handle.createQuery(sql).bind("bank", head.id());
    return (sql.contains(":version") ? query.bind("version", head.version()) : query)
        .mapTo(Long.class)
        .one();
  }
}
