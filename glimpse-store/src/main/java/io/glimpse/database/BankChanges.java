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
  private final Map<String, ReentrantLock> locks = new ConcurrentHashMap<>();

  BankChanges(Connections connections, LiveBanks live, ChangeListener told) {
    this.connections = connections;
    this.live = live;
    this.told = told;
  }

  /** Makes the next version of a bank. */
  @FunctionalInterface
  private interface Step {
    /** What the next version is to be; null where there is nothing to change. */
    @Nullable Next of(Live now) throws IOException;
  }

  /**
   * The next version.
   *
   * @param bank what it shows
   * @param kind of change
   * @param what is done
   * @param delta that leads to it from the version before, or from nothing where there is none that
   *     could be read; null where an older version is taken back to
   * @param target the older version; 0 where there is none
   * @param undoes the entry that it undoes; 0 where it undoes none
   */
  private record Next(
      Bank bank, Kind kind, String what, @Nullable Delta delta, long target, long undoes) {

    /** Whether whatever was there before goes first. */
    boolean isFromNothing() {
      return delta != null && delta.isOfNew();
    }

    List<String> added() {
      return delta == null
          ? List.of()
          : delta.newShots().stream().map(shot -> bank.shots().get(shot).id()).toList();
    }
  }

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
          return new Next(
              after,
              kind == Kind.EDIT && delta.isOfFrameAlone() ? Kind.FIT : kind,
              ChangeSentence.of(delta, before, after),
              delta,
              0,
              0);
        });
  }

  ChangeResult undo(String name, ChangeRequest request) throws IOException {
    return step(
        name,
        request,
        now -> {
          HistoryEntry last =
              connections
                  .read(handle -> HistoryRows.lastToUndo(handle, now.head().id()))
                  .orElseThrow(
                      () ->
                          new BankDatabaseException(
                              Trouble.NOT_ALLOWED,
                              "there is nothing to undo in bank '" + name + "'"));
          long target = last.version() - 1;
          return new Next(
              version(now, target),
              Kind.UNDO,
              "undid: " + last.what(),
              null,
              target,
              last.version());
        });
  }

  ChangeResult restore(String name, long version, ChangeRequest request) throws IOException {
    return step(
        name,
        request,
        now -> {
          if (version == now.head().version()) {
            return null;
          }
          Bank bank = version(now, version);
          return new Next(bank, Kind.RESTORE, "took back version " + version, null, version, 0);
        });
  }

  /** A version of a bank, from memory where it is there yet. */
  Bank version(Live now, long version) throws IOException {
    Optional<Bank> ready = now.version(version);
    if (ready.isPresent()) {
      return ready.get();
    }
    return connections.read(
        handle -> {
          if (HistoryRows.find(handle, now.head().id(), version).isEmpty()) {
            throw new BankDatabaseException(
                Trouble.NOT_FOUND,
                "there is no version " + version + " of bank '" + now.head().name() + "'");
          }
          return BankRows.read(handle, now.head(), version);
        });
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
      Next next = new Next(bank, Kind.CREATE, ChangeSentence.ofNew(bank), delta, 0, 0);
      HistoryEntry[] entry = new HistoryEntry[1];
      Head head =
          connections.write(
              handle -> {
                Head made = BankHeads.create(handle, name).orElseThrow(() -> exists(name));
                entry[0] = write(handle, made, next, request, 1);
                return made;
              });
      return done(head, next, entry[0]);
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
    Next next = new Next(bank, Kind.REPLACE, ChangeSentence.ofNew(bank), Delta.ofNew(bank), 0, 0);
    HistoryEntry[] entry = new HistoryEntry[1];
    Head head =
        connections.write(
            handle -> {
              Head old = BankRows.head(handle, name).orElseThrow(() -> LiveBanks.missing(name));
              requireVersion(name, old.version(), request);
              BankHeads.Next taken = BankHeads.next(handle, old).orElseThrow(() -> busy(name));
              entry[0] = write(handle, taken.head(), next, request, taken.nextRow());
              return taken.head();
            });
    return done(head, next, entry[0]);
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
        Next next = step.of(now);
        if (next == null) {
          return new ChangeResult(
              now.snapshot(), entry(now, now.head().version()), List.of(), Outcome.UNCHANGED);
        }
        HistoryEntry[] entry = new HistoryEntry[1];
        Optional<Head> head =
            connections.write(
                handle -> {
                  Optional<BankHeads.Next> taken = BankHeads.next(handle, now.head());
                  if (taken.isPresent()) {
                    entry[0] =
                        write(handle, taken.get().head(), next, request, taken.get().nextRow());
                  }
                  return taken.map(BankHeads.Next::head);
                });
        if (head.isPresent()) {
          return done(head.get(), next, entry[0]);
        }
      }
    } finally {
      lock.unlock();
    }
    throw busy(name);
  }

  private HistoryEntry write(
      Handle handle, Head head, Next next, ChangeRequest request, long nextRow) throws IOException {
    Instant at = Instant.now().truncatedTo(ChronoUnit.MILLIS);
    BankWriter writer = new BankWriter(handle, head.id(), head.version(), nextRow);
    if (next.delta() != null) {
      if (next.isFromNothing()) {
        writer.clear();
      }
      writer.write(next.delta(), next.bank(), request, at.toEpochMilli());
    } else {
      writer.restore(next.target());
    }
    HistoryEntry entry =
        new HistoryEntry(
            head.version(), at, request.who(), next.kind(), next.what(), next.target(), false);
    HistoryRows.add(handle, head.id(), entry);
    if (next.undoes() > 0) {
      HistoryRows.markUndone(handle, head.id(), next.undoes());
    }
    HistoryRows.remember(handle, head.id(), request, entry, next.added());
    BankHeads.finish(handle, head, writer.nextRow(), at.toEpochMilli(), connections.isServer());
    return entry;
  }

  private ChangeResult done(Head head, Next next, HistoryEntry entry) {
    Live now = live.put(head, next.bank());
    told.changed(head.name(), head.version());
    BankSnapshot made =
        now.head().equals(head)
            ? now.snapshot()
            : BankSnapshot.of(head.name(), head.version(), next.bank());
    return new ChangeResult(made, entry, next.added(), Outcome.CHANGED);
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
