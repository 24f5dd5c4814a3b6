package io.glimpse.database;

import io.glimpse.bank.Bank;
import io.glimpse.database.BankDatabaseException.Trouble;
import io.glimpse.database.BankRows.Head;
import io.glimpse.memory.RecentlyUsed;
import java.io.IOException;
import java.lang.ref.SoftReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The banks that are in use, in memory, each as its newest version that is known of. Those that
 * were not asked for the longest go where all take too much, and are read again when somebody asks.
 */
final class LiveBanks {

  /** Versions behind the newest that an undoing finds ready, as long as there is memory. */
  private static final int EARLIER = 32;

  private final Connections connections;
  private final RecentlyUsed<String, Live> banks;

  /** Nobody reads the same bank twice while another does. */
  private final Object reading = new Object();

  /**
   * None so far.
   *
   * @param memory bytes that all may take together
   */
  LiveBanks(Connections connections, long memory) {
    this.connections = connections;
    this.banks = new RecentlyUsed<>(memory, live -> live.snapshot().bytes());
  }

  /**
   * A bank in memory.
   *
   * @param head its rows, and its version
   * @param snapshot of that version
   * @param earlier some before it
   */
  record Live(Head head, BankSnapshot snapshot, List<SoftReference<BankSnapshot>> earlier) {

    /** Versions of a name only grow, whichever bank has it. */
    private boolean isOlderThan(Live other) {
      return head.version() < other.head.version();
    }

    @SuppressWarnings("ReferenceEquality") // Whether it is the one in memory, not one like it.
    private boolean wasEarlier(Bank bank) {
      return earlier.stream()
          .map(SoftReference::get)
          .anyMatch(one -> one != null && one.bank() == bank);
    }

    /** A version that is in memory yet. */
    Optional<Bank> version(long version) {
      for (SoftReference<BankSnapshot> reference : earlier) {
        BankSnapshot one = reference.get();
        if (one != null && one.version() == version) {
          return Optional.of(one.bank());
        }
      }
      return version == head.version() ? Optional.of(snapshot.bank()) : Optional.empty();
    }
  }

  /** A bank as memory has it; it is read where memory does not. */
  Live current(String name) throws IOException {
    Live live = banks.get(name);
    return live == null ? refreshed(name) : live;
  }

  /** A bank as the database has it now. */
  Live refreshed(String name) throws IOException {
    Optional<Head> found = connections.read(handle -> BankRows.head(handle, name));
    if (found.isEmpty()) {
      banks.remove(name);
      throw missing(name);
    }
    Head head = found.get();
    Live live = banks.get(name);
    return live != null && live.head().equals(head) ? live : read(head);
  }

  static BankDatabaseException missing(String name) {
    return new BankDatabaseException(Trouble.NOT_FOUND, "there is no bank '" + name + "'");
  }

  static BankDatabaseException missing(String name, long version) {
    return new BankDatabaseException(
        Trouble.NOT_FOUND, "there is no version " + version + " of bank '" + name + "'");
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
            throw missing(now.head().name(), version);
          }
          return BankRows.read(handle, now.head(), version);
        });
  }

  private Live read(Head head) throws IOException {
    synchronized (reading) {
      Live live = banks.get(head.name());
      if (live != null && live.head().equals(head)) {
        return live;
      }
      Bank bank =
          connections.read(
              handle -> {
                if (live != null && live.head().id() == head.id()) {
                  Optional<Bank> grown =
                      BankGrowth.follow(
                          handle, head, live.snapshot().bank(), live.head().version());
                  if (grown.isPresent()) {
                    return grown.get();
                  }
                }
                return BankRows.read(handle, head, head.version());
              });
      return put(head, bank);
    }
  }

  /** Keeps a version of a bank, unless a newer one is known. */
  Live put(Head head, Bank bank) {
    BankSnapshot snapshot = BankSnapshot.of(head.name(), head.version(), bank);
    return banks.merge(
        head.name(),
        new Live(head, snapshot, List.of()),
        (known, other) -> {
          if (!known.isOlderThan(other)) {
            return known;
          }
          List<SoftReference<BankSnapshot>> earlier = new ArrayList<>();
          if (known.head().id() == head.id()) {
            // Whoever goes back step by step finds the steps before, not those that he undid.
            if (!known.wasEarlier(bank)) {
              earlier.add(new SoftReference<>(known.snapshot()));
            }
            earlier.addAll(
                known.earlier().subList(0, Math.min(EARLIER - 1, known.earlier().size())));
          }
          return new Live(head, snapshot, earlier);
        });
  }

  /** Forgets a bank that was deleted. */
  void remove(String name) {
    banks.remove(name);
  }

  /** What is in memory. */
  List<Head> heads() {
    return banks.values().stream().map(Live::head).toList();
  }
}
