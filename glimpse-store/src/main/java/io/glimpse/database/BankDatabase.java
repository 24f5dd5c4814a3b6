package io.glimpse.database;

import io.glimpse.bank.Bank;
import io.glimpse.shots.BankStore;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * Banks in SQL. Every change is one transaction, one version and one entry of a history that can be
 * read, undone and named; what a method returned from is on the disk.
 *
 * <p>The banks that are in use are held in memory ({@link #current}), and follow each change, with
 * their classifiers where the method allows it; a change by another process that shares the
 * database is seen within a second. Any number of threads may use one.
 *
 * <p>Failures are {@link BankDatabaseException}s, each with its kind.
 */
public interface BankDatabase extends BankStore, AutoCloseable {

  /** Bytes that banks in memory take together where nobody says: 512 MiB. */
  long USUAL_MEMORY = 512L << 20;

  /**
   * Opens a database, which is made, or brought up to this version of Glimpse, where necessary.
   *
   * @throws BankDatabaseException if it cannot be had, or was made by a newer Glimpse
   */
  static BankDatabase open(StoreLocation location) throws IOException {
    return open(location, USUAL_MEMORY);
  }

  /**
   * As {@link #open(StoreLocation)}.
   *
   * @param memory bytes that banks in memory may take together, beside the one that was asked last;
   *     those that were not asked the longest are read again when somebody asks. What is counted is
   *     what a bank holds and a linear classifier of it; its versions before are kept beside it
   *     while there is memory
   */
  static BankDatabase open(StoreLocation location, long memory) throws IOException {
    return SqlBankDatabase.open(location, memory);
  }

  /**
   * A bank as it is now, from memory: it does not ask the database where the bank was used before,
   * and goes on while the database is away.
   *
   * @throws BankDatabaseException if there is none of that name
   */
  BankSnapshot current(String name) throws IOException;

  /**
   * A bank as it was.
   *
   * @throws BankDatabaseException if there is no such bank or version
   */
  BankSnapshot at(String name, long version) throws IOException;

  /** All banks by name, in short; a page goes on behind the name that it begins after. */
  Page<BankSummary> list(Page.Request page) throws IOException;

  /**
   * A bank in short.
   *
   * @throws BankDatabaseException if there is none of that name
   */
  BankSummary summary(String name) throws IOException;

  /**
   * The shots of a class in their order.
   *
   * @throws BankDatabaseException if there is no such bank or class
   */
  Page<StoredShot> shots(String name, String className, Page.Request page) throws IOException;

  /**
   * A shot.
   *
   * @throws BankDatabaseException if there is no such bank, or shot in it
   */
  StoredShot shot(String name, String id) throws IOException;

  /**
   * What is kept of the picture of a shot that the bank has or had; empty where nothing is.
   *
   * @throws BankDatabaseException if there is no such bank or shot
   */
  Optional<ShotPicture> picture(String name, String id) throws IOException;

  /**
   * Makes a bank.
   *
   * @param bank its content; classes may have no shots yet, see {@link BankEdits#untaught}
   * @throws BankDatabaseException if there is one of that name, or it cannot be one
   */
  ChangeResult create(String name, Bank bank, ChangeRequest request) throws IOException;

  /**
   * Puts a bank in the place of one of that name, which its history keeps, or makes it.
   *
   * @throws BankDatabaseException if it has not the version that is expected
   */
  ChangeResult replace(String name, Bank bank, ChangeRequest request) throws IOException;

  /**
   * Changes a bank.
   *
   * @param change gives what it shall be, such as one of {@link BankEdits}; called once, or again
   *     if another process changed the bank meanwhile; what it throws is thrown, and nothing
   *     changed
   * @throws BankDatabaseException if there is none of that name, or it has not the version that is
   *     expected
   */
  ChangeResult change(String name, ChangeRequest request, Change change) throws IOException;

  /**
   * What a request made when it came before, so that nobody has to prepare it again; empty if it
   * did not, or names no key.
   *
   * @throws BankDatabaseException if there is no such bank, or its key came with another request
   */
  Optional<ChangeResult> repeated(String name, ChangeRequest request) throws IOException;

  /**
   * Undoes the last change that is not undone: the bank becomes what it was before, as a new
   * version. Called again, it undoes the one before that.
   *
   * @throws BankDatabaseException if there is nothing to undo
   */
  ChangeResult undo(String name, ChangeRequest request) throws IOException;

  /**
   * Undoes one change and leaves what others did since: what it added goes, what it took away comes
   * back, what it changed is as before, as a new version.
   *
   * @param version that the change made
   * @throws BankDatabaseException if there is no such bank or version; as {@link
   *     BankDatabaseException.Trouble#NOT_ALLOWED} if the change is undone already, is an undoing
   *     itself or made the bank, or if a later change builds on it, which is named
   */
  ChangeResult undo(String name, long version, ChangeRequest request) throws IOException;

  /**
   * Makes a bank what it was at a version, as a new version.
   *
   * @throws BankDatabaseException if there is no such bank or version
   */
  ChangeResult restore(String name, long version, ChangeRequest request) throws IOException;

  /**
   * All changes of a bank, the newest first.
   *
   * @throws BankDatabaseException if there is none of that name
   */
  Page<HistoryEntry> history(String name, Page.Request page) throws IOException;

  /**
   * Names the version that a bank has now; makes no version.
   *
   * @param request for who names it, and the version that is expected
   * @throws BankDatabaseException if the name is taken, or cannot be one
   */
  NamedVersion snapshot(String name, String snapshot, ChangeRequest request) throws IOException;

  /** The versions of a bank that have names, the newest first. */
  List<NamedVersion> snapshots(String name) throws IOException;

  /**
   * The version of a name.
   *
   * @throws BankDatabaseException if there is no such bank or snapshot
   */
  NamedVersion snapshotOf(String name, String snapshot) throws IOException;

  /**
   * Takes a name from a version; the version stays.
   *
   * @param request for the version that the bank is expected to have
   * @return whether there was one of that name
   */
  boolean forgetSnapshot(String name, String snapshot, ChangeRequest request) throws IOException;

  /** As {@link #forgetSnapshot(String, String, ChangeRequest)}, on no condition. */
  default boolean forgetSnapshot(String name, String snapshot) throws IOException {
    return forgetSnapshot(name, snapshot, ChangeRequest.PLAIN);
  }

  /**
   * Deletes a bank with its history, for good. A later bank of the name goes on counting versions.
   *
   * @param request for the version that is expected
   * @return whether there was one
   */
  boolean delete(String name, ChangeRequest request) throws IOException;

  /**
   * Tests whether all that is kept is whole.
   *
   * @return a sentence for each fault; empty if all is well
   */
  List<String> check() throws IOException;

  /** Asks the database for a sign of life. */
  void ping() throws IOException;

  /** Has changes told, until it is closed. */
  Subscription listen(ChangeListener listener);

  /** Where it lies, without user and password. */
  StoreLocation location();

  /** Ends work in memory; what was acknowledged is on the disk already. */
  @Override
  void close();

  /** Something that goes on until it is closed. */
  interface Subscription extends AutoCloseable {
    @Override
    void close();
  }
}
