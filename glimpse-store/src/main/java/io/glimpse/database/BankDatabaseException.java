package io.glimpse.database;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Something could not be read from a database of banks, or not be kept in it: one sentence that
 * says what and what to do, and what kind of trouble it is, for front ends that answer with a
 * number.
 *
 * <p>Nothing was changed, unless the trouble is {@link Trouble#UNAVAILABLE}: a database that is
 * lost just while a change is committed cannot say whether it has it. A change that names a {@link
 * ChangeRequest#idempotencyKey() key} can be asked for again.
 */
public final class BankDatabaseException extends IOException {

  private static final long serialVersionUID = 1L;

  /** What kind of trouble it is. */
  public enum Trouble {
    /** There is no such bank, class, shot, version or snapshot. */
    NOT_FOUND,
    /** Somebody else changed the bank: it has another version than was expected. */
    CONFLICT,
    /** There is one of that name already. */
    ALREADY_EXISTS,
    /** This cannot be a name. */
    INVALID_NAME,
    /** The bank as it is does not allow it; the sentence says why. */
    NOT_ALLOWED,
    /** The idempotency key was used for something else. */
    KEY_REUSED,
    /** Somebody else holds the database longer than one waits; try again. */
    BUSY,
    /** The disk, or what the database may take of it, is full. */
    FULL,
    /** The database cannot be written to. */
    READ_ONLY,
    /** The database does not answer; try again. */
    UNAVAILABLE,
    /** The database was made by a newer Glimpse. */
    NEWER_VERSION,
    /** The database has something of somebody else by a name that Glimpse needs. */
    NAME_TAKEN,
    /** What is kept is not whole. */
    DAMAGED
  }

  private final Trouble trouble;

  BankDatabaseException(Trouble trouble, String message) {
    this(trouble, message, null);
  }

  BankDatabaseException(Trouble trouble, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.trouble = trouble;
  }

  /** What kind of trouble it is. */
  public Trouble trouble() {
    return trouble;
  }

  /** Whether the same may well succeed a little later. */
  public boolean isTransient() {
    return trouble == Trouble.BUSY || trouble == Trouble.UNAVAILABLE;
  }
}
