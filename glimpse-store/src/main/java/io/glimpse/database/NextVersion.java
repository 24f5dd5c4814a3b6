package io.glimpse.database;

import io.glimpse.bank.Bank;
import io.glimpse.database.BankRows.Head;
import io.glimpse.database.HistoryEntry.Kind;
import java.io.IOException;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * What the next version of a bank is to be.
 *
 * @param bank what it shows; null where its rows tell once they are written
 * @param kind of change
 * @param what is done
 * @param rows write it
 * @param added ids of the shots that it adds
 * @param target the older version that is taken back to; 0 where there is none
 * @param undoes the entry that it undoes; 0 where it undoes none
 */
record NextVersion(
    @Nullable Bank bank,
    Kind kind,
    String what,
    Rows rows,
    List<String> added,
    long target,
    long undoes) {

  /** Writes the rows of a version. */
  @FunctionalInterface
  interface Rows {
    /**
     * Writes them.
     *
     * @param at when, in milliseconds since 1970
     */
    void write(BankWriter writer, ChangeRequest request, long at) throws IOException;
  }

  /** One that a delta leads to, from the version before or from nothing. */
  static NextVersion of(Bank bank, Kind kind, String what, Delta delta) {
    return new NextVersion(
        bank,
        kind,
        what,
        (writer, request, at) -> {
          if (delta.isOfNew()) {
            writer.clear();
          }
          writer.write(delta, bank, request, at);
        },
        delta.newShots().stream().map(shot -> bank.shots().get(shot).id()).toList(),
        0,
        0);
  }

  /** One that is what an older version was. */
  static NextVersion back(Bank bank, Kind kind, String what, long target, long undoes) {
    return new NextVersion(
        bank,
        kind,
        what,
        (writer, request, at) -> writer.restore(target),
        List.of(),
        target,
        undoes);
  }

  /** What it shows, once its rows are written. */
  Bank shown(Handle handle, Head head) throws IOException {
    return bank == null ? BankRows.read(handle, head, head.version()) : bank;
  }
}
