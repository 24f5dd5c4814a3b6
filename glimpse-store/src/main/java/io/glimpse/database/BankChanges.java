package io.glimpse.database;

import io.glimpse.bank.Bank;
import io.glimpse.database.BankDatabaseException.Trouble;
import io.glimpse.database.BankRows.Head;
import io.glimpse.database.ChangeResult.Outcome;
import io.glimpse.database.HistoryEntry.Kind;
import io.glimpse.database.HistoryRows.Asked;
import io.glimpse.database.LiveBanks.Live;
import io.glimpse.shots.BankStore.Change;
import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * Makes versions of banks. One change of a bank at a time is at work in this process; one that
 * another process makes meanwhile is noticed by the version, and the change is tried again on what
 * the bank is then.
 */
final class BankChanges {

  /** How often others may come first. */
  private static final int MOST_ATTEMPTS = 50;

  private final Connections connections;
  private final LiveBanks live;
  private final ChangeListener told;
  private final Undoing undoing;
  private final Map<String, ReentrantLock> locks = new ConcurrentHashMap<>();

  BankChanges(Connections connections, LiveBanks live, ChangeListener told) {
    this.connections = connections;
    this.live = live;
    this.told = told;
    this.undoing = new Undoing(connections, live);
  }

  /** Makes the next version of a bank. */
  @FunctionalInterface
  private interface Step {
    /** What the next version is to be; null where there is nothing to change. */
    @Nullable NextVersion of(Live now) throws IOException;
  }

  /** What was written: the entry, and the bank as it is then. */
  private record Written(HistoryEntry entry, Bank bank) {}

  ChangeResult change(String name, ChangeRequest request, Kind kind, Change change)
      throws IOException {
    return step(
        name,
        request,
        now -> {
          Bank before = now.snapshot().bank();
          Bank after = change.of(before);
          Delta delta = Delta.between(before, after);
          if (delta.isEmpty()) {
            return null;
          }
          return NextVersion.of(
              after,
              kind == Kind.EDIT && delta.isOfFrameAlone() ? Kind.FIT : kind,
              ChangeSentence.of(delta, before, after),
              delta);
        });
  }

  ChangeResult undo(String name, ChangeRequest request) throws IOException {
    return step(name, request, undoing::ofLast);
  }

  ChangeResult undo(String name, long version, ChangeRequest request) throws IOException {
    return step(name, request, now -> undoing.of(now, version));
  }

  ChangeResult restore(String name, long version, ChangeRequest request) throws IOException {
    return step(
        name,
        request,
        now ->
            version == now.head().version()
                ? null
                : NextVersion.back(
                    live.version(now, version),
                    Kind.RESTORE,
                    "took back version " + version,
                    version,
                    0));
  }

  ChangeResult create(String name, Bank bank, ChangeRequest request) throws IOException {
    StoreNames.requireBank(name);
    Delta delta = Delta.ofNew(bank);
    ReentrantLock lock = locks.computeIfAbsent(name, key -> new ReentrantLock());
    lock.lock();
    try {
      Optional<Head> there = connections.read(handle -> BankRows.head(handle, name));
      if (there.isPresent()) {
        return repeated(live.refreshed(name), request).orElseThrow(() -> exists(name));
      }
      if (request.expectedVersion().isPresent()) {
        throw LiveBanks.missing(name);
      }
      NextVersion next = NextVersion.of(bank, Kind.CREATE, ChangeSentence.ofNew(bank), delta);
      Written[] written = new Written[1];
      Head head =
          connections.write(
              handle -> {
                Head made = BankHeads.create(handle, name).orElseThrow(() -> exists(name));
                written[0] = write(handle, made, next, request, 1);
                return made;
              });
      return done(head, next, written[0]);
    } finally {
      lock.unlock();
    }
  }

  /** Puts a bank in the place of one of that name, be that one damaged, or makes it. */
  ChangeResult replace(String name, Bank bank, ChangeRequest request) throws IOException {
    StoreNames.requireBank(name);
    if (connections.read(handle -> BankRows.head(handle, name)).isEmpty()) {
      try {
        return create(name, bank, request);
      } catch (BankDatabaseException e) {
        if (e.trouble() != Trouble.ALREADY_EXISTS) {
          throw e;
        }
      }
    }
    try {
      return change(name, request, Kind.REPLACE, before -> bank);
    } catch (BankDatabaseException e) {
      if (e.trouble() != Trouble.DAMAGED) {
        throw e;
      }
      return replaceUnread(name, bank, request);
    }
  }

  private ChangeResult replaceUnread(String name, Bank bank, ChangeRequest request)
      throws IOException {
    NextVersion next =
        NextVersion.of(bank, Kind.REPLACE, ChangeSentence.ofNew(bank), Delta.ofNew(bank));
    Written[] written = new Written[1];
    Head head =
        connections.write(
            handle -> {
              Head old = BankRows.head(handle, name).orElseThrow(() -> LiveBanks.missing(name));
              requireVersion(name, old.version(), request);
              BankHeads.Next taken = BankHeads.next(handle, old).orElseThrow(() -> busy(name));
              written[0] = write(handle, taken.head(), next, request, taken.nextRow());
              return taken.head();
            });
    return done(head, next, written[0]);
  }

  private static BankDatabaseException exists(String name) {
    return new BankDatabaseException(
        Trouble.ALREADY_EXISTS, "there is a bank '" + name + "' already");
  }

  boolean delete(String name, ChangeRequest request) throws IOException {
    for (int attempt = 0; attempt < MOST_ATTEMPTS; attempt++) {
      Optional<Boolean> deleted =
          connections.write(
              handle -> {
                Optional<Head> head = BankRows.head(handle, name);
                if (head.isEmpty()) {
                  return Optional.of(false);
                }
                requireVersion(name, head.get().version(), request);
                boolean gone = BankHeads.delete(handle, head.get(), connections.isServer());
                return gone ? Optional.of(true) : Optional.empty();
              });
      if (deleted.isPresent()) {
        live.remove(name);
        if (deleted.get()) {
          told.changed(name, 0);
        }
        return deleted.get();
      }
    }
    throw busy(name);
  }

  private static BankDatabaseException busy(String name) {
    return new BankDatabaseException(
        Trouble.BUSY, "others change bank '" + name + "' all the time; try again");
  }

  private ChangeResult step(String name, ChangeRequest request, Step step) throws IOException {
    live.refreshed(name);
    ReentrantLock lock = locks.computeIfAbsent(name, key -> new ReentrantLock());
    lock.lock();
    try {
      for (int attempt = 0; attempt < MOST_ATTEMPTS; attempt++) {
        Live now = live.refreshed(name);
        Optional<ChangeResult> before = repeated(now, request);
        if (before.isPresent()) {
          return before.get();
        }
        requireVersion(name, now.head().version(), request);
        NextVersion next = step.of(now);
        if (next == null) {
          return new ChangeResult(
              now.snapshot(), entry(now, now.head().version()), List.of(), Outcome.UNCHANGED);
        }
        Written[] written = new Written[1];
        Optional<Head> head =
            connections.write(
                handle -> {
                  Optional<BankHeads.Next> taken = BankHeads.next(handle, now.head());
                  if (taken.isPresent()) {
                    written[0] =
                        write(handle, taken.get().head(), next, request, taken.get().nextRow());
                  }
                  return taken.map(BankHeads.Next::head);
                });
        if (head.isPresent()) {
          return done(head.get(), next, written[0]);
        }
      }
    } finally {
      lock.unlock();
    }
    throw busy(name);
  }

  private Written write(
      Handle handle, Head head, NextVersion next, ChangeRequest request, long nextRow)
      throws IOException {
    Instant at = Instant.now().truncatedTo(ChronoUnit.MILLIS);
    BankWriter writer = new BankWriter(handle, head.id(), head.version(), nextRow);
    next.rows().write(writer, request, at.toEpochMilli());
    HistoryEntry entry =
        new HistoryEntry(
            head.version(), at, request.who(), next.kind(), next.what(), next.target(), false);
    HistoryRows.add(handle, head.id(), entry);
    if (next.undoes() > 0) {
      HistoryRows.markUndone(handle, head.id(), next.undoes());
    }
    HistoryRows.remember(handle, head.id(), request, entry, next.added());
    BankHeads.finish(handle, head, writer.nextRow(), at.toEpochMilli(), connections.isServer());
    return new Written(entry, next.shown(handle, head));
  }

  private ChangeResult done(Head head, NextVersion next, Written written) {
    Live now = live.put(head, written.bank());
    told.changed(head.name(), head.version());
    BankSnapshot made =
        now.head().equals(head)
            ? now.snapshot()
            : BankSnapshot.of(head.name(), head.version(), written.bank());
    return new ChangeResult(made, written.entry(), next.added(), Outcome.CHANGED);
  }

  Optional<ChangeResult> repeated(String name, ChangeRequest request) throws IOException {
    return request.idempotencyKey() == null
        ? Optional.empty()
        : repeated(live.refreshed(name), request);
  }

  private Optional<ChangeResult> repeated(Live now, ChangeRequest request) throws IOException {
    if (request.idempotencyKey() == null) {
      return Optional.empty();
    }
    Optional<Asked> asked =
        connections.read(handle -> HistoryRows.asked(handle, now.head().id(), request));
    if (asked.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new ChangeResult(
            now.snapshot(),
            entry(now, asked.get().version()),
            asked.get().added(),
            Outcome.REPEATED));
  }

  private HistoryEntry entry(Live now, long version) throws IOException {
    return connections
        .read(handle -> HistoryRows.find(handle, now.head().id(), version))
        .orElseThrow(() -> LiveBanks.missing(now.head().name()));
  }

  static void requireVersion(String name, long version, ChangeRequest request)
      throws BankDatabaseException {
    if (request.expectedVersion().orElse(version) != version) {
      throw new BankDatabaseException(
          Trouble.CONFLICT,
          "bank '%s' has version %d now, not %d: somebody changed it; look at it, and try again"
              .formatted(name, version, request.expectedVersion().getAsLong()));
    }
  }
}
