package io.glimpse.database;

import com.zaxxer.hikari.pool.HikariPool.PoolInitializationException;
import io.glimpse.database.BankDatabaseException.Trouble;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/** Tells by what a driver throws what kind of trouble it is, and says it to people. */
final class Failures {

  private final StoreLocation location;

  Failures(StoreLocation location) {
    this.location = location;
  }

  /** What a driver, or a library that is built on it, threw. */
  BankDatabaseException of(Throwable thrown) {
    for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
      if (cause instanceof BankDatabaseException known) {
        return known;
      }
      if (cause instanceof SQLiteException sqlite) {
        return said(ofSqlite(sqlite.getResultCode()), thrown);
      }
    }
    SQLException sql = deepest(thrown);
    if (sql != null) {
      return said(location.isServer() ? ofState(sql) : Trouble.BUSY, thrown);
    }
    if (find(thrown, PoolInitializationException.class) != null) {
      return said(Trouble.UNAVAILABLE, thrown);
    }
    return said(Trouble.DAMAGED, thrown);
  }

  /** Whether the connection is what failed, so that another one may do. */
  static boolean isOfConnection(Throwable thrown) {
    SQLException sql = deepest(thrown);
    return sql != null
        && find(thrown, SQLiteException.class) == null
        && ofState(sql) == Trouble.UNAVAILABLE;
  }

  private static Trouble ofSqlite(SQLiteErrorCode code) {
    return switch (code.code & 0xFF) {
      case 5, 6 -> Trouble.BUSY; // BUSY, LOCKED
      case 8, 3 -> Trouble.READ_ONLY; // READONLY, PERM
      case 13 -> Trouble.FULL;
      case 11, 26 -> Trouble.DAMAGED; // CORRUPT, NOTADB
      case 14, 10 -> Trouble.UNAVAILABLE; // CANTOPEN, IOERR
      default -> Trouble.DAMAGED;
    };
  }

  /** By the standard's classes of states, and PostgreSQL's own. */
  private static Trouble ofState(SQLException sql) {
    String state = sql.getSQLState() == null ? "" : sql.getSQLState();
    if (sql instanceof SQLTransientConnectionException || state.startsWith("08")) {
      return Trouble.UNAVAILABLE;
    }
    return switch (state) {
      case "57P01", "57P02", "57P03", "53300", "58030", "58000" -> Trouble.UNAVAILABLE;
      case "28000", "28P01", "3D000" -> Trouble.UNAVAILABLE;
      case "40001", "40P01", "55P03", "57014" -> Trouble.BUSY;
      case "53100" -> Trouble.FULL;
      case "25006", "42501" -> Trouble.READ_ONLY;
      default -> state.isEmpty() ? Trouble.UNAVAILABLE : Trouble.DAMAGED;
    };
  }

  private BankDatabaseException said(Trouble trouble, Throwable cause) {
    return new BankDatabaseException(trouble, location + ": " + sentence(trouble, cause), cause);
  }

  private String sentence(Trouble trouble, Throwable cause) {
    return switch (trouble) {
      case BUSY -> "somebody else holds this database for longer than one waits; try again";
      case FULL ->
          "there is no room left for this database, and nothing was changed; free some, and try"
              + " again";
      case READ_ONLY ->
          "this database cannot be written to, and nothing was changed; give the right to write to"
              + " it"
              + (location.isServer() ? "" : " and to its folder");
      case UNAVAILABLE ->
          location.isServer()
              ? "this database does not answer; see that it runs and lets in who asks, and try again"
              : "this database cannot be opened or read; see that its folder is there and may be"
                  + " written to";
      default -> "this database is damaged, or is none of Glimpse: " + reason(cause);
    };
  }

  private static String reason(Throwable thrown) {
    SQLException sql = deepest(thrown);
    String message = String.valueOf((sql == null ? thrown : sql).getMessage());
    int end = message.indexOf('\n');
    return end < 0 ? message : message.substring(0, end);
  }

  private static @Nullable SQLException deepest(Throwable thrown) {
    SQLException found = null;
    for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLException sql) {
        found = sql;
      }
    }
    return found;
  }

  private static <T extends Throwable> @Nullable T find(Throwable thrown, Class<T> type) {
    for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
      if (type.isInstance(cause)) {
        return type.cast(cause);
      }
    }
    return null;
  }
}
