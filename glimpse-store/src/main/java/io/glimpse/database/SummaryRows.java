package io.glimpse.database;

import io.glimpse.database.BankRows.Head;
import io.glimpse.database.BankSummary.ClassSummary;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jdbi.v3.core.Handle;

/** Reads what banks are in short, without their features. */
final class SummaryRows {

  private SummaryRows() {}

  static Page<BankSummary> list(Handle handle, Page.Request page) {
    List<Head> found =
        handle
            .createQuery(
                "SELECT id, name, version FROM bank WHERE name > :after ORDER BY name LIMIT :most")
            .bind("after", page.after() == null ? "" : page.after())
            .bind("most", page.size() + 1)
            .map((row, context) -> new Head(row.getLong(1), row.getString(2), row.getLong(3)))
            .list();
    Page<Head> heads = Page.of(found, page, Head::name);
    List<BankSummary> banks = new ArrayList<>();
    for (Head head : heads.items()) {
      banks.add(one(handle, head));
    }
    return new Page<>(banks, heads.next());
  }

  static BankSummary one(Handle handle, Head head) {
    List<ClassSummary> classes =
        handle
            .createQuery(
                "SELECT c.name, (SELECT COUNT(*) FROM shot_place p WHERE p.bank = c.bank"
                    + " AND p.class_row = c.class_row AND "
                    + BankRows.shown("p")
                    + ") FROM class_place c WHERE c.bank = :bank AND "
                    + BankRows.shown("c")
                    + " ORDER BY c.seq")
            .bind("bank", head.id())
            .bind("version", head.version())
            .map((row, context) -> new ClassSummary(row.getString(1), row.getInt(2)))
            .list();
    return handle
        .createQuery(
            "SELECT f.encoder, f.method, e.at FROM frame f"
                + " JOIN entry e ON e.bank = f.bank AND e.version = :version"
                + " WHERE f.bank = :bank AND "
                + BankRows.shown("f"))
        .bind("bank", head.id())
        .bind("version", head.version())
        .map(
            (row, context) ->
                new BankSummary(
                    head.name(),
                    head.version(),
                    row.getString(1),
                    row.getString(2),
                    Instant.ofEpochMilli(row.getLong(3)),
                    classes))
        .one();
  }
}
