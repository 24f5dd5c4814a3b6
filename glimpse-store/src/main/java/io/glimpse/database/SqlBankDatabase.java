package io.glimpse.database;

import io.glimpse.bank.Bank;
import io.glimpse.database.BankDatabaseException.Trouble;
import io.glimpse.database.BankRows.Head;
import io.glimpse.database.HistoryEntry.Kind;
import io.glimpse.database.LiveBanks.Live;
import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** Banks in SQLite or PostgreSQL, by the same statements. */
final class SqlBankDatabase implements BankDatabase {

  private final StoreLocation location;
  private final Connections connections;
  private final LiveBanks live;
  private final BankChanges changes;
  private final Announcements announcements = new Announcements();
  private final Watcher watcher;

  private SqlBankDatabase(StoreLocation location, Connections connections, long memory) {
    this.location = location;
    this.connections = connections;
    this.live = new LiveBanks(connections, memory);
    this.changes = new BankChanges(connections, live, announcements);
    this.watcher = new Watcher(connections, live, announcements);
  }

  static SqlBankDatabase open(StoreLocation location, long memory) throws IOException {
    Objects.requireNonNull(location, "location");
    Schema.prepare(location);
    Connections connections = Connections.open(location);
    try {
      Schema.migrate(location, connections);
      SqlBankDatabase database = new SqlBankDatabase(location, connections, memory);
      database.watcher.start();
      return database;
    } catch (IOException | RuntimeException e) {
      connections.close();
      throw e;
    }
  }

  @Override
  public BankSnapshot current(String name) throws IOException {
    return live.current(name).snapshot();
  }

  @Override
  public BankSnapshot at(String name, long version) throws IOException {
    Live now = live.refreshed(name);
    return version == now.head().version()
        ? now.snapshot()
        : BankSnapshot.of(name, version, live.version(now, version));
  }

  @Override
  public Page<BankSummary> list(Page.Request page) throws IOException {
    return connections.readAtOnce(handle -> SummaryRows.list(handle, page));
  }

  @Override
  public BankSummary summary(String name) throws IOException {
    return connections.readAtOnce(handle -> SummaryRows.one(handle, head(handle, name)));
  }

  @Override
  public Page<StoredShot> shots(String name, String className, Page.Request page)
      throws IOException {
    return reading(name, (handle, head) -> ShotRows.list(handle, head, className, page));
  }

  @Override
  public StoredShot shot(String name, String id) throws IOException {
    return reading(name, (handle, head) -> ShotRows.one(handle, head, id));
  }

  @Override
  public Optional<ShotPicture> picture(String name, String id) throws IOException {
    return reading(name, (handle, head) -> ShotRows.picture(handle, head, id));
  }

  @Override
  public ChangeResult create(String name, Bank bank, ChangeRequest request) throws IOException {
    return changes.create(name, bank, request);
  }

  @Override
  public ChangeResult replace(String name, Bank bank, ChangeRequest request) throws IOException {
    return changes.replace(name, bank, request);
  }

  @Override
  public ChangeResult change(String name, ChangeRequest request, Change change) throws IOException {
    return changes.change(name, request, Kind.EDIT, change);
  }

  @Override
  public Optional<ChangeResult> repeated(String name, ChangeRequest request) throws IOException {
    return changes.repeated(name, request);
  }

  @Override
  public ChangeResult undo(String name, ChangeRequest request) throws IOException {
    return changes.undo(name, request);
  }

  @Override
  public ChangeResult undo(String name, long version, ChangeRequest request) throws IOException {
    return changes.undo(name, version, request);
  }

  @Override
  public ChangeResult restore(String name, long version, ChangeRequest request) throws IOException {
    return changes.restore(name, version, request);
  }

  @Override
  public Page<HistoryEntry> history(String name, Page.Request page) throws IOException {
    return reading(name, (handle, head) -> HistoryRows.list(handle, head.id(), page));
  }

  @Override
  public NamedVersion snapshot(String name, String snapshot, ChangeRequest request)
      throws IOException {
    StoreNames.requireSnapshot(snapshot);
    return connections.write(
        handle -> {
          Head head = head(handle, name);
          BankChanges.requireVersion(name, head.version(), request);
          NamedVersion named =
              new NamedVersion(
                  snapshot,
                  head.version(),
                  Instant.now().truncatedTo(ChronoUnit.MILLIS),
                  request.who());
          if (!HistoryRows.addSnapshot(handle, head.id(), named)) {
            throw new BankDatabaseException(
                Trouble.ALREADY_EXISTS,
                "there is a snapshot '" + snapshot + "' of bank '" + name + "' already");
          }
          return named;
        });
  }

  @Override
  public List<NamedVersion> snapshots(String name) throws IOException {
    return reading(name, (handle, head) -> HistoryRows.snapshots(handle, head.id()));
  }

  @Override
  public NamedVersion snapshotOf(String name, String snapshot) throws IOException {
    return reading(
        name,
        (handle, head) ->
            HistoryRows.snapshot(handle, head.id(), snapshot)
                .orElseThrow(
                    () ->
                        new BankDatabaseException(
                            Trouble.NOT_FOUND,
                            "there is no snapshot '" + snapshot + "' of bank '" + name + "'")));
  }

  @Override
  public boolean forgetSnapshot(String name, String snapshot, ChangeRequest request)
      throws IOException {
    return connections.write(
        handle -> {
          Head head = head(handle, name);
          BankChanges.requireVersion(name, head.version(), request);
          return HistoryRows.removeSnapshot(handle, head.id(), snapshot);
        });
  }

  @Override
  public boolean delete(String name, ChangeRequest request) throws IOException {
    return changes.delete(name, request);
  }

  @Override
  public List<String> check() throws IOException {
    return connections.readAtOnce(handle -> StoreCheck.faults(handle, connections.isServer()));
  }

  @Override
  public void ping() throws IOException {
    connections.read(handle -> handle.createQuery("SELECT 1").mapTo(Integer.class).one());
  }

  @Override
  public Subscription listen(ChangeListener listener) {
    return announcements.add(Objects.requireNonNull(listener, "listener"));
  }

  @Override
  public StoreLocation location() {
    return location;
  }

  @Override
  public List<String> names() throws IOException {
    return connections.read(
        handle ->
            handle.createQuery("SELECT name FROM bank ORDER BY name").mapTo(String.class).list());
  }

  @Override
  public Optional<Bank> find(String name) throws IOException {
    StoreNames.requireBank(name);
    try {
      return Optional.of(live.refreshed(name).snapshot().bank());
    } catch (BankDatabaseException e) {
      if (e.trouble() == Trouble.NOT_FOUND) {
        return Optional.empty();
      }
      throw e;
    }
  }

  @Override
  public Bank read(String name) throws IOException {
    StoreNames.requireBank(name);
    return live.refreshed(name).snapshot().bank();
  }

  @Override
  public Optional<Object> version(String name) throws IOException {
    StoreNames.requireBank(name);
    return connections.read(handle -> BankRows.head(handle, name)).map(Object.class::cast);
  }

  @Override
  public void put(String name, Bank bank) throws IOException {
    changes.replace(name, Objects.requireNonNull(bank, "bank"), ChangeRequest.PLAIN);
  }

  @Override
  public Bank change(String name, Change change) throws IOException {
    StoreNames.requireBank(name);
    return change(name, ChangeRequest.PLAIN, Objects.requireNonNull(change, "change"))
        .snapshot()
        .bank();
  }

  @Override
  public boolean remove(String name) throws IOException {
    StoreNames.requireBank(name);
    return delete(name, ChangeRequest.PLAIN);
  }

  /** Asks something of a bank. */
  @FunctionalInterface
  private interface Question<T> {
    T of(Handle handle, Head head) throws IOException;
  }

  private <T> T reading(String name, Question<T> question) throws IOException {
    return connections.read(handle -> question.of(handle, head(handle, name)));
  }

  private static Head head(Handle handle, String name) throws BankDatabaseException {
    return BankRows.head(handle, name).orElseThrow(() -> LiveBanks.missing(name));
  }

  @Override
  public void close() {
    watcher.close();
    connections.close();
  }

  /** Where it lies. */
  @Override
  public String toString() {
    return "BankDatabase[" + location + "]";
  }
}
