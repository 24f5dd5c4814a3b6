package io.glimpse.database;

import io.glimpse.bank.Bank;
import io.glimpse.bank.BankFrame;
import io.glimpse.database.BankDatabaseException.Trouble;
import io.glimpse.database.HistoryEntry.Kind;
import io.glimpse.database.LiveBanks.Live;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds out how a change is undone: the last one by the version before it, one that others follow
 * by itself.
 */
final class Undoing {

  private final Connections connections;
  private final LiveBanks live;

  Undoing(Connections connections, LiveBanks live) {
    this.connections = connections;
    this.live = live;
  }

  /** Without the last change that is not undone. */
  NextVersion ofLast(Live now) throws IOException {
    HistoryEntry last =
        connections
            .read(handle -> HistoryRows.lastToUndo(handle, now.head().id()))
            .orElseThrow(
                () ->
                    new BankDatabaseException(
                        Trouble.NOT_ALLOWED,
                        "there is nothing to undo in bank '" + now.head().name() + "'"));
    return of(now, last, true);
  }

  /** Without one change. */
  NextVersion of(Live now, long version) throws IOException {
    HistoryEntry entry =
        connections
            .read(handle -> HistoryRows.find(handle, now.head().id(), version))
            .orElseThrow(() -> LiveBanks.missing(now.head().name(), version));
    String why =
        entry.undone()
            ? "is undone already"
            : entry.kind() == Kind.UNDO
                ? "is an undoing itself"
                : entry.kind() == Kind.CREATE ? "made the bank" : null;
    if (why != null) {
      throw refused(entry, "it " + why + "; restore a version instead");
    }
    boolean isLast =
        connections
            .read(handle -> HistoryRows.lastToUndo(handle, now.head().id()))
            .filter(last -> last.version() == version)
            .isPresent();
    return of(now, entry, isLast);
  }

  private NextVersion of(Live now, HistoryEntry entry, boolean isLast) throws IOException {
    long id = now.head().id();
    // Where an older change was undone by itself since, the version before shows it yet.
    if (isLast
        && !connections.read(
            handle -> HistoryRows.hasUndoneByItself(handle, id, entry.version()))) {
      long target = entry.version() - 1;
      return NextVersion.back(
          live.version(now, target), Kind.UNDO, "undid: " + entry.what(), target, entry.version());
    }
    Bank frame = frame(now, entry);
    return new NextVersion(
        null,
        Kind.UNDO,
        "undid change " + entry.version() + ": " + entry.what(),
        (writer, request, at) -> {
          writer.undo(entry);
          if (frame != null) {
            writer.frame(BankFrame.toBytes(frame), frame);
          }
        },
        List.of(),
        0,
        entry.version());
  }

  /**
   * The bank whose frame is to be the new one, where that of now does not do: the change may have
   * been one of method and parameters, and what was fitted was fitted to other shots.
   */
  private @Nullable Bank frame(Live now, HistoryEntry entry) throws IOException {
    Bank before = unfitted(live.version(now, entry.version() - 1));
    Bank after = unfitted(live.version(now, entry.version()));
    Bank current = now.snapshot().bank();
    byte[] settings = BankFrame.toBytes(before);
    boolean stays = Arrays.equals(settings, BankFrame.toBytes(after));
    if (!stays && !Arrays.equals(BankFrame.toBytes(after), BankFrame.toBytes(unfitted(current)))) {
      throw connections.read(
          handle -> EntryUndo.inTheWay(handle, now.head().id(), entry, framesSince(now, entry)));
    }
    Bank settled = stays ? unfitted(current) : before;
    if (settled.fitted().isTrained()) {
      throw refused(
          entry,
          "method '"
              + settled.method()
              + "' was trained on the shots that the bank had; restore a version instead");
    }
    return Arrays.equals(BankFrame.toBytes(settled), BankFrame.toBytes(current)) ? null : settled;
  }

  /** The first change of method or parameters behind one, or else of what was fitted. */
  private long framesSince(Live now, HistoryEntry entry) throws IOException {
    List<HistoryEntry> later =
        connections.read(
            handle -> HistoryRows.ofFramesSince(handle, now.head().id(), entry.version()));
    return later.stream()
        .filter(one -> one.kind() != Kind.EDIT)
        .findFirst()
        .orElse(later.get(0))
        .version();
  }

  private static Bank unfitted(Bank bank) {
    return new Bank(
        bank.encoder(),
        bank.texts(),
        bank.shots(),
        bank.fitted().forOtherShots(),
        bank.provenance(),
        bank.clouds());
  }

  private static BankDatabaseException refused(HistoryEntry entry, String why) {
    return new BankDatabaseException(
        Trouble.NOT_ALLOWED, EntryUndo.sentence(entry) + " cannot be undone: " + why);
  }
}
